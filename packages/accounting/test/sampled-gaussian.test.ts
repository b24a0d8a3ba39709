import {
  type Enclosure,
  Interval,
  Rational,
  rationalFromDecimal,
  rationalFromDouble,
} from '@discreet/numeric';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planQuadrature } from '../src/internal/quadrature-plan.ts';
import { quadratureInDoubles } from '../src/internal/quadrature-doubles.ts';
import { sampledGaussian } from '../src/internal/sampled-gaussian.ts';
import { quadratureExcess } from '../src/internal/sampled-gaussian-quadrature.ts';
import { sampledSum } from '../src/internal/sampled-sum.ts';

interface Extreme {
  readonly id: string;
  readonly sampling_prob: number;
  readonly noise_multiplier: number;
  readonly order: number;
  readonly rdp: string;
}

const { records } = JSON.parse(
  readFileSync(new URL('vectors/rdp-extreme.json', import.meta.url), 'utf8'),
) as { records: readonly Extreme[] };

const exact = (x: number | string): Rational => {
  const read = typeof x === 'number' ? rationalFromDouble(x) : rationalFromDecimal(x);
  if (read._tag === 'None') throw new TypeError(String(x));
  return read.value;
};
const momentOf = (q: number, sigma: number, order: number) => ({
  probability: exact(q),
  variance: exact(sigma).square(),
  order: exact(order),
});

/** relative, of what 30 printed digits leave open */
const printed = Rational.of(1n, 10n ** 28n);

describe('the divergence of a sampled Gaussian', () => {
  it.each(records)(
    'holds the truth of $id: q $sampling_prob, sigma $noise_multiplier, order $order',
    (record) => {
      const moment = momentOf(record.sampling_prob, record.noise_multiplier, record.order);
      const [low, high] = sampledGaussian(moment).toRationals();
      const truth = exact(record.rdp).mul(moment.order.sub(Rational.one));
      const slack = truth.mul(printed);
      expect(low.lessThanOrEqual(truth.add(slack))).toBe(true);
      expect(truth.sub(slack).lessThanOrEqual(high)).toBe(true);
      expect(high.div(truth).sub(Rational.one).toNumber()).toBeLessThan(1e-10);
      expect(low.div(truth).sub(Rational.one).toNumber()).toBeGreaterThan(-1e-10);
    },
  );

  it.each([
    [0.01, 1, 2],
    [0.01, 1, 7],
    [0.3, 0.4, 3],
    [1e-9, 3, 12],
    [0.9, 5, 40],
    [1e-4, 20, 300],
    [0.02, 0.3, 4],
  ])('is the same by a sum and by two quadratures: q %d, sigma %d, order %d', (q, sigma, order) => {
    const moment = momentOf(q, sigma, order);
    const plan = planQuadrature({ probability: q, precision: 1 / sigma ** 2, order }, 44);
    if (plan === undefined) throw new Error('no plan');
    const sum = sampledSum(moment).expm1().toEnclosure();
    const doubles = quadratureInDoubles(moment, plan);
    const intervals = quadratureExcess(moment, plan, 200).toEnclosure();
    for (const found of [doubles, intervals] as readonly (Enclosure | undefined)[]) {
      expect(found?.lower).toBeLessThanOrEqual(sum.upper);
      expect(found?.upper).toBeGreaterThanOrEqual(sum.lower);
      expect(found?.upper).toBeLessThan(sum.upper * (1 + 1e-11));
      expect(found?.lower).toBeGreaterThan(sum.lower * (1 - 1e-11));
    }
  });

  it('holds the truth however coarse the plan is', () => {
    const moment = momentOf(0.01, 1, 7);
    const sum = sampledSum(moment).expm1().toEnclosure();
    const plan = planQuadrature({ probability: 0.01, precision: 1, order: 7 }, 44);
    if (plan === undefined) throw new Error('no plan');
    const middle = plan.runs[0];
    if (middle === undefined) throw new Error('no run');
    // half of the nodes that matter are left out, and every other one of the rest
    const cut = Math.floor((middle[0] + middle[1]) / 2);
    const blocks = Array.from({ length: middle[1] - cut }, (_, i): readonly [number, number] => [
      cut + 1 + i,
      cut + 1 + i,
    ]);
    const half = {
      ...plan,
      runs: [[middle[0], cut] as const],
      skipped: [...plan.skipped, ...blocks],
    };
    const twice = {
      ...plan,
      step: 4 * plan.step,
      first: -20,
      last: 30,
      runs: [[-20, 30] as const],
      skipped: [],
    };
    for (const coarse of [half, twice]) {
      const found = quadratureExcess(moment, coarse, 200).toEnclosure();
      expect(found.lower).toBeLessThanOrEqual(sum.lower);
      expect(found.upper).toBeGreaterThanOrEqual(sum.upper);
      const quick = quadratureInDoubles(moment, coarse);
      expect(quick?.lower ?? 0).toBeLessThanOrEqual(sum.lower);
      expect(quick?.upper ?? Infinity).toBeGreaterThanOrEqual(sum.upper);
    }
  });

  it.each([
    ['1e-300', 1, 2.5],
    ['1e-120', 1, 3.5],
    ['1e-3', 1e-4, 1.0000001],
    ['1e-3', 1e100, 2.5],
    ['0.5', 1e-5, 1.0000000001],
    ['0.3', 3, 1e300],
    ['1e-3', 1e4, 1e9],
  ] as const)('is bounded where doubles give out: q %s, sigma %d, order %d', (q, sigma, order) => {
    const value = sampledGaussian({ ...momentOf(0.5, sigma, order), probability: exact(q) });
    const { lower, upper } = value.toEnclosure();
    // below the divergence of the whole dataset, and above that of a fixed share of it
    expect(upper).toBeLessThanOrEqual((order * (order - 1)) / (2 * sigma ** 2) + 1e-300);
    expect(lower).toBeLessThanOrEqual(upper);
    expect(upper).toBeGreaterThan(0);
  });

  it('is 0 for no sample, and that of the Gaussian for a whole one', () => {
    const moment = momentOf(0, 2, 3.5);
    expect(sampledGaussian(moment).toEnclosure()).toEqual({ lower: 0, upper: 0 });
    const whole = sampledGaussian({ ...moment, probability: Rational.one });
    const expected = Interval.of(Rational.of(35n, 32n), 128);
    expect(whole.isAtMost(expected) && expected.isAtMost(whole)).toBe(true);
  });
});
