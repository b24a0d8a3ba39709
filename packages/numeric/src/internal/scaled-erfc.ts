import { expNegativeBits } from '../exp-negative-bits.ts';
import type { Bits } from './constant-bits.ts';
import {
  addBits,
  ceilDivide,
  coarsen,
  divideBits,
  multiplyBits,
  subtractBits,
} from './fixed-point.ts';
import { rootOverPi } from './root-over-pi.ts';

/**
 * The fraction `t_1 = 1 + (1/w)/(1 + (2/w)/(1 + ...))`, cut at a depth n: t_(n+1) = 1 + ((n+1)/w)/t_(n+2) is in [1, 1 + (n+1)/w], because all
 * t are at least 1. The interval shrinks on the way out, where t_k = 1 + (k/w)/t_(k+1).
 */
export function millsFraction(
  numerator: bigint,
  denominator: bigint,
  width: number,
  depth: bigint,
): Bits {
  const one = 1n << BigInt(width);
  const excess = ceilDivide(((depth + 1n) * denominator) << BigInt(width), numerator);
  let tail: Bits = [one, one + excess];
  for (let k = depth; k >= 1n; k -= 1n) {
    const [lower, upper] = tail;
    const dividend = (k * denominator) << BigInt(2 * width);
    tail = [one + dividend / (numerator * upper), one + dividend / (numerator * lower) + 1n];
  }
  return tail;
}

/**
 * About how deep the fraction must be cut to halve its interval `width` times: step k shrinks it by near 1 - 1/t, where t solves
 * t = 1 + (k/w)/t. It is a guess in doubles; the width that comes out decides.
 */
function guessDepth(w: number, width: number): bigint {
  let halvings = 0;
  let shrunk = 1;
  let k = 0;
  while (halvings < width && shrunk > 0) {
    k += 1;
    shrunk *= 1 - 2 / (1 + Math.sqrt(1 + (4 * k) / w));
    for (; shrunk < 0.5 && shrunk > 0; shrunk *= 2) halvings += 1;
  }
  return BigInt(k + 8);
}

/** Large w: `sqrt(w) M(sqrt(w)) = 1 / t_1`, Laplace's continued fraction for Mills' ratio M. */
function byFraction(numerator: bigint, denominator: bigint, precision: number): Bits {
  const width = precision + 20;
  const one = 1n << BigInt(width);
  let depth = guessDepth(Number((numerator << 20n) / denominator) / 1048576, width);
  let whole = millsFraction(numerator, denominator, width, depth);
  for (; whole[1] - whole[0] > 1024n; whole = millsFraction(numerator, denominator, width, depth)) {
    depth *= 2n;
  }
  const mills = divideBits([one, one], whole, width);
  const root = rootOverPi(denominator, numerator, width);
  return coarsen(multiplyBits(mills, root, width), width, precision);
}

/**
 * Small w: `exp(w/2) - sqrt(2w/pi) (1 + w/3 + w^2/(3 5) + ...)`, with enough guard bits for the cancellation.
 */
function bySeries(numerator: bigint, denominator: bigint, precision: number): Bits {
  // Both terms are near exp(w/2) < 2^(0.73 w), and so is the factor by which the reciprocal widens the first.
  const width = precision + 2 * Number(numerator / denominator) + 24;
  const one = 1n << BigInt(width);
  let [low, high] = [one, one];
  let sum: Bits = [one, one];
  for (let odd = 3n; ; odd += 2n) {
    const divisor = denominator * odd;
    low = (low * numerator) / divisor;
    high = (high * numerator) / divisor + 1n;
    sum = addBits(sum, [low, high]);
    // From here on each term is at most half of the one before, so the rest is at most the last.
    if (high <= 2n && (odd + 2n) * denominator >= 2n * numerator) break;
  }
  sum = addBits(sum, [0n, high]);
  const power = divideBits([one, one], expNegativeBits(numerator, 2n * denominator, width), width);
  const root = rootOverPi(numerator, denominator, width);
  return coarsen(subtractBits(power, multiplyBits(root, sum, width)), width, precision);
}

/**
 * Around `2^precision exp(w/2) erfc(sqrt(w/2))` for w = numerator / denominator > 0: the tail of the standard normal law beyond +-sqrt(w),
 * divided by exp(-w/2). It lies in (0, 1). Proof: docs/proofs/exp-ln-enclosures.md.
 */
export function scaledErfcBits(numerator: bigint, denominator: bigint, precision: number): Bits {
  return numerator < 16n * denominator || 8n * numerator < BigInt(precision) * denominator
    ? bySeries(numerator, denominator, precision)
    : byFraction(numerator, denominator, precision);
}
