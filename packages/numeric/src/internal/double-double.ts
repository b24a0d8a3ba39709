import { addDown, addUp } from '../directed-add.ts';
import { productError, sumError } from './error-free.ts';

/**
 * An unevaluated sum of two doubles, |lo| <= half the last place of hi.
 *
 * The relative errors stated below, with u = 2^-53, are theorems of M. Joldes, J.-M. Muller, V. Popescu, 2017, Tight and rigorous error
 * bounds for basic building blocks of double-word arithmetic, ACM TOMS 44(2), https://doi.org/10.1145/3121432
 * (no overflow or underflow; the callers see to that).
 */
export interface DoubleDouble {
  readonly hi: number;
  readonly lo: number;
}

/** `a + b` exactly. */
export function twoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  return { hi, lo: sumError(a, b, hi) };
}

/** `a + b` for a double b: error at most 2u^2 (their algorithm 4). */
export function addDouble(a: DoubleDouble, b: number): DoubleDouble {
  const sum = a.hi + b;
  return twoSum(sum, a.lo + sumError(a.hi, b, sum));
}

/** `a + b`: error at most 3u^2 + 13u^3, whatever cancels (their algorithm 6). */
export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.hi + b.hi;
  const low = a.lo + b.lo;
  const first = twoSum(high, sumError(a.hi, b.hi, high) + low);
  return twoSum(first.hi, sumError(a.lo, b.lo, low) + first.lo);
}

/** `a * b` for a double b: error at most 3u^2 (their algorithm 8). */
export function mulDouble(a: DoubleDouble, b: number): DoubleDouble {
  const high = a.hi * b;
  return twoSum(high, productError(a.hi, b, high) + a.lo * b);
}

/** `a * b`: error at most 7u^2 (their algorithm 10). */
export function mul(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.hi * b.hi;
  return twoSum(high, productError(a.hi, b.hi, high) + (a.hi * b.lo + a.lo * b.hi));
}

/** `a / b`: error at most 15u^2 + 56u^3 (their algorithm 17). */
export function div(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const quotient = a.hi / b.hi;
  const product = mulDouble(b, quotient);
  return twoSum(quotient, (a.hi - product.hi + (a.lo - product.lo)) / b.hi);
}

/** `a * factor` for a factor that is a power of two: exact. */
export function scale(a: DoubleDouble, factor: number): DoubleDouble {
  return { hi: a.hi * factor, lo: a.lo * factor };
}

/** The bound on the relative error of every elementary function here: 2^-98. The proof page derives less than 2^-99. */
export const ERROR = 3.1554436208840472e-30;

/** The smallest double at or above every number within a relative `ERROR` of `a`. */
export function roundUp(a: DoubleDouble): number {
  return addUp(a.hi, addUp(a.lo, Math.abs(a.hi) * (2 * ERROR)));
}

/** The largest double at or below every number within a relative `ERROR` of `a`. */
export function roundDown(a: DoubleDouble): number {
  return addDown(a.hi, addDown(a.lo, -Math.abs(a.hi) * (2 * ERROR)));
}

/** `1 / n` for a positive integer n below 2^53, to a relative error of 2^-105: the residual of the first quotient is exact. */
export function reciprocal(n: number): DoubleDouble {
  const hi = 1 / n;
  const product = hi * n;
  return { hi, lo: (1 - product - productError(hi, n, product)) / n };
}
