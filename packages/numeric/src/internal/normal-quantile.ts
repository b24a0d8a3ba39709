import { integerRoot } from '../integer-root.ts';
import { lnBits } from '../ln-bits.ts';
import type { Rational } from '../rational.ts';
import { bitLength } from './bit-length.ts';
import { ceilDivide } from './fixed-point.ts';
import { piBits } from './constant-bits.ts';
import { scaledErfcBits } from './scaled-erfc.ts';
import type { Threshold } from './simultaneous.ts';

const MAX_STEPS = 40;

/**
 * About the smallest integer a >= 0 with P(|N(0, sigmaSquared)| > a + 1/2) <= p, for p the lower end of the limit. A guess that the caller checks.
 *
 * Newton's iteration for ln(2 Q(u)) = ln p, from u = sqrt(-2 ln p), which is too large because 2 Q(u) <= exp(-u^2/2). ln Q is concave,
 * so the iterates fall towards the root and square their error. In fixed point, because sigma may have more digits than a double.
 */
export function normalQuantile(limit: Threshold, sigmaSquared: Rational): bigint {
  const { numerator: top, denominator: bottom } = sigmaSquared;
  const precision = 64 + bitLength(top / bottom);
  const shift = BigInt(precision);
  const one = 1n << shift;
  const target = lnBits(limit.unit, limit.lower, precision)[1];
  // sqrt(pi / 2)
  const rate = integerRoot((piBits(precision)[0] << shift) >> 1n);
  let u = integerRoot((2n * target) << shift) + 1n;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    // u^2 as a ratio, so that nothing is lost where u is tiny.
    const scaled = scaledErfcBits(u * u, one * one, precision)[0];
    // ln(2 Q(u)) - ln p = ln E(u^2) - u^2/2 + target, and the derivative of the first is -1 / (sqrt(pi/2) E).
    const gap = lnBits(scaled, one, precision)[0] - ((u * u) >> (shift + 1n)) + target;
    const change = (((gap * scaled) >> shift) * rate) >> shift;
    const next = u + change;
    if (next <= 0n || next >= u) break;
    u = next;
  }
  const reach = integerRoot((4n * u * u * top) / (bottom << (2n * shift)));
  // ceil(sigma u - 1/2), from floor(2 sigma u).
  return ceilDivide(reach, 2n);
}
