import { add, addDouble, div, mul, reciprocal, scale, type DoubleDouble } from './double-double.ts';
import { timesLn2 } from './exp-double-double.ts';
import { timesPowerOfTwo } from './power-of-two.ts';

const SQRT_HALF = 0.7071067811865476;
const SQRT_TWO = 1.4142135623730951;

/** The reciprocals of 3, 5, ..., 21. */
const EARLY: readonly DoubleDouble[] = /* @__PURE__ */ [3, 5, 7, 9, 11, 13, 15, 17, 19, 21].map(
  (n) => reciprocal(n),
);
/** The reciprocals of 23, 25, ..., 41: from z^22 on, plain doubles will do. */
const LATE: readonly number[] = /* @__PURE__ */ [23, 25, 27, 29, 31, 33, 35, 37, 39, 41].map(
  (n) => 1 / n,
);

/** `2 atanh(z) = 2z (1 + z^2/3 + z^4/5 + ...)` for |z| <= 0.1716: error at most 10u^2 beyond 1.1 times that of z. */
export function twiceAtanh(z: DoubleDouble): DoubleDouble {
  const square = mul(z, z);
  let late = 0;
  for (let i = LATE.length - 1; i >= 0; i -= 1) late = (LATE[i] ?? 0) + square.hi * late;
  let sum: DoubleDouble = { hi: square.hi * late, lo: 0 };
  for (let i = EARLY.length - 1; i >= 0; i -= 1) {
    const coefficient = EARLY[i];
    if (coefficient !== undefined) sum = mul(add(coefficient, sum), square);
  }
  return scale(mul(addDouble(sum, 1), z), 2);
}

/** The integer e for which `x * 2^-e` lies in [sqrt(1/2), sqrt(2)], for a positive finite x. */
function exponentOf(x: number): number {
  let rest = x;
  let exponent = 0;
  for (let step = 1024; step >= 1; step /= 2) {
    if (rest > SQRT_TWO) {
      const lowered = timesPowerOfTwo(rest, -step);
      if (lowered >= SQRT_HALF) {
        rest = lowered;
        exponent += step;
      }
    } else if (rest < SQRT_HALF) {
      const raised = timesPowerOfTwo(rest, step);
      if (raised <= SQRT_TWO) {
        rest = raised;
        exponent -= step;
      }
    }
  }
  return exponent;
}

/** `ln(x)` for a positive finite double-double x (its low part may be 0), to a relative error of 41u^2. */
export function lnDoubleDouble(x: DoubleDouble): DoubleDouble {
  const exponent = exponentOf(x.hi);
  const m: DoubleDouble = {
    hi: timesPowerOfTwo(x.hi, -exponent),
    lo: timesPowerOfTwo(x.lo, -exponent),
  };
  // Near 1 nothing is lost: m - 1 is exact up to the rounding of the pair.
  const logarithm = twiceAtanh(div(addDouble(m, -1), addDouble(m, 1)));
  return exponent === 0 ? logarithm : add(timesLn2(exponent), logarithm);
}
