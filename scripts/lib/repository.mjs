// @ts-check
/** Where things lie in this repository. Every check takes the root as an argument, so that tests can plant one. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} PackageJson
 * @property {string} name
 * @property {string} version
 * @property {boolean} [private]
 * @property {Record<string, unknown>} [exports]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [peerDependencies]
 */

/**
 * @typedef {object} WorkspacePackage
 * @property {string} folder the name of its folder under packages/, which is also its floor's name
 * @property {string} path the absolute path of the folder
 * @property {PackageJson} manifest
 */

export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url)).replace(
  /[\\/]$/,
  '',
);

/**
 * @template T
 * @param {string} path
 * @returns {T}
 */
export function readJson(path) {
  /** @type {unknown} */
  const value = JSON.parse(readFileSync(path, 'utf8'));
  return /** @type {T} */ (value);
}

/**
 * @param {string} root
 * @returns {WorkspacePackage[]}
 */
export function workspacePackages(root) {
  return readdirSync(join(root, 'packages'))
    .sort()
    .map((folder) => ({ folder, path: join(root, 'packages', folder) }))
    .filter(({ path }) => existsSync(join(path, 'package.json')))
    .map(({ folder, path }) => ({
      folder,
      path,
      manifest: /** @type {PackageJson} */ (readJson(join(path, 'package.json'))),
    }));
}

/**
 * All files under a folder whose path passes the filter, sorted, as absolute paths; build output and dependencies left out.
 * @param {string} folder
 * @param {(path: string) => boolean} accept
 * @returns {string[]}
 */
export function filesUnder(folder, accept) {
  if (!existsSync(folder)) return [];
  const skipped = /(^|[\\/])(node_modules|dist|coverage|\.work|\.git)([\\/]|$)/;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !skipped.test(relative(folder, path)) && accept(path))
    .sort();
}

/**
 * What git tracks or would track, as paths relative to the root.
 * @param {string} root
 * @returns {string[]}
 */
export function trackedFiles(root) {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8' },
  );
  return [...new Set(listed.split('\0'))]
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .sort();
}

/**
 * A path as messages print it: relative to the root, with forward slashes.
 * @param {string} root
 * @param {string} path
 */
export function shownPath(root, path) {
  return relative(root, path).split(sep).join('/');
}
