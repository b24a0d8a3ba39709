import { Interval, Rational } from '@discreet/numeric';

/** B_2j / (2j (2j - 1)) for j = 1, 2, …: the coefficients of Stirling's series. */
const coefficients: readonly (readonly [bigint, bigint])[] = [
  [1n, 12n],
  [-1n, 360n],
  [1n, 1260n],
  [-1n, 1680n],
  [1n, 1188n],
  [-691n, 360360n],
  [1n, 156n],
  [-3617n, 122400n],
  [43867n, 244188n],
  [-174611n, 125400n],
  [77683n, 5796n],
  [-236364091n, 1506960n],
];

/** From here on Stirling's series is used: its last coefficient is then worth less than 10^-66. */
const large = 1000;

function factorial(low: number, high: number): bigint {
  if (high <= low) return high < low ? 1n : BigInt(low);
  const middle = Math.floor((low + high) / 2);
  return factorial(low, middle) * factorial(middle + 1, high);
}

/**
 * Around ln n!, for a whole n >= 0. The error of Stirling's series has the sign of the first term that is left out, and is less than it: so the number is between
 * the sums with and without the last term.
 */
export function lnFactorial(n: number, bits: number): Interval {
  if (n < large) return Interval.of(Rational.of(factorial(1, n)), bits).ln();
  const [x, one] = [Interval.integer(n, bits), Interval.integer(1, bits)];
  const inverse = one.div(x);
  const square = inverse.mul(inverse);
  let power = inverse;
  let sum = x.mul(x.ln()).sub(x).add(Interval.pi(bits).scale(1).mul(x).ln().scale(-1));
  let before = sum;
  for (const [top, bottom] of coefficients) {
    before = sum;
    sum = sum.add(power.mul(Interval.of(Rational.of(top, bottom), bits)));
    power = power.mul(square);
  }
  return Interval.hull(before, sum);
}

/** Around ln C(n, k). */
export function lnBinomial(n: number, k: number, bits: number): Interval {
  const below = lnFactorial(k, bits).add(lnFactorial(n - k, bits));
  return lnFactorial(n, bits).sub(below);
}
