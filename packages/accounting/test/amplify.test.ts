import { DiscreetError } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cloneDelta } from '../src/internal/clone-pair.ts';
import {
  addOrRemoveOne,
  amplify,
  approximateCurve,
  epsilonAt,
  fixedSizeSampler,
  poissonSampler,
  pureCurve,
  replaceOne,
  shuffledBatches,
  shuffler,
  shufflingClosedForm,
  shufflingDelta,
  shufflingEpsilon,
  zeroConcentratedCurve,
} from '../src/index.ts';

const pure = pureCurve({ epsilon: 1 });

describe('amplification by samples', () => {
  it('is between nothing and the guarantee itself, and grows with the rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 5000 }), (n, m) => {
        const epsilon = Rational.of(BigInt(m), 100n);
        const at = (k: number) =>
          amplify(
            poissonSampler({ rate: Rational.of(BigInt(k), 1000n) }),
            addOrRemoveOne(approximateCurve({ epsilon, delta: 1e-6 })),
          ).curve;
        const [less, more] = [at(n), at(n + 1)];
        expect(less.epsilon.sign()).toBe(1);
        expect(less.epsilon.lessThanOrEqual(more.epsilon)).toBe(true);
        expect(more.epsilon.lessThanOrEqual(epsilon)).toBe(true);
        expect(less.delta.toNumber()).toBeCloseTo((1e-6 * n) / 1000, 15);
      }),
    );
  });

  it('is exact for a sample of all and for a mechanism that tells nothing', () => {
    expect(
      amplify(poissonSampler({ rate: 1 }), addOrRemoveOne(pure)).curve.epsilon.equals(Rational.one),
    ).toBe(true);
    expect(
      amplify(
        fixedSizeSampler({ size: 3, populationSize: 3 }),
        replaceOne(pure),
      ).curve.epsilon.equals(Rational.one),
    ).toBe(true);
    expect(
      amplify(
        poissonSampler({ rate: 0.5 }),
        addOrRemoveOne(pureCurve({ epsilon: 0 })),
      ).curve.epsilon.sign(),
    ).toBe(0);
  });

  it('is refused across relations, for shuffled batches, bare numbers and other curves', () => {
    const cases: readonly (readonly [unknown, unknown, string])[] = [
      [
        poissonSampler({ rate: 0.1 }),
        replaceOne(pure),
        'the guarantee must be under addOrRemoveOne',
      ],
      [
        fixedSizeSampler({ size: 1, populationSize: 9 }),
        addOrRemoveOne(pure),
        'the guarantee must be under replaceOne',
      ],
      [shuffledBatches({ batchSize: 10 }), addOrRemoveOne(pure), 'the sampler must be one that'],
      [shuffler({ reports: 10 }), replaceOne(pure), 'the sampler must be one that'],
      [0.1, addOrRemoveOne(pure), 'the sampler must be one that'],
      [poissonSampler({ rate: 0.1 }), pure, 'the guarantee must be under addOrRemoveOne'],
      [
        poissonSampler({ rate: 0.1 }),
        addOrRemoveOne(zeroConcentratedCurve({ rho: 1 })),
        'the curve must be pure or approximate',
      ],
      [poissonSampler({ rate: 0.1 }), undefined, 'the guarantee must be under addOrRemoveOne'],
    ];
    for (const [sampler, guarantee, words] of cases)
      expect(() => amplify(sampler as never, guarantee as never)).toThrow(words);
  });
});

/** The pair of shuffled reports, outcome by outcome. */
function direct(n: number, local: number, epsilon: number): number {
  const [w, p, y] = [Math.exp(local) / (1 + Math.exp(local)), Math.exp(-local), Math.exp(epsilon)];
  const lnFactorial = [0];
  for (let i = 1; i <= n + 5; i += 1) lnFactorial.push(lnFactorial[i - 1]! + Math.log(i));
  const law = (m: number, k: number, q: number): number =>
    k < 0 || k > m
      ? 0
      : Math.exp(
          lnFactorial[m]! -
            lnFactorial[k]! -
            lnFactorial[m - k]! +
            k * Math.log(q) +
            (m - k) * Math.log(1 - q),
        );
  let total = 0;
  for (let c = 0; c < n; c += 1)
    for (let a = 0; a <= c + 1; a += 1) {
      const [one, other] = [law(c, a - 1, 0.5), law(c, a, 0.5)];
      total +=
        law(n - 1, c, p) * Math.max(0, w * one + (1 - w) * other - y * ((1 - w) * one + w * other));
    }
  return total;
}

describe('amplification by shuffling', () => {
  it.each([
    [50, '1', '0.3'],
    [200, '1', '0.2'],
    [200, '2', '0.5'],
    [500, '1', '0.1'],
    [30, '0.5', '0'],
    [300, '3', '1'],
    [2, '1', '0.5'],
  ])(
    'has the delta of %i reports of epsilon %s at %s, added up outcome by outcome',
    (reports, local, epsilon) => {
      const truth = direct(reports, Number(local), Number(epsilon));
      const { lower, upper } = shufflingDelta(
        shuffler({ reports }),
        pureCurve({ epsilon: local }),
        { epsilon },
      );
      expect(lower).toBeLessThanOrEqual(truth * (1 + 1e-11));
      expect(upper).toBeGreaterThanOrEqual(truth * (1 - 1e-11));
      expect(upper / lower).toBeLessThan(1.02);
    },
  );

  it('of one report is what the report itself keeps', () => {
    const { lower, upper } = shufflingEpsilon(shuffler({ reports: 1 }), pure, { delta: 0.1 });
    const local = epsilonAt(pure, { delta: 0.1 });
    expect(lower).toBeLessThanOrEqual(local.upper);
    expect(upper).toBeGreaterThanOrEqual(local.lower);
    expect(upper - lower).toBeLessThan(1e-6);
  });

  it('is tighter than the closed form, and needs no precondition', () => {
    const closed = shufflingClosedForm(shuffler({ reports: 20_000 }), pure, { delta: 1e-6 }).curve;
    const numerical = shufflingEpsilon(shuffler({ reports: 20_000 }), pure, { delta: 1e-6 });
    expect(numerical.upper).toBeLessThan(closed.epsilon.toNumber() / 2);
    expect(numerical.upper / numerical.lower).toBeLessThan(1.01);
    const steep = pureCurve({ epsilon: 8 });
    expect(() =>
      shufflingClosedForm(shuffler({ reports: 20_000 }), steep, { delta: 1e-6 }),
    ).toThrow('shufflingClosedForm: the local epsilon must be <= ln(n / (16 ln(2/delta)))');
    const { upper } = shufflingEpsilon(shuffler({ reports: 20_000 }), steep, { delta: 1e-6 });
    expect(upper).toBeLessThan(8);
  });

  it('falls with more reports and with epsilon', () => {
    const at = (reports: number, epsilon: string) =>
      shufflingDelta(shuffler({ reports }), pure, { epsilon });
    expect(at(2000, '0.1').lower).toBeLessThan(at(1000, '0.1').upper);
    expect(at(1000, '0.2').lower).toBeLessThan(at(1000, '0.1').upper);
    expect(at(1000, '1')).toEqual({ lower: 0, upper: 0 });
  });

  it('is about the same rough and certified', () => {
    const [local, epsilon] = [Rational.of(2n), Rational.of(1n, 2n)];
    const rough = cloneDelta(700, local, epsilon, 'up', 'rough');
    const sure = cloneDelta(700, local, epsilon, 'up', 'certified');
    expect(Math.abs(rough / sure - 1)).toBeLessThan(1e-9);
  });

  it('takes pure curves and shufflers only', () => {
    const rho = zeroConcentratedCurve({ rho: 1 }) as never;
    expect(() => shufflingDelta(shuffler({ reports: 10 }), rho, { epsilon: 0.1 })).toThrow(
      DiscreetError,
    );
    expect(() => shufflingEpsilon(10 as never, pure, { delta: 0.1 })).toThrow(
      'the reports must come from shuffler()',
    );
    expect(() =>
      shufflingDelta(shuffler({ reports: 10 }), pureCurve({ epsilon: 65 }), { epsilon: 1 }),
    ).toThrow('at most 64');
    expect(() => shufflingDelta(shuffler({ reports: 1e11 }), pure, { epsilon: 1 })).toThrow(
      'at most 10^10',
    );
  });
});
