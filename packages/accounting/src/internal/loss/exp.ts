import * as guess from '../guess.ts';

/*
 * e^x, ln x and 1 - e^-x in plain doubles, the same on every engine, with errors that are proved in docs/proofs/pld-fft.md: some ten nanoseconds each,
 * where directed rounding takes some hundred.
 */

/** 2^-50: the relative error of `expNear` and of `oneMinusExp` is below it. */
export const NEAR = 8.881784197001252e-16;

/** log2(e) */
const PER_BIT = 1.4426950408889634;
/** ln 2 in two parts: the first has 32 bits, so that its products with exponents are exact */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Where the exponent is below it, e^x is below 2^-1021 and no longer has all bits. */
export const EXP_LEAST = -707;

const powersOfTwo = (): Float64Array => {
  const powers = new Float64Array(2048);
  powers[1023] = 1;
  for (let k = 1024; k < 2048; k += 1) powers[k] = (powers[k - 1] ?? 1) * 2;
  for (let k = 1022; k >= 0; k -= 1) powers[k] = (powers[k + 1] ?? 1) / 2;
  return powers;
};
// never written to
const POWERS = powersOfTwo();

/**
 * e^x with a relative error below 2^-50, for -707 <= x <= 709; below that 0 or a value that is at most 2^-1020, above it Infinity.
 *
 * x = k ln 2 + r with |r| <= 0.3466, and the series of e^r up to r^13.
 */
export function expNear(x: number): number {
  if (!(x >= EXP_LEAST)) return x > -745 ? 1.5e-307 * expNear(x + 706) : x < 0 ? 0 : x;
  if (x > 709) return Infinity;
  const k = Math.round(x * PER_BIT);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  const series =
    1 +
    r *
      (1 +
        r *
          (1 / 2 +
            r *
              (1 / 6 +
                r *
                  (1 / 24 +
                    r *
                      (1 / 120 +
                        r *
                          (1 / 720 +
                            r *
                              (1 / 5040 +
                                r *
                                  (1 / 40320 +
                                    r *
                                      (1 / 362880 +
                                        r *
                                          (1 / 3628800 +
                                            r *
                                              (1 / 39916800 +
                                                r * (1 / 479001600 + r / 6227020800))))))))))));
  return series * (POWERS[k + 1023] ?? 0);
}

/** The first of 1 - d/2 (1 - d/3 (1 - ...)) that is left out is the 16th: for d <= 1/2 it is below 2^-58. */
const TERMS = 16;

/** 1 - e^-d for d >= 0, with a relative error below 2^-50. */
export function oneMinusExp(d: number): number {
  if (d > 0.5) return 1 - expNear(-d);
  let series = 1;
  for (let k = TERMS; k > 1; k -= 1) series = 1 - (d / k) * series;
  return d * series;
}

/**
 * ln x for a normal x > 0, within 2^-50 (1 + |ln x|).
 *
 * From a guess y: ln x = y + ln(1 + r) with 1 + r = x e^-y, so r shows how far it is off. A poor guess is improved first.
 */
export function lnNear(x: number): number {
  let y = guess.ln(x);
  for (let round = 0; ; round += 1) {
    // in two steps, for x e^-y may be where e^-y alone overflows
    const half = expNear(-y / 2);
    const r = x * half * half - 1;
    const better = y + r - (r * r) / 2;
    if (Math.abs(r) < 1e-6 || round > 60 || Number.isNaN(r)) return better;
    y = better;
  }
}
