// @ts-check
/** What the lock file says that users install, of the front door and of every package. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { trustedDependencies } from './floors.mjs';
import { readJson } from './repository.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [resolved]
 * @property {boolean} [link]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 */

/**
 * @param {string} root
 * @returns {string[]} one line for each breach
 */
export function lockProblems(root) {
  const path = join(root, 'package-lock.json');
  if (!existsSync(path)) return ['package-lock.json is missing'];
  /** @type {{ packages: Record<string, LockedPackage | undefined> }} */
  const { packages } = readJson(path);
  /** @type {string[]} */
  const problems = [];
  for (const [place, trail] of reachable(packages, 'packages/discreet')) {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const isOurs = place.startsWith('packages/') && !place.includes('node_modules/');
    if (isOurs || trustedDependencies.includes(name)) continue;
    problems.push(`package-lock.json: a user of discreet would install ${name} (${trail})`);
  }
  for (const start of Object.keys(packages)) {
    if (!/^packages\/[^/]+$/.test(start) || start === 'packages/testing') continue;
    for (const [place, trail] of reachable(packages, start)) {
      if (!place.includes('node_modules/@stdlib/')) continue;
      problems.push(`package-lock.json: only testing may bring @stdlib (${trail})`);
      break;
    }
  }
  return problems;
}

/**
 * Every place in the lock file that is installed with the start, with the way that leads there.
 * @param {Readonly<Record<string, LockedPackage | undefined>>} packages
 * @param {string} start
 * @returns {Map<string, string>}
 */
function reachable(packages, start) {
  const ways = new Map([[start, start]]);
  for (const [place, way] of ways) {
    const { dependencies, optionalDependencies, peerDependencies } = packages[place] ?? {};
    const names = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    for (const name of Object.keys(names)) {
      const next = installedPlace(packages, place, name);
      if (!ways.has(next)) ways.set(next, `${way} > ${name}`);
    }
  }
  return ways;
}

/**
 * Node's own search: the nearest node_modules, going up from the package that asks.
 * @param {Readonly<Record<string, LockedPackage | undefined>>} packages
 * @param {string} from
 * @param {string} name
 */
function installedPlace(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const found = packages[place];
    if (found !== undefined) return found.link === true ? (found.resolved ?? place) : place;
    if (folder === '') return place;
  }
}
