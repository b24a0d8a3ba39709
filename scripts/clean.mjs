// @ts-check
/** Removes what builds leave behind, so that the next `tsc --build` starts from nothing. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot, workspacePackages } from './lib/repository.mjs';

const projects = [
  ...workspacePackages(repositoryRoot).map(({ path }) => path),
  join(repositoryRoot, 'examples'),
];
for (const project of projects) {
  rmSync(join(project, 'dist'), { recursive: true, force: true });
  rmSync(join(project, 'tsconfig.tsbuildinfo'), { force: true });
}
rmSync(join(repositoryRoot, '.work'), { recursive: true, force: true });
