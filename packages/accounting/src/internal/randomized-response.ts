import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import { expOf } from './normal.ts';
import { refineWithin } from './refine.ts';

/* Binary randomized response: the only answer of positive loss is the true one, of loss ln(p / (1 - p)). */

/** delta(epsilon) = p - e^epsilon (1 - p), or 0. */
export function randomizedResponseDelta(truth: Rational, epsilon: Rational): Enclosure {
  return refineWithin(1, (bits) => {
    const lie = Interval.of(Rational.one.sub(truth), bits);
    return Interval.of(truth, bits).sub(expOf(Interval.of(epsilon, bits)).mul(lie));
  });
}

/** The least epsilon >= 0 at delta: ln((p - delta) / (1 - p)). */
export function randomizedResponseEpsilon(truth: Rational, delta: Rational): Enclosure {
  const ratio = truth.sub(delta).div(Rational.one.sub(truth));
  if (ratio.lessThanOrEqual(Rational.one)) return { lower: 0, upper: 0 };
  return refineWithin(Infinity, (bits) => Interval.of(ratio, bits).ln());
}
