import { describe, expect, it } from 'vitest';
import { lockProblems } from '../lib/lock-rules.mjs';
import { repositoryRoot } from '../lib/repository.mjs';
import { plantRepository } from './plant-repository.ts';

const sound = {
  'packages/discreet': { dependencies: { '@discreet/core': '0.1.0' } },
  'packages/core': { dependencies: { 'fp-ts': '2.16.11' } },
  'node_modules/@discreet/core': { resolved: 'packages/core', link: true },
  'node_modules/fp-ts': {},
  'node_modules/@stdlib/random-base-laplace': { dev: true },
};

function problemsWith(spoilt: object): string[] {
  const root = plantRepository({ 'package-lock.json': { packages: { ...sound, ...spoilt } } });
  return lockProblems(root);
}

describe('lockProblems', () => {
  it('lets packages lie in the lock file that the front door does not reach', () => {
    expect(problemsWith({})).toEqual([]);
  });

  it('reports what a package below the front door would bring, with the way there', () => {
    const dependencies = { leftpad: '1.0.0' };
    expect(problemsWith({ 'packages/core': { dependencies }, 'node_modules/leftpad': {} })).toEqual(
      [
        'package-lock.json: a user of discreet would install leftpad (packages/discreet > @discreet/core > leftpad)',
      ],
    );
  });

  it('reports simulation samplers in the tree of any package but testing, however deep', () => {
    const dependencies = { '@stdlib/random-base-laplace': '0.2.1' };
    expect(problemsWith({ 'packages/testing': { dependencies } })).toEqual([]);
    expect(problemsWith({ 'packages/ledger': { dependencies } })).toEqual([
      'package-lock.json: only testing may bring @stdlib (packages/ledger > @stdlib/random-base-laplace)',
    ]);
    const throughAnother = {
      'packages/ledger': { dependencies: { wrapper: '1.0.0' } },
      'node_modules/wrapper': { dependencies },
    };
    expect(problemsWith(throughAnother)).toEqual([
      'package-lock.json: only testing may bring @stdlib (packages/ledger > wrapper > @stdlib/random-base-laplace)',
    ]);
    const throughTesting = {
      'packages/ledger': { dependencies: { '@discreet/testing': '0.1.0' } },
      'packages/testing': { dependencies },
      'node_modules/@discreet/testing': { resolved: 'packages/testing', link: true },
    };
    expect(problemsWith(throughTesting)).toHaveLength(1);
    expect(problemsWith({ 'packages/core': { dependencies } })).toHaveLength(3);
  });

  it('finds this repository in order', () => {
    expect(lockProblems(repositoryRoot)).toEqual([]);
  });

  it('follows a nested copy before the one at the top', () => {
    const spoilt = {
      'packages/core/node_modules/fp-ts': { dependencies: { tslib: '2.0.0' } },
      'node_modules/tslib': {},
    };
    expect(problemsWith(spoilt)).toHaveLength(1);
  });

  it('reports a missing lock file', () => {
    expect(lockProblems(plantRepository({ a: 'b' }))).toEqual(['package-lock.json is missing']);
  });
});
