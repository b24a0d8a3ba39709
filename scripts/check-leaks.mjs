// @ts-check
/** Fails when a file that git tracks, or would track, names a registry host, a machine's path or a secret. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leakProblems } from './lib/leak-rules.mjs';
import { finish } from './lib/problems.mjs';
import { repositoryRoot, trackedFiles } from './lib/repository.mjs';

const problems = trackedFiles(repositoryRoot).flatMap((path) => {
  const bytes = readFileSync(join(repositoryRoot, path));
  return bytes.includes(0) ? [] : leakProblems(path, bytes.toString('utf8'));
});
finish('leaks', problems);
