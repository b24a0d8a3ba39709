import { Interval, Rational } from '@discreet/numeric';
import * as guess from './guess.ts';
import { positiveRoot } from './newton.ts';
import { densityOf, tailOf } from './normal.ts';

const half = Rational.of(1n, 2n);
const lnRootOfTwoPi = 0.9189385332046727;

/** The z >= 0 that a standard normal variable is above with chance `share`, in (0, 1/2], at one precision. */
export function normalQuantile(share: Rational): (bits: number) => Interval | undefined {
  if (share.equals(half)) return (bits) => Interval.integer(0, bits);
  const lnShare = Interval.of(share, 64).ln().toEnclosure().lower;
  const start = guess.positiveRoot(
    (z) => lnShare - guess.ln(guess.mills(z)) + lnRootOfTwoPi + (z * z) / 2,
    1,
  );
  return (bits) => {
    const target = Interval.of(share, bits);
    return positiveRoot(start, bits, (z) => ({
      value: tailOf(z).sub(target),
      slope: (around) => densityOf(around).negate(),
    }));
  };
}
