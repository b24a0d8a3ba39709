// @ts-check
/** The import-direction check: what is drawn in floors.mjs is what the sources do. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { allowedBelow, mayUseNode, restrictedSubpaths } from './floors.mjs';
import { findCycle } from './find-cycle.mjs';
import { importsOf } from './imports-of.mjs';
import { filesUnder, shownPath, workspacePackages } from './repository.mjs';

/** @import { WorkspacePackage } from './repository.mjs' */

const vagueNames = /^(utils?|commons?|helpers?|misc)\.[a-z.]+$/i;
const longestFile = 400;

/**
 * @param {string} root
 * @returns {string[]} one line for each breach
 */
export function importProblems(root) {
  const packages = workspacePackages(root);
  const byName = new Map(packages.map((each) => [each.manifest.name, each]));
  return packages.flatMap((each) => [
    ...manifestProblems(each, byName),
    ...sourceProblems(root, each, byName),
  ]);
}

/**
 * @param {WorkspacePackage} self
 * @param {ReadonlyMap<string, WorkspacePackage>} byName
 */
function manifestProblems({ folder, manifest }, byName) {
  const where = `packages/${folder}/package.json`;
  const below = allowedBelow(folder);
  if (below === undefined) return [`${where}: the floor plan has no package "${folder}"`];
  /** @type {string[]} */
  const problems = [];
  for (const [name, version] of Object.entries(manifest.dependencies ?? {})) {
    const sibling = byName.get(name);
    if (sibling !== undefined) {
      if (!below.includes(sibling.folder)) {
        problems.push(`${where}: ${folder} may not depend on ${sibling.folder}`);
      }
      if (version !== sibling.manifest.version) {
        problems.push(`${where}: ${name} is at ${sibling.manifest.version}, not at ${version}`);
      }
    } else if (!/^\d+\.\d+\.\d+$/.test(version)) {
      problems.push(`${where}: ${name} is not pinned to one version: ${version}`);
    }
    if (name.startsWith('@stdlib/') && folder !== 'testing') {
      problems.push(`${where}: only testing may depend on ${name}`);
    }
  }
  return problems;
}

/**
 * @param {string} root
 * @param {WorkspacePackage} self
 * @param {ReadonlyMap<string, WorkspacePackage>} byName
 */
function sourceProblems(root, self, byName) {
  const source = join(self.path, 'src');
  /** @type {string[]} */
  const problems = [];
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  for (const path of filesUnder(source, (name) => /\.[cm]?tsx?$/.test(name))) {
    const text = readFileSync(path, 'utf8');
    const shown = shownPath(root, path);
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    if (lines > longestFile) problems.push(`${shown}: ${lines} lines, at most ${longestFile}`);
    if (vagueNames.test(basename(path))) problems.push(`${shown}: name the file for what it does`);
    /** @type {string[]} */
    const neighbours = [];
    for (const { specifier, line } of importsOf(path, text)) {
      const target = specifier.startsWith('.') ? join(dirname(path), specifier) : undefined;
      const problem =
        target === undefined
          ? packageImportProblem(specifier, self, byName)
          : relativeImportProblem(specifier, target, source);
      if (problem !== undefined) problems.push(`${shown}:${line}: ${problem}`);
      else if (target !== undefined) neighbours.push(target);
    }
    graph.set(path, neighbours);
  }
  const cycle = findCycle(graph);
  if (cycle.length > 0) {
    const names = cycle.map((path) => shownPath(source, path)).join(' -> ');
    problems.push(`packages/${self.folder}/src: import cycle (type imports count): ${names}`);
  }
  return problems;
}

/**
 * @param {string} specifier
 * @param {string} target
 * @param {string} source
 */
function relativeImportProblem(specifier, target, source) {
  if (relative(source, target).startsWith('..')) {
    return `"${specifier}" leaves src: import the other package by its name`;
  }
  return existsSync(target) ? undefined : `"${specifier}" does not exist`;
}

/**
 * @param {string} specifier
 * @param {WorkspacePackage} self
 * @param {ReadonlyMap<string, WorkspacePackage>} byName
 */
function packageImportProblem(specifier, { folder, manifest }, byName) {
  if (specifier.startsWith('node:')) {
    return mayUseNode(folder) ? undefined : `"${specifier}": ${folder} runs in browsers too`;
  }
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  if (name.startsWith('@stdlib/') && folder !== 'testing') {
    return `"${specifier}": only testing may import @stdlib`;
  }
  if (name === '@discreet/testing') return `"${specifier}": no source imports testing`;
  if (name === manifest.name) return `"${specifier}": import your own files by relative path`;
  const sibling = byName.get(name);
  if (sibling === undefined && (name.startsWith('@discreet/') || name === 'discreet')) {
    return `"${specifier}": there is no such package`;
  }
  if (sibling !== undefined) {
    if (!(allowedBelow(folder) ?? []).includes(sibling.folder)) {
      return `"${specifier}": ${folder} may not import ${sibling.folder}`;
    }
    const subpath = `.${specifier.slice(name.length)}`;
    if ((sibling.manifest.exports?.[subpath] ?? null) === null) {
      return `"${specifier}": ${name} does not export "${subpath}"`;
    }
    if (subpath !== '.') {
      const guests = restrictedSubpaths[specifier];
      if (guests === undefined) return `"${specifier}": floors.mjs must say who may import it`;
      if (!guests.includes(folder)) {
        return `"${specifier}": only ${guests.join(' and ')} may import it`;
      }
    }
  }
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
  return name in declared ? undefined : `"${specifier}": ${name} is not in its dependencies`;
}
