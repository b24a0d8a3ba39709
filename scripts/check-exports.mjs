// @ts-check
/** Packs each package and looks at it as a user's tools will: publint, Are The Types Wrong, and the licence in the tarball. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packAll } from './lib/packed-packages.mjs';
import { finish } from './lib/problems.mjs';
import { repositoryRoot } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';
import { withTemporaryFolder } from './lib/temporary-folder.mjs';

/** @import { PackedPackage } from './lib/packed-packages.mjs' */

const attw = join(repositoryRoot, 'node_modules/@arethetypeswrong/cli/dist/index.js');
const licence = readFileSync(join(repositoryRoot, 'LICENSE'), 'utf8');

/** @param {PackedPackage} packed */
async function problemsOf({ manifest: { name }, tarball }) {
  const bytes = readFileSync(tarball);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  const problems = messages.map(
    (message) =>
      `${name}: publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`,
  );

  const args = [attw, tarball, '--profile', 'esm-only', '--no-definitely-typed', '--no-emoji'];
  const types = await runCommand(process.execPath, [...args, '--format', 'ascii', '--no-color']);
  if (types.status !== 0) problems.push(`${name}: attw:\n${types.stdout}${types.stderr}`);

  const files = tar('-tzf', tarball).split('\n');
  if (!files.includes('package/LICENSE')) problems.push(`${name}: no LICENSE in the tarball`);
  else if (tar('-xzOf', tarball, 'package/LICENSE') !== licence) {
    problems.push(`${name}: its LICENSE is not the one of the repository`);
  }
  const strays = files.filter((file) =>
    /\.tsbuildinfo$|\.(test|test-d|bench)\.|\/test\//.test(file),
  );
  if (strays.length > 0) problems.push(`${name}: the tarball holds ${strays.join(', ')}`);
  return problems;
}

/** @param {string[]} args */
function tar(...args) {
  return execFileSync('tar', args, { encoding: 'utf8' });
}

const { problems, count } = await withTemporaryFolder(async (folder) => {
  const packed = await packAll(repositoryRoot, folder);
  const found = [];
  for (const each of packed) found.push(...(await problemsOf(each)));
  return { problems: found, count: packed.length };
});
finish(`exports (${count} packed packages)`, problems);
