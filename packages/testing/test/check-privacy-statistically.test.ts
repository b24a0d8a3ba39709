import { chain, DiscreetError, real, symmetricDistance } from '@discreet/core';
import { laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import { count, values } from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import {
  checkMeasurementStatistically,
  checkPrivacyStatistically,
  type Mechanism,
  type PrivacyClaim,
} from '../src/index.ts';
import { binomialLower, binomialUpper } from '../src/internal/binomial-bounds.ts';

describe('the report', () => {
  const response: Mechanism<boolean> = (truth, e) => (e.nextBits(2) === 0n ? !truth : truth);
  const pair = { x: true, y: false };

  it('says which event, how often, and what follows', () => {
    const report = checkPrivacyStatistically(response, pair, { epsilon: '0.8' }, { seed: 1 });
    expect(report).toMatchObject({
      seed: 1,
      samples: 20_000,
      falseAlarm: 1e-6,
      measure: 'epsilon',
    });
    expect(report.violation).toMatchObject({ attack: 'search of bounds', favours: 'x' });
    expect(report.violation?.event).toBe('the answer >= 1');
    const { counts, atLeast, atMost } = report.violation!;
    expect(atLeast.toNumber()).toBeLessThan(counts.x / 10_000);
    expect(atMost.toNumber()).toBeGreaterThan(counts.y / 10_000);
    // three attacks, two bounds each
    const share = Rational.of(1n, 6_000_000n);
    expect(atLeast.equals(binomialLower(counts.x, 10_000, share))).toBe(true);
    expect(atMost.equals(binomialUpper(counts.y, 10_000, share))).toBe(true);
    // ln(atLeast / atMost), and atLeast - exp(0.8) atMost
    expect(report.lower.toNumber()).toBeCloseTo(
      Math.log(atLeast.toNumber() / atMost.toNumber()),
      12,
    );
    expect(report.deltaLower?.toNumber()).toBeCloseTo(
      atLeast.toNumber() - Math.exp(0.8) * atMost.toNumber(),
      12,
    );
  });

  it('is the same for the same seed and another for another', () => {
    const run = (seed: number): string =>
      JSON.stringify(checkPrivacyStatistically(response, pair, { epsilon: 1 }, { seed }));
    expect(run(3)).toBe(run(3));
    expect(run(3)).not.toBe(run(4));
  });

  it('counts on samples that did not choose the event', () => {
    // answers that never come twice: any set of them that was seen says nothing about the next ones
    const report = checkPrivacyStatistically(
      (_d: number, e) => String(e.nextBits(60)),
      { x: 0, y: 1 },
      { epsilon: 0 },
    );
    expect(report.lower.sign()).toBe(0);
  });

  it('bounds rho as the two probabilities say', () => {
    const report = checkPrivacyStatistically(response, pair, { rho: 0.01 });
    const { atLeast, atMost } = report.tightest!;
    const [a, b] = [-Math.log(atLeast.toNumber()), -Math.log(atMost.toNumber())];
    const best = (Math.sqrt(b) - Math.sqrt(a)) ** 2;
    expect(report.deltaLower).toBeUndefined();
    expect(report.lower.toNumber()).toBeLessThanOrEqual(best + 1e-12);
    expect(report.lower.toNumber()).toBeGreaterThan(best * 0.999);
  });
});

describe('what the check refuses', () => {
  const check = (claim: unknown, more: object = {}, answer: unknown = 0) =>
    checkPrivacyStatistically(() => answer, { x: 0, y: 1 }, claim as PrivacyClaim, {
      samples: 10,
      ...more,
    });
  it.each([
    [{ epsilon: -1 }, {}, 'epsilon must be a number >= 0, got -1'],
    [{ epsilon: NaN }, {}, 'epsilon must be a number >= 0, got NaN'],
    [{ epsilon: Infinity }, {}, 'epsilon must be a number >= 0, got Infinity'],
    [{ rho: -0.5 }, {}, 'rho must be a number >= 0, got -0.5'],
    [{ epsilon: 1, delta: 2 }, {}, 'delta must be <= 1, got 2'],
    [{ epsilon: 1 }, { samples: 1 }, 'samples must be an integer >= 2, got 1'],
    [{ epsilon: 1 }, { samples: 2.5 }, 'samples must be an integer >= 2, got 2.5'],
    [{ epsilon: 1 }, { falseAlarm: 0 }, 'falseAlarm must be > 0 and < 1, got 0'],
    [{ epsilon: 1 }, { falseAlarm: 1 }, 'falseAlarm must be > 0 and < 1, got 1'],
    [{ epsilon: 1 }, { falseAlarm: NaN }, 'falseAlarm must be > 0 and < 1, got NaN'],
    [{ epsilon: 1 }, { seed: -1 }, 'seed must be an integer from 0 to 2^32 - 1, got -1'],
  ])('%o with %o', (claim, more, message) => {
    expect(() => check(claim, more)).toThrow(message);
    expect(() => check(claim, more)).toThrow(DiscreetError);
  });

  it.each([
    ['a promise', Promise.resolve(1)],
    ['a map', new Map([[1, 2]])],
    ['a function', () => 1],
    ['what a list hides', [1, new Set([1])]],
  ])('%s as an answer, which could leak unseen', (_title, answer) => {
    expect(() => check({ epsilon: 1 }, {}, answer)).toThrow('must be made of numbers');
  });
});

describe('checkMeasurementStatistically', () => {
  const howMany = chain(values(real, symmetricDistance()), count(), laplace({ scale: 1 }));

  it('takes the claim from the map at the distance of the datasets', () => {
    const at = (x: readonly number[], y: readonly number[]): string =>
      checkMeasurementStatistically(howMany, { x, y }, { samples: 10 }).claimed.toString();
    expect(at([1, 2, 3], [1])).toBe('2');
    expect(at([1, 2], [2, 3])).toBe('2');
    expect(at([1, 2], [2, 1])).toBe('0');
  });

  it('refuses what is no measurement', () => {
    expect(() => checkMeasurementStatistically(howMany.exact as never, { x: [], y: [] })).toThrow(
      'checkMeasurementStatistically: a query ends with noise',
    );
  });
});
