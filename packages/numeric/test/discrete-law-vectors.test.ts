import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { discreteGaussianLaw, discreteLaplaceLaw, type Enclosure } from '../src/index.ts';
import { Decimal60, doubleToDecimal, exactly } from './oracle/decimal-oracle.ts';

interface Vector {
  readonly id: string;
  readonly kind: 'discrete_gaussian' | 'discrete_laplace';
  readonly params: {
    readonly scale?: number;
    readonly sigma?: number;
    readonly tail_t: number;
    readonly beta: number;
  };
  readonly values: {
    readonly pmf_0: string;
    readonly pmf_t: string;
    readonly tail_two_sided: string;
    readonly accuracy_t_at_beta: string;
  };
}

function isFile(x: unknown): x is { readonly records: readonly Vector[] } {
  return typeof x === 'object' && x !== null && 'records' in x && Array.isArray(x.records);
}

function read(): readonly Vector[] {
  const file: unknown = JSON.parse(
    readFileSync(new URL('./vectors/discrete-laws.json', import.meta.url), 'utf8'),
  );
  if (!isFile(file)) throw new Error('the vectors are no list of records');
  return file.records;
}

const records = read();

/** The enclosure holds the printed value (40 digits, so give it its last digit), and is two doubles wide at most. */
function holds({ lower, upper }: Enclosure, printed: string): void {
  const slack = new Decimal60('1e-39');
  const truth = new Decimal60(printed);
  expect(doubleToDecimal(lower).lte(truth.times(slack.plus(1)))).toBe(true);
  expect(doubleToDecimal(upper).gte(truth.times(slack.negated().plus(1)))).toBe(true);
  if (truth.lt('1e-330')) expect([lower, upper]).toEqual([0, 5e-324]);
  else if (truth.gt('1e-300')) expect(upper - lower <= 2.3e-16 * upper).toBe(true);
}

describe('the discrete laws against printed values', () => {
  it('has vectors of both kinds', () => {
    const kinds = records.map((r) => r.kind);
    expect(kinds.filter((kind) => kind === 'discrete_laplace')).toHaveLength(27);
    expect(kinds.filter((kind) => kind === 'discrete_gaussian')).toHaveLength(28);
  });

  it.each(records)('$id ($kind)', ({ kind, params, values }) => {
    const law =
      kind === 'discrete_laplace'
        ? discreteLaplaceLaw(exactly(params.scale ?? NaN))
        : discreteGaussianLaw(exactly(params.sigma ?? NaN).square());
    const t = BigInt(params.tail_t);
    holds(law.probability(0n), values.pmf_0);
    holds(law.probability(t), values.pmf_t);
    expect(law.probability(-t)).toEqual(law.probability(t));
    holds(law.tail(t - 1n), values.tail_two_sided);
    // P(|X| >= t) is P(|X| > t - 1).
    expect(law.accuracy(exactly(params.beta))).toBe(BigInt(values.accuracy_t_at_beta) - 1n);
  });
});
