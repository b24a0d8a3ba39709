import { proved } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { bernoulli, type EntropySource, sampleDiscreteLaplace } from '@discreet/random/samplers';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { checkMechanismExactly, type Mechanism, type PrivacyClaim } from '../src/index.ts';
import { laplaceByHalves } from './planted/small-noise.ts';

const of = (top: bigint, bottom: bigint): Rational => Rational.of(top, bottom);
/** the truth three times in four */
const response: Mechanism<boolean> = (yes, entropy) => yes === bernoulli(of(3n, 4n), entropy);
const pairs = [[true, false]] as const;
const check = (claim: PrivacyClaim) => checkMechanismExactly(response, { claim, pairs });
const bounds = (claim: PrivacyClaim): readonly number[] => {
  const { loss } = check(claim).worst!;
  return [loss.lower, loss.upper].map((bound) => (O.isSome(bound) ? bound.value.toNumber() : NaN));
};

describe('a law that is enumerated to its end', () => {
  it('has its epsilon between bounds that agree to 120 bits', () => {
    const { loss, residual } = check({ epsilon: 1 }).worst!;
    if (O.isNone(loss.lower) || O.isNone(loss.upper)) throw new Error('no bounds');
    expect(residual.sign()).toBe(0);
    expect(loss.lower.value.lessThan(loss.upper.value)).toBe(true);
    expect(loss.upper.value.sub(loss.lower.value).lessThan(of(1n, 1n << 120n))).toBe(true);
    expect(loss.lower.value.toNumber()).toBeCloseTo(Math.log(3), 14);
  });

  it('has its delta between bounds', () => {
    // 3/4 - e^epsilon / 4
    const [lower, upper] = bounds({ epsilon: 0.5, delta: 0 });
    expect(lower).toBeCloseTo(0.75 - Math.exp(0.5) / 4, 14);
    expect(upper).toBeCloseTo(0.75 - Math.exp(0.5) / 4, 14);
  });

  it('has the Renyi divergence of the order that says most', () => {
    // order 2: ln(9/4 + 1/12) / 2
    const [lower, upper] = bounds({ rho: 0.1 });
    expect(lower).toBeCloseTo(Math.log(7 / 3) / 2, 14);
    expect(upper).toBeCloseTo(Math.log(7 / 3) / 2, 14);
  });

  it('proves or refutes a claim of epsilon on either side of ln 3', () => {
    expect(check({ epsilon: '1.0986122886681098' })).toMatchObject({ proved: true, holds: true });
    expect(check({ epsilon: '1.0986122886681096' })).toMatchObject({ proved: false, holds: false });
  });

  it('proves or refutes a claim of delta', () => {
    expect(check({ epsilon: 0, delta: '1/2' })).toMatchObject({ proved: true, holds: true });
    expect(check({ epsilon: 0, delta: '0.4999' })).toMatchObject({ proved: false, holds: false });
  });

  it('proves no claim of rho, since there are more orders', () => {
    expect(check({ rho: 1 })).toMatchObject({ proved: false, holds: true });
  });

  it('loses nothing where both data give the same', () => {
    const same = checkMechanismExactly(response, { claim: { epsilon: 0 }, pairs: [[true, true]] });
    expect(same).toMatchObject({ proved: true, holds: true });
  });
});

describe('a law of which some is left undecided', () => {
  const noise = laplaceByHalves(1);
  const noisy: Mechanism<number> = (count, entropy) => count + noise(entropy);
  const claims = ['0.6931', '0.6932'] as const;

  it('gives bounds that close in on ln 2 and never cross it', () => {
    const lower = [100, 1000, 10_000].map((runs) => {
      const report = checkMechanismExactly(noisy, {
        claim: { epsilon: claims[1] },
        pairs: [[0, 1]],
        runs,
        residual: Rational.zero,
      });
      expect(report).toMatchObject({ holds: true, proved: false });
      const { loss } = report.worst!;
      expect(loss.upper).toEqual(O.none);
      return O.isSome(loss.lower) ? loss.lower.value.toNumber() : NaN;
    });
    expect(lower).toEqual([...lower].sort((a, b) => a - b));
    expect(lower[2]).toBeGreaterThan(0.66);
    expect(lower[2]).toBeLessThanOrEqual(Math.LN2);
  });

  it('proves a claim of delta that leaves room for what is undecided', () => {
    const claim = { epsilon: claims[1], delta: 0.01 };
    const options = { pairs: [[0, 1]], residual: of(1n, 200n) } as const;
    expect(checkMechanismExactly(noisy, { claim, ...options }).proved).toBe(true);
    expect(
      checkMechanismExactly(noisy, { claim: { ...claim, delta: 0.001 }, ...options }).proved,
    ).toBe(false);
  });

  it('names the event and its probabilities, on the side where it is likelier', () => {
    const { violation } = checkMechanismExactly(noisy, {
      claim: { epsilon: 0.5 },
      pairs: [[5, 6]],
    });
    const { x, y, event, residual } = violation!;
    expect([x, y].sort()).toEqual([5, 6]);
    expect(event.atMost.lessThan(event.atLeast)).toBe(true);
    expect(residual.lessThanOrEqual(of(1n, 1024n))).toBe(true);
    const towards = x < y ? (z: number) => z <= 5 : (z: number) => z >= 6;
    expect(event.outcomes.map(Number).every(towards)).toBe(true);
  });

  it.each([2, 3, 4])('runs the shipped sampler on words of %i bits', (wordBits) => {
    const shipped: Mechanism<bigint> = (count, entropy) =>
      count + sampleDiscreteLaplace(Rational.one, entropy);
    const options = { pairs: [[0n, 1n]], wordBits, runs: 10_000 } as const;
    const right = checkMechanismExactly(shipped, { claim: { epsilon: 1 }, ...options });
    expect(right.holds).toBe(true);
    expect(checkMechanismExactly(shipped, { claim: { epsilon: 0.5 }, ...options }).holds).toBe(
      false,
    );
  });
});

describe('checkMechanismExactly', () => {
  it('takes what is thrown for an answer', () => {
    const throwing: Mechanism<number> = (count, entropy) => {
      if (entropy.nextBits(1) === 1n && count === 0) throw new RangeError('nobody');
      return 'somebody';
    };
    const { violation } = checkMechanismExactly(throwing, {
      claim: { epsilon: 100 },
      pairs: [[0, 1]],
    });
    expect(violation?.event.outcomes).toEqual(['{thrown: "nobody"}']);
    expect(violation?.loss.lower).toEqual(O.none);
  });

  it('enumerates a datum once, in however many pairs it stands', () => {
    const calls = new Map<object, number>();
    const counted: Mechanism<object> = (data, entropy) => {
      calls.set(data, (calls.get(data) ?? 0) + 1);
      return entropy.nextBits(1);
    };
    const [a, b, c] = [{}, {}, {}];
    checkMechanismExactly(counted, {
      claim: { epsilon: 1 },
      pairs: [
        [a, b],
        [b, c],
        [c, b],
      ],
    });
    expect(calls.get(b)).toBe(calls.get(c));
  });

  it('refuses claims that are none, no pairs, and chance that is not from the words', () => {
    for (const epsilon of [NaN, -1, Infinity, '1e', proved<number>(undefined)])
      expect(() => check({ epsilon })).toThrow(
        'checkMechanismExactly: epsilon must be a number >= 0',
      );
    expect(() => check({ epsilon: 1, delta: NaN })).toThrow('delta must be a number >= 0');
    expect(() => check({ rho: -1 })).toThrow('rho must be a number >= 0');
    expect(() => checkMechanismExactly(response, { claim: { epsilon: 1 }, pairs: [] })).toThrow(
      'checkMechanismExactly: needs pairs to check',
    );
    let state = 0;
    const stateful = (_: boolean, entropy: EntropySource): bigint =>
      entropy.nextBits(2) + BigInt((state += 1));
    expect(() => checkMechanismExactly(stateful, { claim: { epsilon: 1 }, pairs })).toThrow(
      'a mechanism must be a function of its data',
    );
  });
});
