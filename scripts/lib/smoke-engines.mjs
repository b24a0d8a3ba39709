// @ts-check
/** The engines of the smoke check: where each one is, or why there is none. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPinned } from './pinned-folder.mjs';

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} args what stands before the program's path
 */

/**
 * Installs the pinned engines below node_modules/.cache, unless they are there already.
 * @param {string} root
 * @returns {Promise<Engine[]>} Node as it is in the PATH, and the pinned ones
 */
export async function terminalEngines(root) {
  const folder = await installPinned(root, 'scripts/smoke/runtimes', 'runtimes');
  const modules = join(folder, 'node_modules');
  return [
    { name: 'node', command: process.execPath, args: [] },
    // 20.0 is the oldest that `engines` of the packages allows
    { name: 'node', command: join(modules, 'node-20/bin/node'), args: [] },
    { name: 'node', command: join(modules, 'node-22/bin/node'), args: [] },
    { name: 'node', command: join(modules, 'node-24/bin/node'), args: [] },
    { name: 'bun', command: join(modules, '.bin/bun'), args: ['run'] },
    // Deno shall use the installed folder as it is, without fetching or asking.
    {
      name: 'deno',
      command: join(modules, '.bin/deno'),
      args: ['run', '--node-modules-dir=manual', '--no-lock', '--cached-only', '--no-prompt'],
    },
  ];
}

/** The path of a Chromium, or undefined. */
export function findChromium() {
  const named = process.env['CHROMIUM'];
  if (named !== undefined) return named;
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return names
    .flatMap((name) =>
      (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)),
    )
    .find((path) => existsSync(path));
}
