import {
  type AnyTransformation,
  chain,
  changeOneDistance,
  real,
  symmetricDistance,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { clamp, mean, sum, values } from '@discreet/transformations';
import { altered, fromAllRows, withFactor } from './build.ts';
import type { PlantedTransformation } from './planted-bug.ts';

const rows = values(real, symmetricDistance());
const four = values(real, changeOneDistance({ size: 4 }));
const of = (n: number): Rational => Rational.of(BigInt(n));

const total: AnyTransformation = chain(rows, clamp(-5, 100, { resolution: 1 }), sum());
const negative: AnyTransformation = chain(rows, clamp(-100, -60, { resolution: 1 }), sum());
const changed: AnyTransformation = chain(four, clamp(-5, 100, { resolution: 1 }), sum());
const average: AnyTransformation = chain(four, clamp(-5, 100, { resolution: 1 }), mean());
const wide: AnyTransformation = chain(rows, clamp(0, 9007199254740992, { resolution: 1 }), sum());
const coarse: AnyTransformation = chain(rows, clamp(0, 2.6, { resolution: 0.1 }), sum());
const shared: AnyTransformation = chain(
  values(real, symmetricDistance({ contributions: 3 })),
  clamp(-5, 100, { resolution: 1 }),
  sum(),
);

const digits = (x: unknown): bigint => BigInt(Math.round(within(x, -5, 100)));
const saturated = (x: bigint): bigint => (x > 200n ? 200n : x < -200n ? -200n : x);
/** the total with another way to add */
const added = (add: (sum: bigint, x: bigint) => bigint): AnyTransformation =>
  fromAllRows(total, (all) => [all.reduce<bigint>((sum, x) => add(sum, digits(x)), 0n)]);

/** the least two values, where -5 to 100 are allowed: one row more takes away up to 105 */
const leastTwo: AnyTransformation = fromAllRows(total, (all) => {
  const least = all.map(digits).sort((a, b) => (a < b ? -1 : 1));
  return [least.slice(0, 2).reduce((sum, x) => sum + x, 0n)];
});

const within = (x: unknown, lower: number, upper: number): number =>
  typeof x === 'number' && x > lower ? Math.min(x, upper) : lower;

export const wrongSums: readonly PlantedTransformation[] = [
  {
    title: 'a sum whose sensitivity has one bound twice',
    wrong: withFactor(total, of(5)),
    right: total,
  },
  {
    title: 'a sum under symmetricDistance with upper - lower',
    wrong: withFactor(negative, of(40)),
    right: negative,
  },
  {
    title: 'a sum under changeOneDistance with the greater bound',
    wrong: withFactor(changed, of(100)),
    right: changed,
  },
  {
    title: 'a mean that divides its sensitivity by the size twice',
    wrong: withFactor(average, Rational.of(105n, 16n)),
    right: average,
  },
  {
    title: 'a sum of persons that counts each for one row',
    wrong: withFactor(shared, of(100)),
    right: shared,
  },
  {
    // 2^53 swallows a 1 that comes after it
    title: 'a sum in doubles',
    wrong: fromAllRows(wide, (all) => [
      BigInt(all.reduce<number>((s, x) => s + Math.round(within(x, 0, 2 ** 53)), 0)),
    ]),
    right: wide,
  },
  {
    // 2.6 becomes 3, in tenths 30, where the map allows 26
    title: 'a clamp that rounds after it has clamped',
    wrong: fromAllRows(coarse, (all) => [
      all.reduce<bigint>((s, x) => s + BigInt(Math.round(within(x, 0, 2.6))) * 10n, 0n),
    ]),
    right: coarse,
  },
  {
    title: 'a sum that throws where a value is missing',
    wrong: fromAllRows(total, (all) => {
      if (all.some((x) => Number.isNaN(x))) throw new RangeError('a value is missing');
      return [all.reduce<bigint>((s, x) => s + BigInt(Math.round(within(x, -5, 100))), 0n)];
    }),
    right: total,
  },
  {
    title: 'a sum over the rows that are there, divided by their number',
    wrong: fromAllRows(average, (all) => {
      const exact = all.reduce<bigint>((s, x) => s + BigInt(Math.round(within(x, -5, 100))), 0n);
      return [all.length === 0 ? 0n : (exact * 4n) / BigInt(all.length)];
    }),
    right: average,
  },
  {
    title: 'a sum that forgets the unit of its grid',
    wrong: altered(coarse, {
      outputDomain: { kind: 'grid', unit: Rational.one },
    }),
    right: coarse,
  },
  {
    title: 'a sum that saturates row by row',
    wrong: added((sum, x) => saturated(sum + x)),
    right: fromAllRows(total, (all) => [
      saturated(all.reduce<bigint>((sum, x) => sum + digits(x), 0n)),
    ]),
  },
  {
    title: 'a sum that wraps around',
    wrong: added((sum, x) => BigInt.asIntN(8, sum + x)),
    right: added((sum, x) => sum + x),
  },
  {
    title: 'the least two values with the sensitivity of a sum',
    wrong: leastTwo,
    right: withFactor(leastTwo, of(105)),
  },
  {
    title: 'a clamp to the greatest value that is there',
    wrong: fromAllRows(total, (all) => {
      const numbers = all.map((x) => BigInt(Math.round(within(x, -5, 1e6))));
      return [numbers.reduce((sum, x) => sum + x, 0n)];
    }),
    right: total,
  },
  {
    title: 'a median with the sensitivity of a mean',
    wrong: fromAllRows(average, (all) => {
      const sorted = all.map(digits).sort((a, b) => (a < b ? -1 : 1));
      return [4n * (sorted[sorted.length >> 1] ?? 0n)];
    }),
    right: average,
  },
  {
    title: 'a total that is redone with wider bounds under the old map',
    wrong: fromAllRows(total, (all) => [
      all.reduce<bigint>((sum, x) => sum + BigInt(Math.round(within(x, -5, 200))), 0n),
    ]),
    right: total,
  },
];
