import { roundDown, roundUp } from './internal/double-double.ts';
import { lnDoubleDouble } from './internal/ln-double-double.ts';

/** The cases without a series: NaN for x < 0, -Infinity for 0, 0 for 1, Infinity for Infinity. */
function special(x: number): number | undefined {
  if (Number.isNaN(x) || x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === 1) return 0;
  return x === Infinity ? x : undefined;
}

/**
 * The natural logarithm, rounded up.
 *
 * **Contract** For all doubles `x > 0`, subnormals included, `ln(x) <= lnUp(x)`, and `lnUp(x)` is the smallest such double or,
 * where ln(x) is within a relative 2^-96 below a double, the next one. `lnUp(1)` is 0, both zeros give -Infinity, Infinity
 * gives Infinity, NaN and negative numbers give NaN. Engines disagree on `Math.log`; this uses only + - * /.
 * Proof: docs/proofs/directed-rounding.md.
 *
 * **Cost** About a microsecond.
 *
 * **Source** The series of 2 atanh((x - 1)/(x + 1)) in double-word arithmetic: M. Joldes, J.-M. Muller, V. Popescu, 2017, ACM TOMS 44(2),
 * https://doi.org/10.1145/3121432
 *
 * @example
 * import { lnDown, lnUp } from '@discreet/numeric';
 * lnUp(2); // => 0.6931471805599454
 * lnDown(2); // => 0.6931471805599453
 */
export function lnUp(x: number): number {
  return special(x) ?? roundUp(lnDoubleDouble({ hi: x, lo: 0 }));
}

/**
 * The natural logarithm, rounded down.
 *
 * **Contract** For all doubles `x > 0`, `lnDown(x) <= ln(x)`, tight as `lnUp` is; the special values are the same.
 *
 * @example
 * import { lnDown } from '@discreet/numeric';
 * lnDown(0.5); // => -0.6931471805599454
 */
export function lnDown(x: number): number {
  return special(x) ?? roundDown(lnDoubleDouble({ hi: x, lo: 0 }));
}
