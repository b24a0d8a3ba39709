import { DiscreetError, print } from '@discreet/core';
import { expUp, lnUp } from '@discreet/numeric';

/** Pearson's statistic, its degrees of freedom, and the probability of one at least as large under the law. */
export interface ChiSquare {
  readonly statistic: number;
  readonly freedom: number;
  readonly tail: number;
}

/** how many observations a cell must expect at least, for the limit law to be near */
const leastExpected = 50;

/**
 * Pearson's goodness of fit of counts to expected counts.
 *
 * **Contract** `tail` is that of the chi-square law with one degree less than cells, to about 10^-11 of itself; the statistic has that law in the limit of
 * many observations, and nearly so where every cell expects 50. Equal arguments give equal results on every engine.
 * **Errors** Fewer than two cells; a cell that expects less than 50.
 * **Source** K. Pearson, 1900, On the criterion that a given system of deviations ..., https://doi.org/10.1080/14786440009463897
 *
 * @example
 * import { chiSquare } from '@discreet/testing';
 * chiSquare([60, 40, 50], [50, 50, 50]).statistic; // => 4
 */
export function chiSquare(observed: ArrayLike<number>, expected: ArrayLike<number>): ChiSquare {
  const refuse = (rule: string, received: number): DiscreetError =>
    new DiscreetError({
      tag: 'InvalidParameter',
      where: 'chiSquare',
      rule,
      received: print(received),
    });
  if (expected.length < 2) throw refuse('there must be two cells or more', expected.length);
  let statistic = 0;
  for (let cell = 0; cell < expected.length; cell += 1) {
    const mean = expected[cell] ?? NaN;
    if (!(mean >= leastExpected))
      throw refuse(`every cell must expect ${leastExpected} observations or more`, mean);
    statistic += ((observed[cell] ?? NaN) - mean) ** 2 / mean;
  }
  const freedom = expected.length - 1;
  return { statistic, freedom, tail: upperGamma(freedom / 2, statistic / 2) };
}

/**
 * Q(a, x), the regularised upper incomplete gamma function, for a > 0: the chi-square law's upper tail is Q(freedom / 2, statistic / 2).
 *
 * **Contract** Right to about 10^-11 of itself for a up to 10^5. 1 for x <= 0.
 * **Source** The series below a + 1, Lentz's continued fraction above: NIST Digital Library of Mathematical Functions, 8.11.4 and 8.9.2,
 * https://dlmf.nist.gov/8
 *
 * @example
 * import { upperGamma } from '@discreet/testing';
 * upperGamma(1, 0); // => 1
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const front = expUp(a * lnUp(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * 1e-17; n += 1) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 100_000; n += 1) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-15) break;
  }
  return front * fraction;
}

/** ln(2 pi) / 2 */
const halfLogTwoPi = 0.91893853320467274;

/** ln Gamma(x) for x > 0: Stirling's series after the recurrence has carried x to 15 and more. */
function logGamma(x: number): number {
  let product = 1;
  let y = x;
  for (; y < 15; y += 1) product *= y;
  const square = 1 / (y * y);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / y;
  return (y - 0.5) * lnUp(y) - y + halfLogTwoPi + series - lnUp(product);
}
