import { describe, expect, it } from 'vitest';
import { lockProblems } from '../lib/lock-rules.mjs';
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
    const dependencies = { '@stdlib/random-base-laplace': '0.2.1' };
    expect(problemsWith({ 'packages/core': { dependencies } })).toEqual([
      'package-lock.json: a user of discreet would install @stdlib/random-base-laplace (packages/discreet > @discreet/core > @stdlib/random-base-laplace)',
    ]);
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
