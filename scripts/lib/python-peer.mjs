// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * The Python of a virtual environment that holds what a requirements file pins; made below node_modules/.cache, unless one is given.
 * @param {string} root
 * @param {string} requirements path of the file, from the root
 * @param {string | undefined} given folder of a virtual environment to use as it is
 * @returns {Promise<{ python: string } | { missing: string }>} or what is missing, for a reader
 */
export async function pythonPeer(root, requirements, given) {
  const folder = given ?? join(root, 'node_modules/.cache/discreet/peers');
  const python =
    process.platform === 'win32' ? join(folder, 'Scripts/python.exe') : join(folder, 'bin/python');
  const mark = join(folder, 'installed-requirements.txt');
  const pinned = readFileSync(join(root, requirements), 'utf8');
  const isThere = existsSync(python);
  if (given !== undefined) return isThere ? { python } : { missing: `no Python in ${folder}` };
  if (isThere && existsSync(mark) && readFileSync(mark, 'utf8') === pinned) return { python };
  mkdirSync(folder, { recursive: true });
  const made = await runCommand('python3', ['-m', 'venv', folder]);
  if (made.status !== 0) return { missing: `python3 with venv:\n${made.stderr}${made.stdout}` };
  const install = ['-m', 'pip', 'install', '--quiet', '-r', join(root, requirements)];
  const { status, stderr } = await runCommand(python, install);
  if (status !== 0) return { missing: `what ${requirements} pins:\n${stderr}` };
  writeFileSync(mark, pinned);
  return { python };
}
