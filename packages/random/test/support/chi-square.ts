/** The statistic, its degrees of freedom and the probability of one at least as large under the law. */
export interface ChiSquare {
  readonly statistic: number;
  readonly freedom: number;
  readonly tail: number;
}

/** Pearson's statistic; the expected counts must be large enough for its limit law (50 and more here). */
export function chiSquare(observed: ArrayLike<number>, expected: ArrayLike<number>): ChiSquare {
  let statistic = 0;
  for (let bin = 0; bin < expected.length; bin += 1) {
    const mean = expected[bin] ?? Number.NaN;
    if (!(mean >= 50)) throw new RangeError(`bin ${bin} expects ${mean}`);
    statistic += ((observed[bin] ?? Number.NaN) - mean) ** 2 / mean;
  }
  const freedom = expected.length - 1;
  return { statistic, freedom, tail: upperGamma(freedom / 2, statistic / 2) };
}

/**
 * Q(a, x), the regularised upper incomplete gamma function, to about 1e-12: the chi-square law's upper tail is Q(freedom/2, x/2).
 * Series below a + 1, Lentz's continued fraction above (DLMF 8.11.4 and 8.9.2, https://dlmf.nist.gov/8).
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
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
  for (let n = 1; n < 100000; n += 1) {
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

/** ln Gamma(x) for x > 0: Stirling's series after the recurrence has carried x to 15 and more. */
function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < 15; y += 1) shift += Math.log(y);
  const square = 1 / (y * y);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / y;
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
