import { nextDown } from './directed-next.ts';
import { div, roundDown, roundUp, twoSum, type DoubleDouble } from './internal/double-double.ts';
import { lnDoubleDouble, twiceAtanh } from './internal/ln-double-double.ts';

/** 2^-54: below it x - x^2/2 and x have no double strictly between them. */
const TINY = 5.551115123125783e-17;
/** sqrt(1/2) - 1 and sqrt(2) - 1, near enough. */
const LEAST = -0.2928932188134524;
const MOST = 0.41421356237309503;

/** `ln(1 + x)` for finite x > -1, |x| >= 2^-54, to a relative error of 41u^2. */
function log1p(x: number): DoubleDouble {
  return x >= LEAST && x <= MOST
    ? // 1 + x is in the range of the series, whose argument (m - 1)/(m + 1) is x / (2 + x): nothing cancels.
      twiceAtanh(div({ hi: x, lo: 0 }, twoSum(2, x)))
    : lnDoubleDouble(twoSum(1, x));
}

/** The cases without a series: NaN for x < -1, -Infinity for -1, Infinity for Infinity. */
function special(x: number): number | undefined {
  if (Number.isNaN(x) || x < -1) return NaN;
  if (x === -1) return -Infinity;
  return x === Infinity || x === 0 ? x : undefined;
}

/**
 * `ln(1 + x)`, rounded up, without loss for small x.
 *
 * **Contract** For all doubles `x > -1`, `ln(1 + x) <= log1pUp(x)`, and it is the smallest such double or, where the value is within a
 * relative 2^-96 below a double, the next one. Zeros are returned as they are, -1 gives -Infinity, Infinity gives Infinity,
 * NaN and `x < -1` give NaN. Proof: docs/proofs/directed-rounding.md.
 *
 * **Cost** About a microsecond.
 *
 * **Source** As `lnUp`.
 *
 * @example
 * import { log1pDown, log1pUp } from '@discreet/numeric';
 * log1pUp(1e-20); // => 1e-20
 * log1pDown(1e-20) < 1e-20; // => true
 */
export function log1pUp(x: number): number {
  const known = special(x);
  if (known !== undefined) return known;
  return Math.abs(x) < TINY ? x : roundUp(log1p(x));
}

/**
 * `ln(1 + x)`, rounded down, without loss for small x.
 *
 * **Contract** For all doubles `x > -1`, `log1pDown(x) <= ln(1 + x)`, tight as `log1pUp` is; the special values are the same.
 *
 * @example
 * import { log1pDown } from '@discreet/numeric';
 * log1pDown(1); // => 0.6931471805599453
 */
export function log1pDown(x: number): number {
  const known = special(x);
  if (known !== undefined) return known;
  return Math.abs(x) < TINY ? nextDown(x) : roundDown(log1p(x));
}
