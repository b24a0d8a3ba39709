import { Interval, Rational } from '@discreet/numeric';
import { exactOf } from './exact-of.ts';
import * as guess from './guess.ts';
import { positiveRoot } from './newton.ts';
import { densityOf, expOf, tailOf } from './normal.ts';
import { refineWithin } from './refine.ts';

/** beyond this loss the chance of a lie is not told from 0 */
const FAR = 700;
const lnRootOfTwoPi = 0.9189385332046727;
const rootOfHalfPi = 1.2533141373155003;

/** About the z that a standard normal variable is above with chance 1/(1 + e^epsilon). */
const quantileNear = (epsilon: number): number => {
  if (epsilon < 0.01) return (rootOfHalfPi * epsilon) / 2;
  const lnShare = -epsilon - guess.log1p(guess.exp(-epsilon));
  return guess.positiveRoot(
    (z) => lnShare - guess.ln(guess.mills(z)) + lnRootOfTwoPi + (z * z) / 2,
    1,
  );
};

/**
 * mu^2 for the least mu such that every epsilon-DP mechanism is mu-GDP, rounded up: mu = 2 z, where a standard normal variable is above z with chance 1/(1 + e^epsilon). Far out that chance is
 * above e^(-z^2/2) / 2 for z^2 = 2 (epsilon + ln(1 + e^-epsilon) - ln 2), which is then taken.
 *
 * Proof: docs/proofs/pure-to-gaussian.md.
 */
export function pureMuSquared(epsilon: (bits: number) => Interval): Rational {
  const rough = epsilon(64).toEnclosure().upper;
  if (rough === 0) return Rational.zero;
  if (rough > FAR) {
    const { upper } = refineWithin(Infinity, (bits) => {
      const loss = epsilon(bits);
      const ln2 = Interval.integer(2, bits).ln();
      return loss.add(expOf(loss.negate()).log1p()).sub(ln2).scale(3);
    });
    return exactOf(upper);
  }
  const start = quantileNear(rough);
  const { upper } = refineWithin(Infinity, (bits) => {
    const one = Interval.integer(1, bits);
    const share = one.div(one.add(epsilon(bits).exp()));
    return positiveRoot(start, bits, (z) => ({
      value: tailOf(z).sub(share),
      slope: (around) => densityOf(around).negate(),
    }))?.scale(1);
  });
  return exactOf(upper).square();
}
