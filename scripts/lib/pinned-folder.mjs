// @ts-check
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * Installs what a folder of the repository pins into a folder below node_modules/.cache, unless it is there already. There, and not among the
 * dependencies of the workspace: the binaries of those come first in the PATH of every script.
 * @param {string} root
 * @param {string} pinned the folder with the package.json and its lock
 * @param {string} name of the folder below the cache
 * @returns {Promise<string>} the folder that it was installed in
 */
export async function installPinned(root, pinned, name) {
  const folder = join(root, 'node_modules/.cache/discreet', name);
  const lock = readFileSync(join(root, pinned, 'package-lock.json'), 'utf8');
  const mark = join(folder, 'installed-lock.json');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return folder;
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(root, pinned, file), join(folder, file));
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'];
  const { status, stderr } = await runCommand('npm', args, { cwd: folder });
  if (status !== 0) throw new Error(`${pinned} could not be installed:\n${stderr}`);
  writeFileSync(mark, lock);
  return folder;
}
