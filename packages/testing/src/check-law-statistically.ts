import { DiscreetError, print } from '@discreet/core';
import type { DiscreteLaw } from '@discreet/numeric';
import type { EntropySource } from '@discreet/random/samplers';
import { chiSquare } from './chi-square.ts';
import { cellOf, cellsOf, printCell } from './internal/law-cells.ts';
import { seededEntropy } from './seeded-entropy.ts';
import type { SamplingOptions } from './statistical-report.ts';

/** Options of the goodness of fit. `samples` is 100,000 unless it is given. */
export interface FitOptions extends SamplingOptions {
  /** about how many cells there are, besides those of the tails; 100 unless it is given */
  readonly cells?: number;
}

/** What a goodness of fit found. */
export interface FitReport {
  /** whether the sample is compatible with the law */
  readonly holds: boolean;
  /** the seed that repeats the check */
  readonly seed: number;
  readonly samples: number;
  readonly falseAlarm: number;
  /** Pearson's, with its degrees of freedom; infinite where a value was no integer */
  readonly statistic: number;
  readonly freedom: number;
  /** the probability of a statistic at least as large under the law */
  readonly tail: number;
  /** the cell that departs most */
  readonly worst: {
    readonly cell: string;
    readonly observed: number;
    readonly expected: number;
  };
}

/**
 * Tests a sampler of integers against an exact law by Pearson's chi-square, at the word width that ships.
 *
 * Cells have like probabilities where the law is wide, and hold one integer where it is narrow.
 *
 * **Contract** For a sampler of exactly this law `holds` is false with probability about `falseAlarm` over the words of the seed's
 * generator: it is the chi-square law's tail, to which that of the statistic tends; every cell expects 50 values or more. A check that holds
 * proves nothing. Equal arguments give equal reports.
 * **Errors** Options that are none; a law so narrow that fewer than two cells expect 50 values.
 * **Cost** `samples` draws, and one quantile of the law for every two cells.
 *
 * @example
 * import { discreteLaplaceLaw, Rational } from '@discreet/numeric';
 * import { sampleDiscreteLaplace } from '@discreet/random/samplers';
 * import { checkLawStatistically } from '@discreet/testing';
 * const scale = Rational.of(7n, 3n);
 * const report = checkLawStatistically(discreteLaplaceLaw(scale), (entropy) =>
 *   sampleDiscreteLaplace(scale, entropy),
 * );
 * report.holds; // => true
 */
export function checkLawStatistically(
  law: DiscreteLaw,
  sample: (entropy: EntropySource) => bigint | number,
  options: FitOptions = {},
): FitReport {
  const { seed = 1, samples = 100_000, falseAlarm = 1e-6, cells: most = 100 } = options;
  const refuse = (rule: string, received: number): DiscreetError =>
    new DiscreetError({
      tag: 'InvalidParameter',
      where: 'checkLawStatistically',
      rule,
      received: print(received),
    });
  if (!Number.isSafeInteger(samples) || samples < 100)
    throw refuse('samples must be an integer >= 100', samples);
  if (!Number.isSafeInteger(most) || most < 2) throw refuse('cells must be an integer >= 2', most);
  if (!(falseAlarm > 0 && falseAlarm < 1))
    throw refuse('falseAlarm must be > 0 and < 1', falseAlarm);
  const cells = cellsOf(law, most, 50 / samples);
  if (cells.probabilities.length < 2)
    throw refuse('samples must be more: fewer than two cells expect 50 values', samples);
  const expected = cells.probabilities.map((p) => p * samples);
  const observed = new Float64Array(expected.length);
  const entropy = seededEntropy(seed);
  let strays = 0;
  for (let i = 0; i < samples; i += 1) {
    const z = sample(entropy);
    if (typeof z === 'number' && !Number.isInteger(z)) strays += 1;
    else {
      const cell = cellOf(cells, BigInt(z));
      observed[cell] = (observed[cell] ?? 0) + 1;
    }
  }
  const fit = chiSquare(observed, expected);
  const { freedom } = fit;
  const { statistic, tail } = strays > 0 ? { statistic: Infinity, tail: 0 } : fit;
  const worst = expected
    .map((mean, cell) => ({ mean, cell, seen: observed[cell] ?? 0 }))
    .reduce((a, b) => ((a.seen - a.mean) ** 2 / a.mean < (b.seen - b.mean) ** 2 / b.mean ? b : a));
  return {
    holds: tail > falseAlarm,
    seed,
    samples,
    falseAlarm,
    statistic,
    freedom,
    tail,
    worst: {
      cell: printCell(cells, worst.cell),
      observed: worst.seen,
      expected: worst.mean,
    },
  };
}
