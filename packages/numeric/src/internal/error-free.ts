/** 2^27 + 1, Veltkamp's splitting constant. */
const SPLITTER = 134217729;

/** `a + b - sum`, exactly, for `sum` = the rounded sum of `a` and `b`, if that is finite (Dekker 1971; Boldo, Graillat, Muller 2017). */
export function sumError(a: number, b: number, sum: number): number {
  // Ordered by size, no step overflows when the first addition does not.
  return Math.abs(a) >= Math.abs(b) ? b - (sum - a) : a - (sum - b);
}

/**
 * `a * b - product`, exactly, for `product` = the rounded product of `a` and `b` (Dekker 1971), while |a|, |b| < 2^990 and
 * 2^-960 < |product| < 2^1020: then no step overflows and every partial product is a multiple of the smallest double.
 */
export function productError(a: number, b: number, product: number): number {
  const ca = SPLITTER * a;
  const aHigh = ca - (ca - a);
  const aLow = a - aHigh;
  const cb = SPLITTER * b;
  const bHigh = cb - (cb - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** 2^-960 and 2^990 */
const LEAST = 1.0261342003245941e-289;
const MOST = 1.0463951242053392e298;

/** Whether the size of a value is inside the band in which `productError` and the residuals built on it are exact. */
export function inBand(x: number): boolean {
  const size = Math.abs(x);
  return size > LEAST && size < MOST;
}
