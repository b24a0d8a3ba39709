import {
  type AnyMeasurement,
  category,
  chain,
  changeOneDistance,
  type Noise,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { sealPipeline } from '@discreet/core/construction';
import { laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import { type EntropySource, sampleDiscreteLaplace } from '@discreet/random/samplers';
import { clamp, count, sum, values } from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import { checkMeasurement, ClaimRefuted, type Mechanism, type PrivacyClaim } from '../src/index.ts';
import { withFactor } from './planted/build.ts';
import { laplaceByHalves } from './planted/small-noise.ts';

const rows = values(real, symmetricDistance());
const noise = laplaceByHalves(1);

const refutationOf = (check: () => unknown): ClaimRefuted => {
  try {
    check();
  } catch (error) {
    if (error instanceof ClaimRefuted) return error;
    throw error;
  }
  throw new Error('nothing was refuted');
};

describe('checkMeasurement of a pipeline', () => {
  const howMany: AnyMeasurement = chain(rows, count(), laplace({ scale: 1 }));

  it('gives the report of a map that holds', () => {
    expect(checkMeasurement(howMany).holds).toBe(true);
  });

  it('blames a wrong stability map first', () => {
    const total = chain(rows, clamp(0, 9, { resolution: 1 }), sum());
    const wrong = chain(
      proved<typeof total>(withFactor(total, Rational.one)),
      laplace({ scale: 9 }),
    );
    expect(refutationOf(() => checkMeasurement(wrong)).where).toBe('checkTransformation');
  });

  it('blames noise that is too small for its map', () => {
    const half: Noise = { law: 'discreteLaplace', scale: Rational.of(1n, 2n) };
    const wrong = proved<AnyMeasurement>(sealPipeline({ ...howMany, noise: half }));
    const { claim, claimed, found } = refutationOf(() => checkMeasurement(wrong));
    expect(claim).toBe('the privacy map');
    expect(claimed).toMatch(/^epsilon <= \d, by the map maxDivergence <= 1 d/);
    expect(found).toMatch(/^epsilon >= \d/);
  });
});

describe('checkMeasurement of a mechanism', () => {
  const noisyCount: Mechanism<readonly number[]> = (data, entropy) => data.length + noise(entropy);

  it('gives the report of a claim that holds', () => {
    const report = checkMeasurement(noisyCount, { source: rows, epsilon: 0.7 });
    expect(report).toMatchObject({ holds: true, pairs: 40, violation: undefined });
  });

  it('prints the smallest pair, the distance, the claim, an event and the seed', () => {
    const { message } = refutationOf(() =>
      checkMeasurement(noisyCount, { source: rows, epsilon: 0.5, seed: 4 }),
    );
    const lines = message.split('\n');
    expect(lines[0]).toBe('checkMeasurement: the claim of epsilon does not hold');
    expect([lines[1], lines[2]].sort()).toEqual(['  x         []', '  y         [0]']);
    expect(lines[3]).toBe('  distance  1 in symmetricDistance');
    expect(lines[4]).toBe('  claimed   epsilon <= 0.5');
    expect(lines[5]).toMatch(
      /^ {2}found {5}epsilon >= 0\.6\d*: the answer is .* with probability >= 0\.\d+ on [xy], <= 0\.\d+ on [xy]$/,
    );
    expect(lines[6]).toBe('  seed      4');
  });

  it('takes claims of delta and of rho', () => {
    const cut: Mechanism<readonly number[]> = (data, entropy) =>
      data.length === 0 ? 'nobody' : data.length + noise(entropy) > 4;
    const check =
      (claim: PrivacyClaim): (() => unknown) =>
      () =>
        checkMeasurement(cut, { source: rows, ...claim });
    expect(refutationOf(check({ epsilon: 1, delta: 0.001 })).claim).toBe('the claim of delta');
    expect(refutationOf(check({ rho: 0.1 })).found).toMatch(/^rho is infinite: the answer is /);
    expect(check({ epsilon: 1, delta: 1 })).not.toThrow();
  });

  it('samples what takes too many words', () => {
    const cities = values(category(['Oslo', 'Bergen']), changeOneDistance({ size: 2 }));
    // the exact count after a lot of noise that is not used
    const leaky = (data: readonly unknown[], entropy: EntropySource): unknown => {
      for (let i = 0; i < 6; i += 1) sampleDiscreteLaplace(Rational.of(3n), entropy);
      return data.filter((city) => city === 'Oslo').length;
    };
    const { found } = refutationOf(() => checkMeasurement(leaky, { source: cities, epsilon: 1 }));
    expect(found).toContain('but for a chance of 0.000001');
  });

  it('refuses a mechanism without a source, and one that keeps state', () => {
    expect(() => checkMeasurement(proved<AnyMeasurement>(noisyCount), {})).toThrow(
      'checkMeasurement: a mechanism needs a source',
    );
    let calls = 0;
    const counting = (): number => (calls += 1);
    expect(() => checkMeasurement(counting, { source: rows, epsilon: 1 })).toThrow(
      'a mechanism must be a function of its data and of the words',
    );
  });
});
