import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import * as guess from './guess.ts';
import { positiveRoot } from './newton.ts';
import { expOf } from './normal.ts';
import { refineWithin } from './refine.ts';

/*
 * From rho-zCDP to (epsilon, delta), by the infimum over all orders a = 1 + b of
 *   epsilon = a rho + ln(1 - 1/a) + (L - ln a) / b,   L = ln(1/delta).
 * b^2 times its derivative is rho b^2 + ln(1 + b) - L, which grows: one minimum, where epsilon = (2b + 1) rho - ln(1 + 1/b). At a given epsilon the
 * same equation has the least delta, exp(-rho b^2 - ln(1 + b)). Proof: docs/proofs/zcdp-to-approximate.md.
 */

const zero = { lower: 0, upper: 0 };

/** The least epsilon >= 0 at delta in (0, 1). */
export function zeroConcentratedEpsilon(rho: Rational, delta: Rational): Enclosure {
  if (rho.sign() === 0) return zero;
  const order = orderAt(rho, delta);
  return refineWithin(Infinity, (bits) => {
    const b = order(bits);
    if (b === undefined) return undefined;
    const one = Interval.integer(1, bits);
    const slope = b.scale(1).add(one).mul(Interval.of(rho, bits));
    return slope.sub(one.div(b).log1p());
  });
}

/** The best order, less 1, at delta in (0, 1): the root of rho b^2 + ln(1 + b) = L. */
function orderAt(rho: Rational, delta: Rational): (bits: number) => Interval | undefined {
  const [rough, loss] = [rho.toNumber(), -Interval.of(delta, 64).ln().toEnclosure().upper];
  const most = Math.min(Math.sqrt(loss / rough), loss < 600 ? guess.expm1(loss) : Infinity);
  const start = guess.positiveRoot((b) => rough * b * b + guess.log1p(b) - loss, most);
  return (bits) => {
    const [scale, one] = [Interval.of(rho, bits), Interval.integer(1, bits)];
    const target = Interval.of(delta, bits).ln();
    return positiveRoot(start, bits, (b) => ({
      value: scale.mul(b).mul(b).add(b.log1p()).add(target),
      slope: (around) =>
        scale
          .mul(around)
          .scale(1)
          .add(one.div(around.add(one))),
    }));
  };
}

/** The least delta at epsilon >= 0. */
export function zeroConcentratedDelta(rho: Rational, epsilon: Rational): Enclosure {
  if (rho.sign() === 0) return zero;
  const excess = rho.sub(epsilon);
  const order = orderFor(rho, epsilon);
  const isLow = Rational.of(200n).lessThan(excess);
  return refineWithin(1, (bits) => {
    const one = Interval.integer(1, bits);
    // ln(1 + 1/b) >= rho - epsilon > 200, so b < 2 e^-200 < 2^-280
    const b = isLow ? Interval.hull(one.sub(one), one.scale(-280)) : order(bits);
    if (b === undefined) return undefined;
    return expOf(Interval.of(rho, bits).mul(b).mul(b).add(b.log1p()).negate());
  });
}

/** The best order, less 1, at epsilon: the root of (2b + 1) rho - epsilon - ln(1 + 1/b). */
export function orderFor(rho: Rational, epsilon: Rational): (bits: number) => Interval | undefined {
  const rough = rho.toNumber();
  const rest = rho.sub(epsilon).toNumber();
  const value = (b: number): number => 2 * rough * b + rest - guess.log1p(1 / b);
  const start = guess.positiveRoot(value, 1);
  return (bits) => {
    const [scale, one] = [Interval.of(rho, bits), Interval.integer(1, bits)];
    const aim = Interval.of(epsilon, bits);
    return positiveRoot(start, bits, (b) => ({
      value: b.scale(1).add(one).mul(scale).sub(aim).sub(one.div(b).log1p()),
      slope: (around) => scale.scale(1).add(one.div(around.mul(around.add(one)))),
    }));
  };
}
