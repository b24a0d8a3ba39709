import { chain, real, symmetricDistance } from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational, rationalFromDouble } from '@discreet/numeric';
import {
  bernoulliExp,
  type EntropySource,
  sampleDiscreteGaussian,
  sampleDiscreteLaplace,
} from '@discreet/random/samplers';
import { clamp, count, histogram, sum, values } from '@discreet/transformations';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import {
  checkMeasurementStatistically,
  checkPrivacyStatistically,
  type Mechanism,
  type PrivacyClaim,
} from '../src/index.ts';
import { binomialLower } from '../src/internal/binomial-bounds.ts';
import { falseAlarm, seedOf } from './false-alarm.ts';

/**
 * 20,000 answers on each of two datasets; the statistic is the certified lower bound of the loss. A true claim is refuted with
 * probability falseAlarm() over the seed; the seeds are fixed.
 */
const options = { seed: seedOf(1), falseAlarm: falseAlarm() };
const of = (n: number, d: number = 1): Rational => Rational.of(BigInt(n), BigInt(d));
const laplaceOf = (scale: Rational, entropy: EntropySource): bigint =>
  sampleDiscreteLaplace(scale, entropy);
const gaussianOf = (sigmaSquared: Rational, entropy: EntropySource): bigint =>
  sampleDiscreteGaussian(sigmaSquared, entropy);

/** The textbook inverse of Laplace's distribution on doubles: its answers show what the noise was added to. */
const laplaceOnDoubles = (entropy: EntropySource): number => {
  const u = (Number(entropy.nextBits(52)) + 0.5) / 2 ** 52 - 0.5;
  return -Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
};

/** Whether each query is above a noisy threshold, until `most` of them were. */
const sparseVector =
  (
    threshold: Rational | undefined,
    query: Rational | undefined,
    most: number,
  ): Mechanism<readonly bigint[]> =>
  (queries, entropy) => {
    const bar = threshold === undefined ? 0n : laplaceOf(threshold, entropy);
    let answers = '';
    let above = 0;
    for (const value of queries) {
      const noisy = value + (query === undefined ? 0n : laplaceOf(query, entropy));
      answers += noisy >= bar ? 'T' : 'F';
      if (noisy >= bar) above += 1;
      if (above === most) break;
    }
    return answers;
  };
const zeros = Array<bigint>(10).fill(0n);
const ones = Array<bigint>(10).fill(1n);
const crossed = { x: [...zeros, ...ones], y: [...ones, ...zeros] };

interface Trial<D> {
  readonly mechanism: Mechanism<D>;
  readonly pair: { readonly x: D; readonly y: D };
  readonly claim: PrivacyClaim;
}
type Case = readonly [title: string, trial: Trial<never>];
const trial = <D>(
  title: string,
  mechanism: Mechanism<D>,
  x: D,
  y: D,
  claim: PrivacyClaim,
): Case => [title, { mechanism, pair: { x, y }, claim } as unknown as Trial<never>];

describe('a mechanism that loses what is claimed is not flagged', () => {
  const right: readonly Case[] = [
    trial('Laplace', (d: bigint, e) => d + laplaceOf(of(1), e), 0n, 1n, { epsilon: 1 }),
    trial('wide Laplace', (d: bigint, e) => d + laplaceOf(of(500), e), 0n, 500n, { epsilon: 1 }),
    trial('Gaussian', (d: bigint, e) => d + gaussianOf(of(4), e), 0n, 1n, { rho: '1/8' }),
    trial('Gaussian of much rho', (d: bigint, e) => d + gaussianOf(of(1), e), 0n, 3n, { rho: 4.5 }),
    trial(
      'randomized response, whose loss is reached in one bit',
      (d: boolean, e) => (e.nextBits(2) === 0n ? !d : d),
      true,
      false,
      // ln 3 rounded up in the last place
      { epsilon: '1.0986122886681099' },
    ),
    trial(
      'a name that is shown with probability delta',
      (d: string, e) => (e.nextBits(6) === 0n ? d : 'nobody'),
      'Ada',
      'Eve',
      { epsilon: 0, delta: '1/64' },
    ),
    trial(
      'noise on two coordinates, of which one moves',
      (d: readonly bigint[], e) => d.map((v) => v + laplaceOf(of(2), e)),
      [0n, 5n],
      [1n, 5n],
      { epsilon: 0.5 },
    ),
    // threshold noise 2/epsilon, query noise 4c/epsilon
    trial('sparse vector', sparseVector(of(1), of(2), 1), crossed.x, crossed.y, { epsilon: 2 }),
    trial('one answer for all', () => ({ message: 'no answer' }), 0, 1, { epsilon: 0 }),
    trial(
      'an exception that depends on noise alone',
      (_d: number, e) => {
        if (e.nextBits(3) === 0n) throw new Error('try again');
        return 0;
      },
      0,
      1,
      { epsilon: 0 },
    ),
  ];
  it.each(right)('%s', (_title, { mechanism, pair, claim }) => {
    const report = checkPrivacyStatistically(mechanism, pair, claim, options);
    expect(report.holds).toBe(true);
    expect(report.violation).toBeUndefined();
    expect(report.lower.lessThanOrEqual(report.claimed)).toBe(true);
  });
});

describe('a mechanism that loses more is flagged, whatever the seed', () => {
  const wrong: readonly Case[] = [
    trial('Laplace at half scale', (d: bigint, e) => d + laplaceOf(of(1, 2), e), 0n, 1n, {
      epsilon: 1,
    }),
    trial('Laplace at four fifths', (d: bigint, e) => d + laplaceOf(of(4, 5), e), 0n, 1n, {
      epsilon: 1,
    }),
    trial('wide Laplace at half scale', (d: bigint, e) => d + laplaceOf(of(250), e), 0n, 500n, {
      epsilon: 1,
    }),
    trial('Gaussian at half sigma', (d: bigint, e) => d + gaussianOf(of(1), e), 0n, 1n, {
      rho: '1/8',
    }),
    trial('a Gaussian said to be pure', (d: bigint, e) => d + gaussianOf(of(1), e), 0n, 2n, {
      epsilon: 2,
    }),
    trial(
      'no noise where the count is even',
      (d: bigint, e) => (d % 2n === 0n ? d : d + laplaceOf(of(1), e)),
      4n,
      5n,
      { epsilon: 1 },
    ),
    trial(
      'one draw for all coordinates',
      (d: readonly bigint[], e) => {
        const z = laplaceOf(of(1000), e);
        return d.map((v) => v + z);
      },
      [0n, 0n, 0n],
      [1n, 0n, 0n],
      { epsilon: 0.1 },
    ),
    trial(
      'little noise under a wide one that all coordinates share',
      (d: readonly bigint[], e) => {
        const z = laplaceOf(of(1000), e);
        return d.map((v) => v + z + laplaceOf(of(1, 2), e));
      },
      [0n, 0n, 0n],
      [1n, 0n, 0n],
      { epsilon: 1 },
    ),
    trial('a scale that depends on the data', (d: number, e) => laplaceOf(of(d), e), 10, 40, {
      epsilon: 1,
    }),
    trial('Laplace noise on doubles', (d: number, e) => d + laplaceOnDoubles(e), 0, 1, {
      epsilon: 1,
    }),
    trial(
      'sparse vector without noise on queries',
      sparseVector(of(4), undefined, 9),
      [0n, 1n],
      [1n, 0n],
      { epsilon: 0.5 },
    ),
    trial(
      'sparse vector without noise on the threshold and without a cut',
      sparseVector(undefined, of(2), 99),
      crossed.x,
      crossed.y,
      { epsilon: 2 },
    ),
    trial('sparse vector without a cut', sparseVector(of(1), of(2), 99), crossed.x, crossed.y, {
      epsilon: 2,
    }),
    trial(
      'an exception that depends on data',
      (d: number, e) => {
        if (d === 1 && bernoulliExp(of(3), e)) throw new RangeError('overflow');
        return Number(laplaceOf(of(1), e));
      },
      0,
      1,
      { epsilon: 1 },
    ),
    trial(
      'a name that is shown twice as often as delta',
      (d: string, e) => (e.nextBits(5) === 0n ? d : 'nobody'),
      'Ada',
      'Eve',
      { epsilon: 0, delta: '1/64' },
    ),
    trial(
      'NaN where a row is out of bounds',
      (d: number, e) => Number(laplaceOf(of(1), e)) + d,
      0,
      NaN,
      { epsilon: 1 },
    ),
    trial('-0 for 0', (d: number) => d, 0, -0, { epsilon: 5 }),
  ];
  it.each(wrong)('%s', (_title, { mechanism, pair, claim }) => {
    for (const seed of [1, 2].map(seedOf)) {
      const report = checkPrivacyStatistically(mechanism, pair, claim, { ...options, seed });
      expect(report.holds).toBe(false);
      expect(report.violation?.lower.equals(report.lower)).toBe(true);
      expect(report.claimed.lessThan(report.lower)).toBe(true);
    }
  });
});

describe('measurements', () => {
  const rows = values(real, symmetricDistance());
  const total = chain(rows, clamp(0, 9, { resolution: 0.1 }), sum(), laplace({ epsilon: 1 }));
  const normal = chain(rows, count(), gaussian({ rho: 0.5 }));
  const bins = chain(rows, histogram([0, 1, 2]), laplace({ epsilon: 0.7 }));
  it.each([
    ['a Laplace sum', total, [3, 5, 9], [3, 5]],
    ['a Gaussian count', normal, [1, 2, 3], [1]],
    ['a Laplace histogram', bins, [0.5, 0.5, 1.5], [0.5, 1.5, 1.5]],
  ])('%s stays within its map', (_title, measurement, x, y) => {
    const report = checkMeasurementStatistically(measurement, { x, y }, options);
    expect(report.holds).toBe(true);
    // and the attack comes near to it: the check would see a loss that is two times the claim
    expect(report.lower.toNumber()).toBeGreaterThan(report.claimed.toNumber() / 3);
  });
});

describe('the rate at which a true claim is refuted', () => {
  it('is no more than was asked for, where the attacks see patterns that are none', () => {
    // 24 fair coins that have nothing to do with the data: a score of them fits 100 answers of each dataset well, and the next 100 not at all
    const coins: Mechanism<number> = (_d, e) => Array.from({ length: 24 }, () => e.nextBits(1));
    const runs = 80;
    const asked = 0.1;
    let refuted = 0;
    for (let seed = 0; seed < runs; seed += 1) {
      const report = checkPrivacyStatistically(
        coins,
        { x: 0, y: 1 },
        { epsilon: 0 },
        { seed: seedOf(1000 + seed), samples: 200, falseAlarm: asked },
      );
      if (!report.holds) refuted += 1;
    }
    // the number of refutations is binomial with a probability of 0.1 at most
    const alarm = O.getOrElse(() => Rational.one)(rationalFromDouble(falseAlarm()));
    expect(binomialLower(refuted, runs, alarm).toNumber()).toBeLessThanOrEqual(asked);
  });
});
