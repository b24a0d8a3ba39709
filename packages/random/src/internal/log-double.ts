import { HALVES, LN2_HIGH, LN2_LOW } from './exp-double.ts';
import { outOfBounds } from './out-of-bounds.ts';

/** Absolute error of `negativeLog`; docs/proofs/geometric.md. */
export const LOG_ERROR: number = HALVES[45] ?? outOfBounds();

const CELLS = 64;
const LN2 = LN2_HIGH + LN2_LOW;
/** 1/c and ln c for the middles c = 1 + (i + 1/2)/64 of 64 cells of [1, 2). */
const RECIPROCALS: Float64Array = /*@__PURE__*/ reciprocals();
const LOGS: Float64Array = /*@__PURE__*/ RECIPROCALS.map((reciprocal) => -logOfDouble(reciprocal));

/**
 * -ln(u / 2^bits) on doubles, within LOG_ERROR, for an integer u with 2^exponent <= u < 2^(exponent + 1) <= 2^53 and bits <= 53.
 *
 * u = 2^exponent m and m = c (1 + r), |r| <= 1/128 + 2^-52, so
 * -ln(u/2^bits) = (bits - exponent) ln 2 - ln c - (r - r^2/2 + ... + r^7/7), with a remainder below |r|^8/7.
 */
export function negativeLog(u: number, exponent: number, bits: number): number {
  const m = u * (HALVES[exponent] ?? outOfBounds());
  const cell = ((m - 1) * CELLS) | 0;
  const r = m * (RECIPROCALS[cell] ?? outOfBounds()) - 1;
  const square = r * r;
  const series = r - square * (1 / 2 - r / 3 + square * (1 / 4 - r / 5 + square * (1 / 6 - r / 7)));
  return (bits - exponent) * LN2 - (LOGS[cell] ?? outOfBounds()) - series;
}

function reciprocals(): Float64Array {
  return Float64Array.from({ length: CELLS }, (_, i) => 1 / (1 + (i + 0.5) / CELLS));
}

/** ln v for 1/2 <= v <= 1 as 2 artanh((v - 1)/(v + 1)): the argument is at most 1/3, and 19 terms leave less than 2^-60. */
function logOfDouble(v: number): number {
  const s = (v - 1) / (v + 1);
  const square = s * s;
  let sum = 0;
  for (let n = 37; n >= 1; n -= 2) sum = sum * square + 1 / n;
  return 2 * s * sum;
}
