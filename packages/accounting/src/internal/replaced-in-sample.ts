import { Interval, Rational } from '@discreet/numeric';
import { expm1, log1p } from './guess.ts';
import { narrow } from './narrow.ts';
import { tailOf } from './normal.ts';
import { pairFunction } from './pair-function.ts';
import { poissonGaussian } from './poisson-function.ts';
import type { RenyiFunction } from './renyi-function.ts';

const BITS = 256;
const zero = Interval.integer(0, BITS);
const LARGE = Interval.integer(1n << 30n, BITS);
const half = Rational.of(1n, 2n);
/** variances of which the part that is taken off is computed */
const [SMALL, GREAT] = [Rational.of(1n, 600n), Rational.of(10n ** 30n)] as const;

/**
 * A lower bound of E[(e^y - 1)^2; x < 1/2] for y = (2x - 1) / (2 s^2), x normal of variance s^2: e^(1/s^2) F(-3/(2s)) - 2 F(-1/(2s)) + F(1/(2s)), F the standard normal law.
 */
const lowerSquare = (variance: Rational): Interval => {
  if (GREAT.lessThan(variance)) return zero;
  const at = (bits: number): Interval => {
    const one = Interval.integer(1, bits);
    const unit = one.div(Interval.of(variance, bits).sqrt().scale(1));
    const tail = tailOf(unit);
    // F(1/(2s)) - 2 F(-1/(2s)) = 1 - 3 F(-1/(2s))
    const rest = one.sub(tail).sub(tail.scale(1));
    if (variance.lessThan(SMALL)) return rest;
    const growth = Interval.of(variance.inverse(), bits).exp();
    return rest.add(growth.mul(tailOf(unit.add(unit.scale(1)))));
  };
  const found = variance.lessThan(SMALL) ? at(BITS) : narrow(at, BITS);
  return Interval.max(found.lower(), zero);
};

/**
 * An upper bound of the divergence where a record of a sample of a fixed size is replaced, drawn with chance q, and results given the samples are normal laws of variance s^2 at most 1 apart.
 *
 * With u = 1 - q + q e^y as for a Poisson sample, e^((a - 1) D) is at most 1 + E[F(u); u > 1] for F(u) = u^a + u^(1 - a) - u - 1. As F(u) >= a (a - 1) (u - 1)^2 for u <= 1, that is at most
 * 1 + X + Y - a (a - 1) q^2 E[(e^y - 1)^2; x < 1/2], X and Y the excess of the Poisson sample in both orders. Proof: docs/proofs/rdp-samples.md.
 */
export function replacedInSample(q: Rational, variance: Rational): RenyiFunction {
  const square = lowerSquare(variance).mul(Interval.of(q.square(), BITS));
  const poisson = poissonGaussian(q, variance);
  const alone = [{ weight: Rational.one, centre: Rational.zero }];
  const rest = Rational.one.sub(q);
  const other =
    rest.sign() === 0
      ? poisson
      : pairFunction({
          first: alone,
          second: [
            { weight: rest, centre: Rational.zero },
            { weight: q, centre: Rational.one },
          ],
          variance,
        });
  const whole = half.div(variance);
  const [roughSquare, rough] = [square.toEnclosure().lower, whole.toNumber()];
  return {
    at: (order) => {
      const less1 = order.sub(Rational.one);
      const b = Interval.of(less1, BITS);
      const plain = Interval.of(whole.mul(order), BITS);
      const [log, back] = [poisson, other].map((curve) => curve.at(order).upper().mul(b));
      const off = square.mul(Interval.of(order.mul(less1), BITS));
      const bound =
        log?.isBelow(LARGE) && back?.isBelow(LARGE)
          ? Interval.max(log.expm1().add(back.expm1()).sub(off), zero).log1p()
          : plain.mul(b);
      return Interval.hull(zero, Interval.min(bound.div(b), plain).upper());
    },
    about: (b) => {
      const [log, back] = [b * poisson.about(b), b * other.about(b)];
      const off = b * (b + 1) * roughSquare;
      const bound = log > 40 ? log : log1p(Math.max(0, expm1(log) + expm1(back) - off));
      return Math.min(bound / b, rough * (b + 1));
    },
    isConvex: false,
  };
}
