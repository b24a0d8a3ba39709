import {
  add,
  addDouble,
  mul,
  reciprocal,
  scale,
  twoSum,
  type DoubleDouble,
} from './double-double.ts';

/** 1 / ln 2; it only chooses k, so its error does no harm. */
const INVERSE_LN2 = 1.4426950408889634;
/** ln 2 = HIGH + MIDDLE + LOW within 2^-137: 42 bits, 40 bits and a double, so that k times the first two is exact for |k| < 2^11. */
const LN2_HIGH = 0.6931471805598903;
const LN2_MIDDLE = 5.49792301870721e-14;
const LN2_LOW = 1.1612227229362532e-26;

/** `k ln 2` for an integer |k| < 2^11: relative error at most 2.1u^2. */
export function timesLn2(k: number): DoubleDouble {
  return addDouble(twoSum(k * LN2_HIGH, k * LN2_MIDDLE), k * LN2_LOW);
}

const HALVINGS = 8;
const HALVED = 0.00390625;
/** The reciprocals of 3!, 4! and 5!; later terms are small enough for plain doubles. */
const SIXTH: DoubleDouble = /* @__PURE__ */ reciprocal(6);
const TWENTY_FOURTH: DoubleDouble = /* @__PURE__ */ reciprocal(24);
const HUNDRED_TWENTIETH: DoubleDouble = /* @__PURE__ */ reciprocal(120);

/**
 * `exp(r) - 1` for |r| <= 0.3467 to a relative error of 43u^2: the series of r / 256 to the ninth power, then eight times
 * `exp(2y) - 1 = 2 (exp(y) - 1) + (exp(y) - 1)^2`, which never cancels.
 */
export function expm1Reduced(r: DoubleDouble): DoubleDouble {
  const y = scale(r, HALVED);
  const late = 1 / 720 + y.hi * (1 / 5040 + y.hi * (1 / 40320 + y.hi / 362880));
  let factor = addDouble(HUNDRED_TWENTIETH, y.hi * late);
  factor = add(TWENTY_FOURTH, mul(factor, y));
  factor = add(SIXTH, mul(factor, y));
  factor = addDouble(mul(factor, y), 0.5);
  let power = add(y, mul(mul(y, y), factor));
  for (let i = 0; i < HALVINGS; i += 1) power = add(scale(power, 2), mul(power, power));
  return power;
}

/** An integer k and `exp(x) / 2^k` in (0.7, 1.42). */
export interface ScaledExp {
  readonly exponent: number;
  readonly significand: DoubleDouble;
}

/** `exp(x)` for |x| <= 746 to a relative error of 23u^2. */
export function expScaled(x: number): ScaledExp {
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const high = twoSum(x, -k * LN2_HIGH);
  const r = addDouble(addDouble(high, -k * LN2_MIDDLE), -k * LN2_LOW);
  return { exponent: k, significand: addDouble(expm1Reduced(r), 1) };
}
