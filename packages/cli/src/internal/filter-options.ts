import {
  approximateFilter,
  approximateZeroConcentratedFilter,
  filterFromJson,
  type FilterKernel,
  pipelineFromJson,
  pureFilter,
  zeroConcentratedFilter,
} from '@discreet/composition';
import { type Metric, openDataset, proved } from '@discreet/core';
import { Rational, rationalFromDecimal } from '@discreet/numeric';
import type { AccountView } from '@discreet/ledger';
import { CommandError } from '../command-error.ts';
import type { CommandOption } from './command.ts';
import type { Given } from './given.ts';
import { parseJson } from './read-text.ts';
import { madeAt, parsedAt } from './refused.ts';

/** The options that say how charges add up, and how far. */
export const capacityOptions: Readonly<
  Record<'epsilon' | 'rho' | 'delta' | 'filter', CommandOption>
> = {
  epsilon: { value: 'E', says: 'the budget in epsilon; with --delta in epsilon and delta' },
  rho: { value: 'R', says: 'the budget in rho, for gaussian noise; with --delta in rho and delta' },
  delta: { value: 'D', says: 'the delta of the budget' },
  filter: { value: 'JSON', says: 'another privacy filter, {"format":"discreet/filter",…}' },
};

/** The filter of a new account. */
export function filterOf(given: Given): FilterKernel {
  const [epsilon, rho] = [given.text('epsilon'), given.text('rho')];
  const [delta, filter] = [given.text('delta'), given.text('filter')];
  const ways = [epsilon, rho, filter].filter((way) => way !== undefined);
  if (ways.length !== 1)
    throw new CommandError('Usage', 'one of --epsilon, --rho and --filter must be given');
  if (filter !== undefined) {
    if (delta !== undefined)
      throw new CommandError('Usage', '--delta goes with --epsilon or --rho');
    return parsedAt('--filter', filterFromJson(parseJson(filter, '--filter')));
  }
  const least = delta === undefined ? undefined : rationalFromDecimal(delta);
  // with a delta of 1 everything may be told
  if (least !== undefined && (least._tag === 'None' || !least.value.lessThan(Rational.one)))
    throw new CommandError('Usage', '--delta must be a number < 1');
  return madeAt('budget', () => {
    if (epsilon !== undefined)
      return delta === undefined ? pureFilter({ epsilon }) : approximateFilter({ epsilon, delta });
    return delta === undefined
      ? zeroConcentratedFilter({ rho: rho ?? '' })
      : approximateZeroConcentratedFilter({ rho: rho ?? '', delta });
  });
}

/** The options that say what neighbours are. */
export const unitOptions: Readonly<Record<'contributions' | 'size' | 'unit', CommandOption>> = {
  contributions: { value: 'K', says: 'nobody has more than K rows; 1 unless given' },
  size: { value: 'N', says: 'there are N rows, one a person; neighbours differ in one of them' },
  unit: { value: 'JSON', says: "the same as a pipeline's metric has it" },
};

const metricOf = (where: string, metric: unknown): Metric => {
  const pipeline = parsedAt(
    where,
    pipelineFromJson({
      format: 'discreet/pipeline',
      version: 1,
      steps: [{ step: 'values', element: 'real', metric }],
    }),
  );
  return openDataset(pipeline, where, 'is a source').inputMetric;
};

/** What neighbours are in a new account: what is given, or as in the account above, or one row a person. */
export function unitOf(given: Given, parent: AccountView | undefined): Metric {
  const [contributions, size] = [given.text('contributions'), given.text('size')];
  const unit = given.text('unit');
  if ([contributions, size, unit].filter((way) => way !== undefined).length > 1)
    throw new CommandError('Usage', 'one of --contributions, --size and --unit may be given');
  if (unit !== undefined) return metricOf('--unit', parseJson(unit, '--unit'));
  if (size !== undefined)
    return metricOf('--size', { kind: 'changeOneDistance', size: given.whole('size', 0) });
  if (contributions === undefined && parent !== undefined) {
    // the ledger keeps a metric by its name where it has no parameters
    const kept: unknown = JSON.parse(parent.unit);
    return proved<Metric>(typeof kept === 'string' ? { kind: kept } : kept);
  }
  return metricOf('--contributions', {
    kind: 'symmetricDistance',
    contributions: given.whole('contributions', 1),
  });
}
