import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  gaussianEvent,
  type NeighbouringRelation,
  poissonSampledEvent,
  type PrivacyEvent,
  rdpAccountant,
  sampledWithoutReplacementEvent,
  sampledWithReplacementEvent,
  truncatedSubsampledGaussianEvent,
} from '../src/index.ts';
import { type Atom, merged } from '../src/internal/normal-pair.ts';
import { pairFunction } from '../src/internal/pair-function.ts';
import { numbers } from './numbers.ts';

/*
 * Sums of small datasets under each way of sampling, written out outcome by outcome: whatever the records are, no pair of neighbours may be further apart than the accountant says. A special record
 * adds nothing, and is sampled as any other.
 */

const whole = (n: number): Rational => Rational.of(BigInt(n));
const { one, zero } = Rational;

/** every set of places, as a list of lists */
const subsets = (n: number): readonly (readonly number[])[] =>
  Array.from({ length: 2 ** n }, (_, bits) =>
    Array.from({ length: n }, (_, i) => i).filter((i) => Math.floor(bits / 2 ** i) % 2 === 1),
  );

type Sampler = (data: readonly Rational[]) => readonly Atom[];

const sumOf = (data: readonly Rational[], places: readonly number[]): Rational =>
  places.reduce((sum, i) => sum.add(data[i] ?? zero), zero);

const fixedSize =
  (size: number): Sampler =>
  (data) => {
    const samples = subsets(data.length).filter((places) => places.length === size);
    const weight = one.div(whole(samples.length));
    return merged(samples.map((places) => ({ weight, centre: sumOf(data, places) })));
  };

const chanceOf = (q: Rational, n: number, k: number): Rational => {
  let chance = one;
  for (let i = 0; i < n; i += 1) chance = chance.mul(i < k ? q : one.sub(q));
  return chance;
};

const poisson =
  (q: Rational): Sampler =>
  (data) =>
    merged(
      subsets(data.length).map((places) => ({
        weight: chanceOf(q, data.length, places.length),
        centre: sumOf(data, places),
      })),
    );

const truncated =
  (q: Rational, size: number): Sampler =>
  (data) =>
    merged(
      subsets(data.length).flatMap((places) => {
        const weight = chanceOf(q, data.length, places.length);
        if (places.length <= size) return [{ weight, centre: sumOf(data, places) }];
        return fixedSize(size)(places.map((i) => data[i] ?? zero)).map((atom) => ({
          ...atom,
          weight: atom.weight.mul(weight),
        }));
      }),
    );

const withReplacement =
  (draws: number): Sampler =>
  (data) => {
    let atoms: readonly Atom[] = [{ weight: one, centre: zero }];
    const weight = one.div(whole(data.length));
    for (let k = 0; k < draws; k += 1)
      atoms = merged(
        atoms.flatMap((atom) =>
          data.map((x) => ({ weight: atom.weight.mul(weight), centre: atom.centre.add(x) })),
        ),
      );
    return atoms;
  };

const q = Rational.of(3n, 10n);
const n = 4;

/** each with the event for noise of a number of units, which are one contribution or one replacement */
const cases: readonly (readonly [
  name: string,
  sampler: Sampler,
  event: (noise: Rational) => PrivacyEvent,
  isReplacementUnit: boolean,
])[] = [
  [
    'a Poisson sample',
    poisson(q),
    (noiseMultiplier) =>
      poissonSampledEvent({ samplingProbability: q, event: gaussianEvent({ noiseMultiplier }) }),
    false,
  ],
  [
    'a sample of a fixed size',
    fixedSize(2),
    (noiseMultiplier) =>
      sampledWithoutReplacementEvent({
        datasetSize: n,
        sampleSize: 2,
        event: gaussianEvent({ noiseMultiplier }),
      }),
    true,
  ],
  [
    'draws with replacement',
    withReplacement(3),
    (noiseMultiplier) =>
      sampledWithReplacementEvent({
        datasetSize: n,
        sampleSize: 3,
        event: gaussianEvent({ noiseMultiplier }),
      }),
    true,
  ],
  [
    'a batch that is cut',
    truncated(q, 2),
    (noiseMultiplier) =>
      truncatedSubsampledGaussianEvent({
        datasetSize: n,
        samplingProbability: q,
        batchSize: 2,
        noiseMultiplier,
      }),
    false,
  ],
  [
    'a batch that is often cut',
    truncated(Rational.of(9n, 10n), 1),
    (noiseMultiplier) =>
      truncatedSubsampledGaussianEvent({
        datasetSize: n,
        samplingProbability: '9/10',
        batchSize: 1,
        noiseMultiplier,
      }),
    false,
  ],
];

const relations: readonly NeighbouringRelation[] = [
  'addOrRemoveOne',
  'replaceOne',
  'replaceSpecial',
];

describe.each(relations)('under %s no dataset refutes the divergence', (relation) => {
  it.each(cases)('of %s', (_, sampler, event, isReplacementUnit) => {
    const next = numbers(11);
    // often at the ends, where the worst are
    const record = (): Rational => {
      const x = next();
      if (x < 0.4) return one;
      if (x < 0.8) return one.negate();
      return Rational.of(BigInt(Math.round(20 * next() - 10)), 10n);
    };
    let closest = 0;
    for (let run = 0; run < 25; run += 1) {
      const others = Array.from(
        { length: n - 1 },
        run < 4 ? () => (run % 2 ? one.negate() : zero) : record,
      );
      const extreme = run < 8;
      const with1 = [...others, extreme ? one : record()];
      const other =
        relation === 'addOrRemoveOne'
          ? others
          : [...others, relation === 'replaceOne' ? (extreme ? one.negate() : record()) : zero];
      const sigma = Rational.of(BigInt(5 + Math.floor(next() * 40)), 10n);
      // a replacement moves a contribution of at most 1 by at most 2
      const unit = isReplacementUnit && relation === 'replaceOne' ? whole(2) : one;
      const { divergence } = rdpAccountant(relation).compose(event(sigma.div(unit)));
      const order = Rational.of(BigInt(11 + Math.floor(next() * 60)), 10n);
      const bound = divergence(order).upper;
      const [first, second] = [sampler(with1), sampler(other)];
      for (const pair of [
        { first, second, variance: sigma.square() },
        { first: second, second: first, variance: sigma.square() },
      ]) {
        const { lower } = pairFunction(pair).at(order).toEnclosure();
        expect(lower).toBeLessThanOrEqual(bound);
        closest = Math.max(closest, lower / bound);
      }
    }
    // and some come near
    expect(closest).toBeGreaterThan(0.8);
  });
});
