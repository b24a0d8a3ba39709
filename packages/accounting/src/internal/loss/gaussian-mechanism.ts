import { Interval, type Rational } from '@discreet/numeric';
import { gaussianDelta, gaussianEpsilon } from '../gaussian.ts';
import { type Law, normalLaw } from './law.ts';
import { exactLoss } from './loss.ts';
import type { Mechanism } from './mechanism.ts';
import type { Rate } from './rate.ts';

/** The nearest double to a square root, or one of its neighbours. */
export const rootOf = (x: Rational): number => Interval.of(x, 128).sqrt().toEnclosure().upper;

/** Gaussian noise of mu^2 = precision. */
export function gaussianMechanism(precision: Rational): Mechanism {
  return {
    key: `gaussian ${precision.toString()}`,
    precision,
    losses: () => [exactLoss(gaussianPair({ rate: 1, rest: 0 }, rootOf(precision)))],
    profile: (x) => gaussianDelta(precision, x),
    epsilon: (x) => gaussianEpsilon(precision, x),
  };
}

/** N(mu, 1) against N(0, 1), the first mixed with the second where the record is not in the sample. */
export const gaussianPair = ({ rate, rest }: Rate, mu: number): Law =>
  normalLaw({
    first: { weights: [rest, rate], centres: [0, mu] },
    second: { weights: [1], centres: [0] },
  });

/** Each of two records of opposite contributions comes in with a rate. */
export const replacedPair = ({ rate, rest }: Rate, mu: number): Law =>
  normalLaw({
    first: { weights: [rest, rate], centres: [0, mu] },
    second: { weights: [rate, rest], centres: [-mu, 0] },
  });
