import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importProblems } from '../lib/import-rules.mjs';
import { importsOf } from '../lib/imports-of.mjs';
import { repositoryRoot } from '../lib/repository.mjs';
import { plantRepository } from './plant-repository.ts';

const main = { default: './dist/index.js' };

function manifest(name: string, dependencies: Record<string, string> = {}, exports = {}): object {
  return {
    name,
    version: '0.1.0',
    exports: { '.': main, './internal/*': null, ...exports },
    dependencies,
  };
}

/** A small house in good order; each test spoils one thing in it. */
const sound = {
  'packages/numeric/package.json': manifest('@discreet/numeric', { 'fp-ts': '2.16.11' }),
  'packages/numeric/src/index.ts': `import { left } from 'fp-ts/lib/Either.js';\nimport './a.ts';\n`,
  'packages/numeric/src/a.ts': 'export {};\n',
  'packages/random/package.json': manifest(
    '@discreet/random',
    { '@discreet/numeric': '0.1.0' },
    { './samplers': main, './new-tools': main },
  ),
  'packages/random/src/index.ts': `export * from '@discreet/numeric';\n`,
  'packages/random/src/samplers.ts': 'export {};\n',
  'packages/core/package.json': manifest('@discreet/core', { '@discreet/numeric': '0.1.0' }),
  'packages/core/src/index.ts': `import type { X } from '@discreet/numeric';\n`,
  'packages/transformations/package.json': manifest('@discreet/transformations', {
    '@discreet/core': '0.1.0',
    '@discreet/random': '0.1.0',
  }),
  'packages/transformations/src/index.ts': `export {} from '@discreet/core';\n`,
  'packages/measurements/package.json': manifest('@discreet/measurements', {
    '@discreet/random': '0.1.0',
    '@discreet/core': '0.1.0',
  }),
  'packages/measurements/src/index.ts': `import '@discreet/random/samplers';\n`,
  'packages/testing/package.json': manifest('@discreet/testing', {
    '@discreet/random': '0.1.0',
    '@stdlib/random-base-laplace': '0.2.1',
  }),
  'packages/testing/src/index.ts': `import '@discreet/random/samplers';\nimport '@stdlib/random-base-laplace';\n`,
};

function problemsWith(spoilt: Readonly<Record<string, unknown>>): string[] {
  return importProblems(plantRepository({ ...sound, ...spoilt }));
}

describe('importProblems', () => {
  it('finds nothing in a house in good order', () => {
    expect(problemsWith({})).toEqual([]);
  });

  const violations: readonly (readonly [string, string, string, string])[] = [
    [
      'an import from a higher floor',
      'packages/core/src/x.ts',
      `import '@discreet/measurements';`,
      'packages/core/src/x.ts:1: "@discreet/measurements": core may not import measurements',
    ],
    [
      'an import across a floor',
      'packages/core/src/x.ts',
      `\nexport { a } from '@discreet/random';`,
      'packages/core/src/x.ts:2: "@discreet/random": core may not import random',
    ],
    [
      'a type that is imported across a floor in place',
      'packages/core/src/x.ts',
      `export type T = import('@discreet/random').T;`,
      'packages/core/src/x.ts:1: "@discreet/random": core may not import random',
    ],
    [
      'a dynamic import across a floor',
      'packages/core/src/x.ts',
      `await import('@discreet/random');`,
      'packages/core/src/x.ts:1: "@discreet/random": core may not import random',
    ],
    [
      'testing in a source',
      'packages/measurements/src/x.ts',
      `import '@discreet/testing';`,
      'packages/measurements/src/x.ts:1: "@discreet/testing": no source imports testing',
    ],
    [
      'the reference samplers of testing in a source',
      'packages/measurements/src/x.ts',
      `import '@discreet/testing/reference';`,
      'packages/measurements/src/x.ts:1: "@discreet/testing/reference": no source imports testing',
    ],
    [
      'transformations in testing, which is handed constructors instead',
      'packages/testing/src/x.ts',
      `import '@discreet/transformations';`,
      'packages/testing/src/x.ts:1: "@discreet/transformations": testing may not import transformations',
    ],
    [
      'the samplers in a package that may not open them',
      'packages/transformations/src/x.ts',
      `import '@discreet/random/samplers';`,
      'packages/transformations/src/x.ts:1: "@discreet/random/samplers": only measurements and testing may import it',
    ],
    [
      'a subpath of which the floor plan does not say whose it is',
      'packages/measurements/src/x.ts',
      `import '@discreet/random/new-tools';`,
      'packages/measurements/src/x.ts:1: "@discreet/random/new-tools": floors.mjs must say who may import it',
    ],
    [
      'a simulation generator outside testing',
      'packages/measurements/src/x.ts',
      `import '@stdlib/random-base-laplace';`,
      'packages/measurements/src/x.ts:1: "@stdlib/random-base-laplace": only testing may import @stdlib',
    ],
    [
      'a package that is not among the dependencies',
      'packages/core/src/x.ts',
      `import 'fp-ts/lib/Either.js';`,
      'packages/core/src/x.ts:1: "fp-ts/lib/Either.js": fp-ts is not in its dependencies',
    ],
    [
      'a subpath that is not exported',
      'packages/random/src/x.ts',
      `import '@discreet/numeric/rational';`,
      'packages/random/src/x.ts:1: "@discreet/numeric/rational": @discreet/numeric does not export "./rational"',
    ],
    [
      'the closed inside of a package',
      'packages/random/src/x.ts',
      `import '@discreet/numeric/internal/*';`,
      'packages/random/src/x.ts:1: "@discreet/numeric/internal/*": @discreet/numeric does not export "./internal/*"',
    ],
    [
      'a package that does not exist',
      'packages/random/src/x.ts',
      `import '@discreet/nothing';`,
      'packages/random/src/x.ts:1: "@discreet/nothing": there is no such package',
    ],
    [
      'a relative path into another package',
      'packages/random/src/x.ts',
      `import '../../numeric/src/a.ts';`,
      'packages/random/src/x.ts:1: "../../numeric/src/a.ts" leaves src: import the other package by its name',
    ],
    [
      'its own name',
      'packages/random/src/x.ts',
      `import '@discreet/random/samplers';`,
      'packages/random/src/x.ts:1: "@discreet/random/samplers": import your own files by relative path',
    ],
    [
      'a part of Node in a package that runs in browsers',
      'packages/random/src/x.ts',
      `import 'node:crypto';`,
      'packages/random/src/x.ts:1: "node:crypto": random runs in browsers too',
    ],
    [
      'a name that says nothing',
      'packages/random/src/utils.ts',
      'export {};',
      'packages/random/src/utils.ts: name the file for what it does',
    ],
    [
      'a file of 401 lines',
      'packages/random/src/x.ts',
      '// line\n'.repeat(401),
      'packages/random/src/x.ts: 401 lines, at most 400',
    ],
    [
      'a cycle of two files',
      'packages/numeric/src/a.ts',
      `import type { B } from './index.ts';`,
      'packages/numeric/src: import cycle (type imports count): a.ts -> index.ts -> a.ts',
    ],
    [
      'a package that the floor plan does not know',
      'packages/attic/package.json',
      '{ "name": "@discreet/attic", "version": "0.1.0" }',
      'packages/attic/package.json: the floor plan has no package "attic"',
    ],
  ];

  it.each(violations)('reports %s, and nothing else', (_what, path, text, expected) => {
    expect(problemsWith({ [path]: text })).toEqual([expected]);
  });

  it('reports a manifest that depends across a floor', () => {
    const dependencies = { '@discreet/numeric': '0.1.0', '@discreet/random': '0.1.0' };
    const spoilt = { 'packages/core/package.json': manifest('@discreet/core', dependencies) };
    expect(problemsWith(spoilt)).toEqual([
      'packages/core/package.json: core may not depend on random',
    ]);
  });

  it('reports a manifest that depends on a simulation generator, or on testing', () => {
    const dependencies = { '@stdlib/random-base-normal': '0.2.2', '@discreet/testing': '0.1.0' };
    const spoilt = { 'packages/core/package.json': manifest('@discreet/core', dependencies) };
    expect(problemsWith(spoilt).slice(0, 2)).toEqual([
      'packages/core/package.json: only testing may depend on @stdlib/random-base-normal',
      'packages/core/package.json: core may not depend on testing',
    ]);
  });

  it('finds simulation generators in this repository behind one entry of testing alone', () => {
    const source = join(repositoryRoot, 'packages/testing/src');
    /** the files that an entry reads, and the packages that they import */
    const reach = (entry: string): readonly string[] => {
      const found = new Set([join(source, entry)]);
      const packages = new Set<string>();
      for (const path of found)
        for (const { specifier } of importsOf(path, readFileSync(path, 'utf8')))
          if (specifier.startsWith('.')) found.add(join(dirname(path), specifier));
          else packages.add(specifier);
      return [...packages].filter((name) => name.startsWith('@stdlib/')).sort();
    };
    expect(reach('index.ts')).toEqual([]);
    expect(reach('reference.ts')).toEqual([
      '@stdlib/random-base-laplace',
      '@stdlib/random-base-normal',
    ]);
  });

  it('reports a sibling at another version and a range in place of a version', () => {
    const dependencies = { '@discreet/numeric': '0.0.9', 'fp-ts': '^2.16.11' };
    const spoilt = { 'packages/core/package.json': manifest('@discreet/core', dependencies) };
    expect(problemsWith(spoilt)).toEqual([
      'packages/core/package.json: @discreet/numeric is at 0.1.0, not at 0.0.9',
      'packages/core/package.json: fp-ts is not pinned to one version: ^2.16.11',
    ]);
  });

  it('allows 400 lines', () => {
    expect(problemsWith({ 'packages/random/src/x.ts': '// line\n'.repeat(400) })).toEqual([]);
  });

  it('looks at every package of this repository', () => {
    const unknown = importProblems(repositoryRoot).filter((line) => line.includes('floor plan'));
    expect(unknown).toEqual([]);
  });
});
