import type { Noise } from '@discreet/core';
import {
  discreteGaussianLaw,
  discreteLaplaceLaw,
  type Enclosure,
  mulDown,
  mulUp,
  Rational,
  rationalFromDouble,
} from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import type { ExactLaw } from '../enumerate-entropy.ts';
import { printOutcome } from '../print-outcome.ts';
import type { Departure } from '../privacy-report.ts';

/** how far around the exact answer outcomes are looked for that no path led to */
const near = 6n;

const exact = (x: number): Rational => O.getOrElse(() => Rational.zero)(rationalFromDouble(x));

/** all whole vectors that lie near in one coordinate, and at the exact answer in the others */
const around = (counts: readonly bigint[]): readonly (readonly bigint[])[] =>
  counts.flatMap((count, i) =>
    Array.from({ length: Number(2n * near + 1n) }, (_, step) =>
      counts.with(i, count - near + BigInt(step)),
    ),
  );

/** the whole numbers that `printOutcome` has printed */
const parsed = (outcome: string): readonly bigint[] =>
  outcome.length === 2 ? [] : outcome.slice(1, -1).split(', ').map(BigInt);

/** The first outcome whose enumerated probability cannot be the one that the noise states, if there is one. */
export function departureFrom(
  noise: Noise,
  counts: readonly bigint[],
  { law, residual }: ExactLaw,
): Departure | undefined {
  const one =
    noise.law === 'discreteLaplace'
      ? discreteLaplaceLaw(noise.scale)
      : discreteGaussianLaw(noise.sigmaSquared);
  const stated = (outcome: readonly bigint[]): Enclosure =>
    outcome.reduce<Enclosure>(
      (product, z, i) => {
        const { lower, upper } = one.probability(z - (counts[i] ?? 0n));
        return { lower: mulDown(product.lower, lower), upper: mulUp(product.upper, upper) };
      },
      { lower: 1, upper: 1 },
    );
  const outcomes = new Set([...law.keys(), ...around(counts).map(printOutcome)]);
  for (const outcome of outcomes) {
    const counted = law.get(outcome) ?? Rational.zero;
    const probability = stated(parsed(outcome));
    if (
      exact(probability.upper).lessThan(counted) ||
      counted.add(residual).lessThan(exact(probability.lower))
    )
      return { outcome, counted, stated: probability };
  }
  return undefined;
}
