import { expNegativeBits, lnBits, Rational } from '@discreet/numeric';

/** Two rationals with a real number between them. */
export interface RationalEnclosure {
  readonly lower: Rational;
  readonly upper: Rational;
}

/** bits of every exponential and logarithm */
const precision = 160;
/** Sums are taken out to this many sigmas: what is left is below exp(-128) < 2^-184 of the whole, and is bounded all the same. */
const sigmas = 16n;

/** the root of a whole number, rounded up */
const rootUp = (n: bigint): bigint => {
  let x = 1n;
  while (x * x < n) x *= 2n;
  let low = x / 2n;
  while (x - low > 1n) {
    const middle = (low + x) / 2n;
    if (middle * middle < n) low = middle;
    else x = middle;
  }
  return x;
};

interface Sum {
  readonly lower: bigint;
  readonly upper: bigint;
}

/**
 * The sum of exp(-(q(z) - least) / (2 sigma^2)) over all whole z, in units of 2^-precision, where q has its least value at `centre` and
 * second difference 2.
 *
 * Beyond the window q rises by at least 2 w + 1 a step, w the window, so the tail on each side is a geometric series at most.
 */
const sumAround = (q: (z: bigint) => bigint, centre: bigint, sigmaSquared: Rational): Sum => {
  const window = sigmas * rootUp(sigmaSquared.ceil()) + 1n;
  const { numerator, denominator } = sigmaSquared;
  const least = q(centre);
  const term = (rise: bigint): readonly [bigint, bigint] =>
    expNegativeBits(rise * denominator, 2n * numerator, precision);
  let [lower, upper] = [0n, 0n];
  for (let z = centre - window; z <= centre + window; z += 1n) {
    const [low, high] = term(q(z) - least);
    lower += low;
    upper += high;
  }
  const one = 1n << BigInt(precision);
  const first = term(q(centre + window + 1n) - least)[1] + term(q(centre - window - 1n) - least)[1];
  const factor = term(2n * window + 1n)[1];
  return { lower, upper: upper + (first * one) / (one - factor) + 1n };
};

/**
 * The Rényi divergence of whole order alpha > 1 of the discrete Gaussian from itself moved by a whole number of steps.
 *
 * Computed as it is defined: ln(sum of P(z)^alpha Q(z)^(1 - alpha)) / (alpha - 1), with the normalisers of P and Q, which are the same number,
 * cancelled to one.
 */
export function gaussianDivergence(
  sigmaSquared: Rational,
  shift: bigint,
  alpha: number,
): RationalEnclosure {
  const a = BigInt(alpha);
  const mixed = (z: bigint): bigint => a * z * z + (1n - a) * (z - shift) * (z - shift);
  const centre = (1n - a) * shift;
  const top = sumAround(mixed, centre, sigmaSquared);
  const whole = sumAround((z) => z * z, 0n, sigmaSquared);
  // the factor exp(-least / (2 sigma^2)) that was taken out of the sum
  const taken = Rational.of(-mixed(centre)).div(Rational.of(2n).mul(sigmaSquared));
  const one = 1n << BigInt(precision);
  const over = Rational.of(a - 1n);
  return {
    lower: taken.add(Rational.of(lnBits(top.lower, whole.upper, precision)[0], one)).div(over),
    upper: taken.add(Rational.of(lnBits(top.upper, whole.lower, precision)[1], one)).div(over),
  };
}
