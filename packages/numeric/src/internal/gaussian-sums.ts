import { integerRoot } from '../integer-root.ts';
import { expNegativeBits } from '../exp-negative-bits.ts';
import type { Rational } from '../rational.ts';
import { bitLength } from './bit-length.ts';
import { piBits, type Bits } from './constant-bits.ts';
import {
  addBits,
  ceilDivide,
  coarsen,
  divideBits,
  multiplyBits,
  ratioBits,
  rootBits,
  subtractBits,
} from './fixed-point.ts';
import { rootOverPi } from './root-over-pi.ts';
import { scaledErfcBits } from './scaled-erfc.ts';

/*
 * Enclosures of the sums of f(x) = exp(-x^2 / (2 s)), s = sigma^2 = top / bottom, that the discrete Gaussian is made of.
 * Every claim is proved in docs/proofs/discrete-laws.md.
 */

const GUARD = 40;

/** Around `2^precision` times the sum over x >= first of f(x) / f(first): term by term, for first >= 1. */
export function directSum(first: bigint, sigmaSquared: Rational, precision: number): Bits {
  const { numerator: top, denominator: bottom } = sigmaSquared;
  const width = precision + GUARD;
  const shift = BigInt(width);
  const one = 1n << shift;
  const divisor = 2n * top;
  // f(x + 1) / f(x) = exp(-(2x + 1) / (2s)), and each such ratio is exp(-1/s) times the one before.
  let [low, high] = expNegativeBits((2n * first + 1n) * bottom, divisor, width);
  const step = expNegativeBits(bottom, top, width);
  let term: Bits = [one, one];
  let sum: Bits = [one, one];
  for (;;) {
    term = [(term[0] * low) >> shift, ((term[1] * high) >> shift) + 1n];
    sum = addBits(sum, term);
    low = (low * step[0]) >> shift;
    high = ((high * step[1]) >> shift) + 1n;
    // The ratios fall, so the rest is below term * ratio / (1 - ratio); stop when it is a few units.
    if (high < one && term[1] * high <= (one - high) << BigInt(GUARD / 2)) {
      const rest = ceilDivide(term[1] * high, one - high);
      return coarsen([sum[0], sum[1] + rest], width, precision);
    }
  }
}

/** How many terms `directSum` adds, about: f(first + j) / f(first) < 2^-precision from there on. */
function directTerms(first: bigint, sigmaSquared: Rational, precision: number): bigint {
  const spread = (2n * BigInt(precision) * sigmaSquared.numerator) / sigmaSquared.denominator;
  const [slow, fast] = [integerRoot(spread), spread / first];
  return slow < fast ? slow : fast;
}

/** Around `2^precision theta`, theta = 1 + 2 sum over k >= 1 of exp(-2 pi^2 s k^2), for s >= 1. */
function theta(sigmaSquared: Rational, precision: number): Bits {
  const { numerator: top, denominator: bottom } = sigmaSquared;
  const width = precision + 8;
  // 2 pi^2 s, from below and above, as numerators over bottom 2^(2 width).
  const pi = piBits(width);
  const divisor = bottom << BigInt(2 * width);
  const one = 1n << BigInt(width);
  let sum: Bits = [one, one];
  for (let k = 1n; ; k += 1n) {
    const factor = 2n * top * k * k;
    const low = expNegativeBits(factor * pi[1] * pi[1], divisor, width)[0];
    const high = expNegativeBits(factor * pi[0] * pi[0], divisor, width)[1];
    sum = addBits(sum, [2n * low, 2n * high]);
    // Each term is below exp(-19) times the one before: the rest is below the last.
    if (high <= 1n) return coarsen([sum[0], sum[1] + 2n], width, precision);
  }
}

/** Around `2^precision Z`, Z = the sum of f over all integers: directly for s < 1, by Poisson's formula sqrt(2 pi s) theta from there on. */
export function normaliser(sigmaSquared: Rational, precision: number): Bits {
  const { numerator: top, denominator: bottom } = sigmaSquared;
  const width = precision + 8;
  if (top < bottom) {
    const one = 1n << BigInt(width);
    const first = expNegativeBits(bottom, 2n * top, width);
    const half = multiplyBits(first, directSum(1n, sigmaSquared, width), width);
    return coarsen([one + 2n * half[0], one + 2n * half[1]], width, precision);
  }
  const spread = multiplyBits(ratioBits(2n * top, bottom, width), piBits(width), width);
  const whole = multiplyBits(rootBits(spread, width), theta(sigmaSquared, width), width);
  return coarsen(whole, width, precision);
}

/**
 * B_2k(1/2) / (2k)! for k = 1..8: the coefficients of t^2k in (t/2) / sinh(t/2). The tests derive them again.
 */
export const MIDPOINT_COEFFICIENTS: readonly (readonly [bigint, bigint])[] = [
  [-1n, 24n],
  [7n, 5760n],
  [-31n, 967680n],
  [127n, 154828800n],
  [-73n, 3503554560n],
  [1414477n, 2678117105664000n],
  [-8191n, 612141052723200n],
  [16931177n, 49950709902213120000n],
];

/** At least `2^precision` times the remainder after eight corrections, 2.0001 ((w + 16) / (2 pi^2 s))^8 with w = (first - 1/2)^2 / s. */
export function remainder(first: bigint, sigmaSquared: Rational, precision: number): bigint {
  const { numerator: top, denominator: bottom } = sigmaSquared;
  const edge = 2n * first - 1n;
  // 2 pi^2 > 19.739
  const ratioTop = (edge * edge * bottom + 64n * top) * bottom * 1000n;
  const ratioBottom = 4n * top * top * 19739n;
  return ceilDivide((20001n * ratioTop ** 8n) << BigInt(precision), 10000n * ratioBottom ** 8n);
}

/** A sum over x >= first of f(x), times 2 / Z: `exp(-numerator/denominator)` times a fixed-point factor. */
export interface TailParts {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly factor: Bits;
  readonly precision: number;
}

const MAX_TERMS = 20_000n;

/**
 * P(|Z| >= first) = exp(-numerator/denominator) factor, for first >= 1, with about `precision` good bits in the factor.
 *
 * Where the remainder allows it, by the integral from first - 1/2 on and eight corrections at that point; else term by term, which is then short:
 * a large remainder means first > sigma^2 / 17 or a small sigma. A precision that only an endless direct sum could reach is not reached.
 */
export function tailParts(first: bigint, sigmaSquared: Rational, precision: number): TailParts {
  const { numerator: top, denominator: bottom } = sigmaSquared;
  const edge = 2n * first - 1n;
  const [wTop, wBottom] = [edge * edge * bottom, 4n * top];
  // The factor is at least about 0.7 / sqrt(w + 1).
  const width = precision + bitLength(wTop / wBottom) + 16;
  const error = top < 64n * bottom ? 1n << BigInt(width) : remainder(first, sigmaSquared, width);
  if (error > 256n && directTerms(first, sigmaSquared, width) <= MAX_TERMS) {
    const sum = directSum(first, sigmaSquared, width);
    return {
      numerator: first * first * bottom,
      denominator: 2n * top,
      factor: divideBits([2n * sum[0], 2n * sum[1]], normaliser(sigmaSquared, width), width),
      precision: width,
    };
  }
  // h_n = He_n(a / sigma) / sigma^n at a = first - 1/2: h_(n+1) = (a/s) h_n - (n/s) h_(n-1).
  const slope = ratioBits(edge * bottom, 2n * top, width);
  const inverse = ratioBits(bottom, top, width);
  let corrections: Bits = [0n, 0n];
  let before: Bits = [1n << BigInt(width), 1n << BigInt(width)];
  let current = slope;
  MIDPOINT_COEFFICIENTS.forEach(([p, q], index) => {
    corrections = addBits(corrections, multiplyBits(current, ratioBits(p, q, width), width));
    for (const n of [BigInt(2 * index + 1), BigInt(2 * index + 2)]) {
      const fall = multiplyBits([n * inverse[0], n * inverse[1]], before, width);
      [before, current] = [current, subtractBits(multiplyBits(slope, current, width), fall)];
    }
  });
  // 2 / (sigma sqrt(2 pi)) = sqrt(2 / (pi s))
  const density = rootOverPi(bottom, top, width);
  const whole = addBits(
    scaledErfcBits(wTop, wBottom, width),
    multiplyBits(corrections, density, width),
  );
  const widened: Bits = [whole[0] > error ? whole[0] - error : 0n, whole[1] + error];
  return {
    numerator: wTop,
    denominator: 2n * wBottom,
    factor: divideBits(widened, theta(sigmaSquared, width), width),
    precision: width,
  };
}
