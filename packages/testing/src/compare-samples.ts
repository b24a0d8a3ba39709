import { DiscreetError, print } from '@discreet/core';
import { addUp, divUp, lnUp, mulUp, sqrtUp } from '@discreet/numeric';

/** Options of the comparison of two samples. */
export interface ComparisonOptions {
  /** the greatest probability with which samples of like laws are told apart; 10^-6 unless it is given */
  readonly falseAlarm?: number;
  /** how far apart the two distribution functions may be; 0 unless it is given */
  readonly gap?: number;
}

/** What a comparison of two samples found. */
export interface ComparisonReport {
  /** whether the samples are compatible with laws no further apart than the gap */
  readonly holds: boolean;
  /** the sizes of the two samples */
  readonly samples: readonly [number, number];
  readonly falseAlarm: number;
  /** Kolmogorov and Smirnov's: the greatest difference of the two empirical distribution functions */
  readonly statistic: number;
  /** what the statistic exceeds with probability at most `falseAlarm` */
  readonly critical: number;
}

const sorted = (sample: ArrayLike<number>): Float64Array => {
  const values = Float64Array.from(sample);
  const refuse = (rule: string, received: string): DiscreetError =>
    new DiscreetError({ tag: 'InvalidParameter', where: 'compareSamples', rule, received });
  if (values.length === 0) throw refuse('a sample must not be empty', 'no value');
  if (values.some((x) => Number.isNaN(x))) throw refuse('values must be numbers', 'NaN');
  return values.sort();
};

const greatestDifference = (a: Float64Array, b: Float64Array): number => {
  let [i, j, most] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    // past all that are equal: the functions are compared after a step, not within it
    while (a[i] === value) i += 1;
    while (b[j] === value) j += 1;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
};

/**
 * Kolmogorov and Smirnov's comparison of two independent samples, with a bound in place of a limit law.
 *
 * **Contract** If the distribution functions of the two laws differ by `gap` at most, `holds` is false with probability at most
 * `falseAlarm`, for all laws, discrete ones included, and all sizes. By the triangle inequality the statistic exceeds the gap only by the
 * distances of each sample from its own law, and of these sqrt(ln(4 / falseAlarm) / (2 n)) is exceeded with probability at most
 * falseAlarm / 2 each.
 * **Errors** An empty sample, NaN in a sample, options that are none.
 * **Cost** Two sorts.
 * **Source** P. Massart, 1990, The tight constant in the Dvoretzky-Kiefer-Wolfowitz inequality, https://doi.org/10.1214/aop/1176990746
 *
 * @example
 * import { compareSamples } from '@discreet/testing';
 * const wide = Array.from({ length: 1000 }, (_, i) => i);
 * compareSamples(wide, wide.map((x) => 2 * x)).holds; // => false
 */
export function compareSamples(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  options: ComparisonOptions = {},
): ComparisonReport {
  const { falseAlarm = 1e-6, gap = 0 } = options;
  const refuse = (rule: string, received: number): DiscreetError =>
    new DiscreetError({
      tag: 'InvalidParameter',
      where: 'compareSamples',
      rule,
      received: print(received),
    });
  if (!(falseAlarm > 0 && falseAlarm < 1))
    throw refuse('falseAlarm must be > 0 and < 1', falseAlarm);
  if (!(gap >= 0 && gap < 1)) throw refuse('gap must be >= 0 and < 1', gap);
  const [a, b] = [sorted(first), sorted(second)];
  const reach = (n: number): number => sqrtUp(divUp(lnUp(divUp(4, falseAlarm)), mulUp(2, n)));
  const critical = addUp(gap, addUp(reach(a.length), reach(b.length)));
  const statistic = greatestDifference(a, b);
  return {
    holds: statistic <= critical,
    samples: [a.length, b.length],
    falseAlarm,
    statistic,
    critical,
  };
}
