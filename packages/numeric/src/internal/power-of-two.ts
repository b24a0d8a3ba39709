const STEP = 512;
/** 2^512 and 2^-512. */
const UP = 1.3407807929942597e154;
const DOWN = 7.458340731200207e-155;

/** 2^exponent for |exponent| < 512, by repeated squaring of 2 or 1/2: every product is exact. */
function power(exponent: number): number {
  let square = exponent < 0 ? 0.5 : 2;
  let product = 1;
  for (let left = Math.abs(exponent); left > 0; left >>>= 1) {
    if ((left & 1) === 1) product *= square;
    square *= square;
  }
  return product;
}

/**
 * `value * 2^exponent`: exact if that is a double. Not `2 ** exponent`, which engines compute differently.
 * Where it is no double, it is rounded once, by the last product, for a value of ordinary size (2^-500 < |value| < 2^500).
 */
export function timesPowerOfTwo(value: number, exponent: number): number {
  const steps = Math.trunc(exponent / STEP);
  let scaled = value * power(exponent - STEP * steps);
  for (let i = 0; i < steps; i += 1) scaled *= UP;
  for (let i = 0; i > steps; i -= 1) scaled *= DOWN;
  return scaled;
}
