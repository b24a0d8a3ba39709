import { Rational, rationalFromDecimal } from '@discreet/numeric';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exactOf } from '../src/internal/exact-of.ts';
import { type Atom, loosePair, merged, type NormalPair } from '../src/internal/normal-pair.ts';
import { greaterOf, pairFunction } from '../src/internal/pair-function.ts';
import { planPair } from '../src/internal/pair-plan.ts';
import { pairExcess } from '../src/internal/pair-quadrature.ts';
import { poissonGaussian } from '../src/internal/poisson-function.ts';
import { bigReals, doubleReals } from '../src/internal/real.ts';
import type { RenyiFunction } from '../src/internal/renyi-function.ts';
import { numbers } from './numbers.ts';

interface PairRecord {
  readonly id: string;
  readonly kind: string;
  readonly first: readonly (readonly [weight: string, centre: string])[];
  readonly second: readonly (readonly [weight: string, centre: string])[];
  readonly standard_deviation: string;
  readonly order: string;
  readonly divergence: string;
}

const { records } = JSON.parse(
  readFileSync(new URL('vectors/normal-pairs.json', import.meta.url), 'utf8'),
) as { records: readonly PairRecord[] };

const exact = (text: string): Rational => {
  const [top = '', bottom] = text.split('/');
  if (bottom !== undefined) return Rational.of(BigInt(top), BigInt(bottom));
  const read = rationalFromDecimal(text);
  if (read._tag === 'None') throw new TypeError(text);
  return read.value;
};
const atom = ([weight, centre]: readonly [string, string]): Atom => ({
  weight: exact(weight),
  centre: exact(centre),
});
const pairOf = (
  first: readonly (readonly [string, string])[],
  second: readonly (readonly [string, string])[],
  sigma: string,
): NormalPair => ({
  first: first.map(atom),
  second: second.map(atom),
  variance: exact(sigma).square(),
});
const ends = (f: RenyiFunction, order: string) => f.at(exact(order)).toEnclosure();
const zero = [['1', '0']] as const;

describe('the divergence of two mixtures of normal laws', () => {
  it.each(records)('holds the truth of $id: $kind, $standard_deviation, order $order', (record) => {
    const { first, second, standard_deviation, order, divergence } = record;
    const f = pairFunction(pairOf(first, second, standard_deviation));
    const [low, high] = f.at(exact(order)).toRationals();
    const truth = exact(divergence);
    // of what 30 printed digits leave open
    const slack = truth.div(Rational.of(10n ** 28n));
    expect(low.lessThanOrEqual(truth.add(slack))).toBe(true);
    expect(truth.sub(slack).lessThanOrEqual(high)).toBe(true);
    expect(high.sub(low).div(truth).toNumber()).toBeLessThan(1e-12);
    expect(f.about(exact(order).toNumber() - 1) / truth.toNumber()).toBeCloseTo(1, 10);
  });

  it('is that of normal laws where each mixture has one', () => {
    const f = pairFunction(pairOf([['1', '3']], [['1', '-1']], '2'));
    expect(ends(f, '2.5')).toEqual({ lower: 5, upper: 5 });
  });

  it('is 0 for equal mixtures, however they are written', () => {
    const halves = merged([atom(['1/4', '1']), atom(['1/2', '0']), atom(['1/4', '1'])]);
    const f = pairFunction({ first: halves, second: halves, variance: Rational.one });
    expect(ends(f, '3')).toEqual({ lower: 0, upper: 0 });
    expect(halves.length).toBe(2);
  });

  it('is that of a Poisson sample for a centre that comes with a chance, at any order', () => {
    for (const [q, sigma, order] of [
      ['1/50', '1', '4'],
      ['1/50', '1', '2.5'],
      ['1e-9', '1', '1.5'],
      ['1/3', '1000', '7'],
      ['9/10', '1/2', '3'],
      ['1/10', '2', '64'],
    ] as const) {
      const chance = exact(q);
      const rest = Rational.one.sub(chance);
      const pair = pairOf(
        [
          [rest.toString(), '0'],
          [chance.toString(), '1'],
        ],
        zero,
        sigma,
      );
      const [ours, other] = [
        ends(pairFunction(pair), order),
        ends(poissonGaussian(chance, exact(sigma).square()), order),
      ];
      expect(ours.lower).toBeLessThanOrEqual(other.upper);
      expect(other.lower).toBeLessThanOrEqual(ours.upper);
      expect(ours.upper / other.upper).toBeCloseTo(1, 12);
    }
  });

  it('is the same in doubles and in big numbers, and wide where the plan is coarse', () => {
    const pair = pairOf(
      [
        ['1/2', '0'],
        ['1/2', '1'],
      ],
      [
        ['2/3', '0'],
        ['1/3', '-1'],
      ],
      '1',
    );
    const order = exact('3.5');
    const plan = planPair(loosePair(pair, 2.5), 44);
    if (plan === undefined) throw new Error('no plan');
    const big = pairExcess(pair, order, plan, bigReals(200, exactOf))?.toEnclosure();
    const quick = pairExcess(pair, order, plan, doubleReals)?.toEnclosure();
    if (big === undefined || quick === undefined) throw new Error('no quadrature');
    expect(quick.lower).toBeLessThanOrEqual(big.upper);
    expect(quick.upper).toBeGreaterThanOrEqual(big.lower);
    expect(quick.upper / quick.lower).toBeLessThan(1 + 1e-11);
    const [run] = plan.runs;
    if (run === undefined) throw new Error('no run');
    const cut = Math.floor((run[0] + run[1]) / 2);
    const left = Array.from({ length: run[1] - cut }, (_, i): readonly [number, number] => [
      cut + 1 + i,
      cut + 1 + i,
    ]);
    const coarse = [
      { ...plan, runs: [[run[0], cut] as const], skipped: [...plan.skipped, ...left] },
      { ...plan, step: 3 * plan.step },
    ];
    for (const other of coarse)
      for (const found of [
        pairExcess(pair, order, other, bigReals(200, exactOf))?.toEnclosure(),
        pairExcess(pair, order, other, doubleReals)?.toEnclosure(),
      ]) {
        expect(found?.lower ?? 0).toBeLessThanOrEqual(big.upper);
        expect(found?.upper ?? Infinity).toBeGreaterThanOrEqual(big.lower);
      }
    // beyond the strip of analyticity, or with tails that do not fall, nothing is said
    expect(pairExcess(pair, order, { ...plan, strip: 3.2 }, doubleReals)).toBe(undefined);
    expect(pairExcess(pair, order, { ...plan, last: 0 }, doubleReals)).toBe(undefined);
  });

  it.each([
    ['1e-300', '1', '2.5'],
    ['1/1000', '1e-4', '1.0000001'],
    ['1/1000', '1e100', '2.5'],
    ['1/3', '3', '1e300'],
    ['1/1000', '1e4', '1e9'],
    ['1/2', '1e-12', '7'],
  ] as const)(
    'is bounded where doubles give out: chance %s, sigma %s, order %s',
    (q, sigma, order) => {
      const chance = exact(q).toString();
      const rest = Rational.one.sub(exact(q)).toString();
      const mixture = [
        [rest, '0'],
        [chance, '1'],
      ] as const;
      const opposite = [
        [rest, '0'],
        [chance, '-1'],
      ] as const;
      const whole = exact(order).div(exact(sigma).square());
      for (const [pair, most] of [
        [pairOf(mixture, zero, sigma), whole.div(Rational.of(2n))],
        [pairOf(zero, mixture, sigma), whole.div(Rational.of(2n))],
        [pairOf(mixture, opposite, sigma), whole.mul(Rational.of(2n))],
      ] as const) {
        const { lower, upper } = ends(pairFunction(pair), order);
        expect(upper).toBeGreaterThan(0);
        expect(lower).toBeLessThanOrEqual(upper);
        expect(upper).toBeLessThanOrEqual(most.toNumberUp() + 1e-300);
      }
    },
  );

  it('is had without a quadrature where the laws are far apart, and then as near', () => {
    for (const [first, second, sigma, order] of [
      [
        [
          ['2/3', '0'],
          ['1/3', '1'],
        ],
        [
          ['2/3', '0'],
          ['1/3', '-1'],
        ],
        '1e-3',
        '1.5',
      ],
      [
        [
          ['1/2', '0'],
          ['1/2', '5'],
        ],
        [
          ['1/4', '1'],
          ['3/4', '2'],
        ],
        '1/30',
        '4',
      ],
      [
        [['1', '0']],
        [
          ['1/2', '0'],
          ['1/2', '1'],
        ],
        '1/40',
        '9',
      ],
    ] as const) {
      const { lower, upper } = ends(pairFunction(pairOf(first, second, sigma)), order);
      // the greatest of a ln p - b ln q + a b (c - d)^2 / (2 s^2), less what else q covers of it
      expect(upper - lower).toBeLessThanOrEqual(1e-12 * upper);
      expect(lower).toBeGreaterThan(0);
    }
    const replaced = pairOf(
      [
        ['2/3', '0'],
        ['1/3', '1'],
      ],
      [
        ['2/3', '0'],
        ['1/3', '-1'],
      ],
      '1e-3',
    );
    // 1.5 ln(1/3) - 0.5 ln(2/3) + 0.75 / (2e-6), over 0.5
    const truth = 2 * (1.5 * Math.log(1 / 3) - 0.5 * Math.log(2 / 3) + 0.375e6);
    expect(ends(pairFunction(replaced), '1.5').upper / truth).toBeCloseTo(1, 12);
  });

  it('has the greatest of both orders where that is asked for', () => {
    const pair = pairOf(
      [
        ['1/2', '0'],
        ['1/2', '2'],
      ],
      zero,
      '1',
    );
    const [one, other] = [
      pairFunction(pair),
      pairFunction({ ...pair, first: pair.second, second: pair.first }),
    ];
    const both = greaterOf(one, other);
    expect(ends(both, '3')).toEqual(ends(one, '3'));
    expect(ends(both, '3').lower).toBeGreaterThan(ends(other, '3').upper);
  });

  it('grows with the order, and (order - 1) times it is convex, for random mixtures', () => {
    const next = numbers(7);
    const whole = (most: number): bigint => BigInt(1 + Math.floor(next() * most));
    const mixture = (): readonly Atom[] => {
      const weights = Array.from({ length: Number(whole(4)) }, () => whole(50));
      const sum = weights.reduce((a, b) => a + b);
      return merged(
        weights.map((weight) => ({
          weight: Rational.of(weight, sum),
          centre: Rational.of(whole(40) - 20n, 10n),
        })),
      );
    };
    for (let n = 0; n < 40; n += 1) {
      const pair = { first: mixture(), second: mixture(), variance: Rational.of(whole(90), 30n) };
      const f = pairFunction(pair);
      const low = Rational.one.add(Rational.of(whole(100), 50n));
      const high = low.add(Rational.of(whole(100), 30n));
      const middle = low.add(high).div(Rational.of(2n));
      const [x, y, z] = [low, middle, high].map((order) => ({
        ...f.at(order).toEnclosure(),
        less: order.toNumber() - 1,
      }));
      if (x === undefined || y === undefined || z === undefined) throw new Error('three');
      expect(x.upper - x.lower).toBeLessThanOrEqual(1e-10 * x.upper);
      expect(x.lower).toBeLessThanOrEqual(y.upper);
      expect(y.lower).toBeLessThanOrEqual(z.upper);
      const chord = (x.less * x.upper + z.less * z.upper) / 2;
      expect(y.less * y.lower).toBeLessThanOrEqual(chord * (1 + 1e-13));
    }
  });
});
