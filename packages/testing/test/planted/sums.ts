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
];
