import { Rational } from '@discreet/numeric';
import type { EntropySource } from '@discreet/random/samplers';

/** What a draw of noise looks like to a mechanism. */
export type Draw = (entropy: EntropySource) => number;

/** a fair coin */
export const coin = (entropy: EntropySource): boolean => entropy.nextBits(1) === 1n;

/** A coin that shows true with probability p, digit by digit: two fair coins are enough on average, so enumerations stay small. */
export const chance = (p: Rational, entropy: EntropySource): boolean => {
  let rest = p.numerator;
  while (rest > 0n) {
    const digit = 2n * rest >= p.denominator;
    const uniform = coin(entropy);
    if (uniform !== digit) return digit;
    rest = 2n * rest - (digit ? p.denominator : 0n);
  }
  return false;
};

/** A whole number >= 0 of which each step is 2^-coins times as likely as the one before; all from `most` on count as that. */
const halving = (coins: number, entropy: EntropySource, most = Infinity): number => {
  const on = Rational.of(1n, 1n << BigInt(coins));
  let size = 0;
  while (size < most && chance(on, entropy)) size += 1;
  return size;
};

/** Discrete Laplace noise that falls by a factor of 2^n with every step: a number that changes by one loses n ln 2, exactly. */
export const laplaceByHalves =
  (n: number): Draw =>
  (entropy) =>
    halving(n, entropy) - halving(n, entropy);

/** The same around -1/2: k and -1 - k alike. It takes fewer coins. */
export const noiseAroundHalf = (n: number, entropy: EntropySource): number => {
  const size = halving(n, entropy);
  return coin(entropy) ? size : -1 - size;
};

/** The probability that noise around -1/2 is less than a whole number u: a^-u / 2 up to 0, and by symmetry above, where a = 2^-n. */
export const chanceBelow = (n: number, u: number): Rational => {
  const tail = Rational.of(1n, 2n ** BigInt(1 + n * Math.abs(u)));
  return u <= 0 ? tail : Rational.one.sub(tail);
};

/** Noise around -1/2 that is known to be at least u; all from `many` on, which is at least u, counts as that. */
export const noiseFrom = (n: number, u: number, many: number, entropy: EntropySource): number => {
  // what lies beyond 0 has no memory
  if (u >= 0) return u + halving(n, entropy, many - u);
  for (;;) {
    if (coin(entropy)) return halving(n, entropy, Math.max(0, many));
    const size = halving(n, entropy, -u);
    if (-1 - size >= u) return Math.min(-1 - size, many);
  }
};

/** The epsilon of a factor of 2^n, rounded up. */
export const lnTwoTimes = (n: number): Rational => Rational.of(BigInt(n) * 6_931_472n, 10_000_000n);
