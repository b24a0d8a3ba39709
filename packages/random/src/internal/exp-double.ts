import { outOfBounds } from './out-of-bounds.ts';
import { floor } from './intrinsics.ts';

/** Arguments above this give 0, and exp(-700) < 2^-1000. */
export const EXP_LIMIT = 700;
/** |expNegative(x) - exp(-x)| <= EXP_ERROR exp(-x) for 0 <= x <= EXP_LIMIT; docs/proofs/uniform-and-bernoulli.md. */
export const EXP_ERROR: number = powerOfTwo(-49);

/** ln 2 in two parts: the first has 32 bits, so that its product with an integer below 2^21 is exact. */
export const LN2_HIGH: number = 6.93147180369123816e-1;
/** ln 2 - LN2_HIGH, to 2^-86. */
export const LN2_LOW: number = 1.9082149292705877e-10;

const STEPS = 32;
const HIGH = LN2_HIGH / STEPS;
const LOW = LN2_LOW / STEPS;
const STEPS_PER_UNIT = STEPS / (LN2_HIGH + LN2_LOW);

/** 2^-q for q from 0 to 1074: halving is exact down to the last subnormal. */
export const HALVES: Float64Array = /*@__PURE__*/ halves();
/** 2^(-i/32), each within 2^-50 of itself. */
const FRACTIONS: Float64Array = /*@__PURE__*/ fractions();

/**
 * exp(-x) on doubles for x >= 0 with a proven error, from + - * and tables alone; engines differ in `Math.exp`.
 *
 * x = k ln2/32 + r with |r| <= ln2/64 + 2^-50, exp(-x) = 2^-(k >> 5) 2^-((k & 31)/32) exp(-r), and exp(-r) by its
 * Taylor polynomial of degree 6, whose remainder is below |r|^7/5040 < 2^-57.
 */
export function expNegative(x: number): number {
  // The negation also catches NaN.
  if (!(x <= EXP_LIMIT)) return 0;
  const k = floor(x * STEPS_PER_UNIT + 0.5);
  const t = k * HIGH - x + k * LOW;
  const square = t * t;
  const series = 1 + t + square * (0.5 + t / 6 + square * (1 / 24 + t / 120 + square * (1 / 720)));
  return series * (FRACTIONS[k & 31] ?? outOfBounds()) * (HALVES[k >> 5] ?? outOfBounds());
}

/** 2^exponent, exactly, for exponents from -1074 to 1023. */
export function powerOfTwo(exponent: number): number {
  let power = 1;
  for (let e = 0; e < exponent; e += 1) power *= 2;
  for (let e = 0; e > exponent; e -= 1) power /= 2;
  return power;
}

function halves(): Float64Array {
  const table = new Float64Array(1075);
  let power = 1;
  for (let q = 0; q < table.length; q += 1) {
    table[q] = power;
    power /= 2;
  }
  return table;
}

function fractions(): Float64Array {
  const table = new Float64Array(STEPS);
  for (let i = 0; i < STEPS; i += 1) {
    // exp(-y) = 1 - y (1 - y/2 (1 - y/3 (...))) for y < ln 2: every bracket lies between 1/2 and 1, so the rounding errors of the
    // inner ones shrink on their way out. 24 terms leave less than 2^-90.
    const y = (i / STEPS) * (LN2_HIGH + LN2_LOW);
    let sum = 1;
    for (let n = 24; n >= 1; n -= 1) sum = 1 - (y / n) * sum;
    table[i] = sum;
  }
  return table;
}
