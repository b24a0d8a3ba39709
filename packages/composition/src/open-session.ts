import {
  type AccuracyOptions,
  type AnyMeasurement,
  type ChangeOneDistance,
  type Dataset,
  type DatasetDomain,
  DiscreetError,
  fieldOf,
  type Gate,
  type Needs,
  type Noise,
  openDataset,
  print,
  proved,
  readOptions,
  type ReleaseMechanism,
  type SymmetricDistance,
  type Vector,
} from '@discreet/core';
import { source as sourceOf, type Source, type SourceMetric } from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import { type Amounts, amountsToJson } from './amounts.ts';
import { amountsInWords, newAccount } from './internal/account.ts';
import { ask, checkQuery } from './internal/ask.ts';
import { type HandlePart, makeHandle } from './internal/handle.ts';
import { heldData } from './internal/held-data.ts';
import { askingMethods, spaceInWords, spaceOf } from './internal/interactive.ts';
import { openOperator } from './internal/operator-parts.ts';
import { splitOf, withNoise } from './internal/session-cost.ts';
import { transcriptKeeper } from './internal/transcript-keeper.ts';
import type { PlanSource } from './plan.ts';
import type { OperatedBy, Rereadable } from './queryable.ts';
import type { Preview, Session, Split } from './session.ts';
import { type BudgetCheck, openSessionBudget, type SessionMeasure } from './session-budget.ts';
import type { Transcript } from './transcript.ts';

/** What every session is opened with, besides its data and unit. */
export interface SessionOptions<B> extends OperatedBy {
  /** what may be spent: `{ epsilon }`, `{ rho }`, either with a `delta`, or a filter */
  readonly budget: Gate<B, BudgetCheck<B>>;
  /** weights: the parts of the budget that the next queries without a cost get, one after another */
  readonly split?: Split;
}

/** A source has one neighbour relation; a union of two is refused. */
type OneRelation<MI> = [MI] extends [ChangeOneDistance]
  ? unknown
  : [MI] extends [SymmetricDistance<infer _>]
    ? unknown
    : Needs<'a source with one neighbour relation'>;

/** The element of a dataset's domain. */
type ElementOf<D> = D extends Vector<infer A> ? A : never;
/** The domain, metric and source that a dataset and a metric give. */
type DomainOf<S> = S extends { readonly inputDomain: infer D } ? D : never;
type MetricOf<S> = S extends { readonly inputMetric: infer I } ? I : never;

const where = 'session';

const refuse = (rule: string, received: unknown): DiscreetError =>
  new DiscreetError({ tag: 'InvalidParameter', where, rule, received: print(received) });

/** The source of a bare metric: what the dataset was ingested as. Under changeOneDistance its size must have been counted then. */
const sourceOver = (data: unknown, metric: unknown): unknown => {
  const domain = proved<Partial<DatasetDomain> | undefined>(fieldOf(data, 'domain'));
  if (fieldOf(data, 'kind') !== 'dataset' || domain?.element === undefined)
    throw refuse(
      'unit must be a source such as table(), or a metric where data is an ingested dataset',
      metric,
    );
  const size = fieldOf(metric, 'size');
  if (fieldOf(metric, 'kind') === 'changeOneDistance' && size !== domain.size)
    throw refuse('size must be what the dataset was ingested with', size);
  const { element } = domain;
  return sourceOf(
    element.kind === 'row' ? 'table' : 'values',
    element,
    proved<SourceMetric>(metric),
  );
};

/** What a session is made of, checked; each opening of it is a session of its own. */
type Opening = Omit<HandlePart, 'account' | 'history'> & {
  readonly source: unknown;
  readonly filter: ReturnType<typeof openSessionBudget>;
  readonly split: ReturnType<typeof splitOf>;
};

const previewOf = (part: HandlePart, query: unknown): Preview<unknown> => {
  const { account } = part;
  const checked = checkQuery(part, query);
  if (E.isLeft(checked)) throw checked.left;
  const { cost } = checked.right;
  const { kernel } = account;
  const affordable = E.isRight(account.weigh(cost));
  const before = account.spent();
  const left = kernel.remaining(affordable ? kernel.add(before, cost) : before);
  const several = fieldOf(query, 'kind') === 'batch';
  const queries: readonly (readonly [string, AnyMeasurement])[] = several
    ? Object.entries(proved<{ readonly queries: Record<string, AnyMeasurement> }>(query).queries)
    : [['', proved<AnyMeasurement>(query)]];
  const each = (of: (one: AnyMeasurement) => unknown): unknown =>
    several
      ? Object.freeze(Object.fromEntries(queries.map(([name, one]) => [name, of(one)])))
      : queries.map(([, one]) => of(one))[0];
  return Object.freeze({
    query,
    cost,
    affordable,
    left,
    noise: proved<Noise & Readonly<Record<string, Noise>>>(each(({ noise }) => noise)),
    accuracy: (alpha: number, options?: AccuracyOptions) =>
      proved<Readonly<Record<string, number>>>(each((one) => one.accuracy(alpha, options))),
    explain: () =>
      [
        ...queries.map(([, one]) => one.explain()),
        `cost         ${amountsInWords(cost)}${affordable ? '' : ', which is not affordable'}`,
        `left         ${amountsInWords(left)}`,
      ].join('\n'),
  });
};

const describe = (query: unknown): unknown => {
  if (fieldOf(query, 'kind') !== 'batch') return fieldOf(query, 'steps');
  const queries = proved<Readonly<Record<string, unknown>>>(fieldOf(query, 'queries'));
  return Object.fromEntries(
    Object.entries(queries).map(([name, one]) => [name, fieldOf(one, 'steps')]),
  );
};

const open = (opening: Opening): object => {
  const { filter, split, source, mechanism } = opening;
  const keeper = transcriptKeeper();
  const account = newAccount(where, { kernel: filter, limited: true });
  const part: HandlePart = { ...opening, account, history: keeper.history };
  let partsUsed = 0;
  const costed = (query: unknown, cost: unknown): ReturnType<typeof withNoise> =>
    withNoise(query, cost, filter, account.spent(), split, partsUsed);
  const tryAsk = (query: unknown, cost?: unknown): Promise<E.Either<DiscreetError, unknown>> => {
    let usesPart = false;
    return ask(
      part,
      () => {
        const made = costed(query, cost);
        ({ usesPart } = made);
        return made.query;
      },
      describe,
      () => {
        if (usesPart) partsUsed += 1;
      },
    );
  };
  const remaining = (): Amounts => filter.remaining(account.spent());
  const transcript = (): Transcript =>
    Object.freeze({
      format: 'discreet/transcript',
      version: 1,
      filter: filter.toJSON(),
      spent: amountsToJson(account.spent()),
      entries: keeper.entries(),
    });
  const explain = (): string => {
    const outcomes = keeper.entries().map(({ outcome }) => outcome);
    const taken = outcomes.filter((outcome) => outcome !== 'refused').length;
    return [
      ...spaceInWords(part.space),
      `budget    ${amountsInWords(filter.capacity)} (${filter.kind})`,
      `spent     ${amountsInWords(filter.reading(account.spent()))}`,
      `left      ${amountsInWords(remaining())}`,
      `asked     ${outcomes.length}, of which ${outcomes.length - taken} refused`,
    ].join('\n');
  };
  const methods = {
    ...askingMethods(part),
    source,
    filter,
    tryAsk,
    ask: (query: unknown, cost?: unknown) =>
      tryAsk(query, cost).then((outcome) => {
        if (E.isLeft(outcome)) throw outcome.left;
        return outcome.right;
      }),
    preview: (query: unknown, cost?: unknown) => previewOf(part, costed(query, cost).query),
    remaining,
    transcript,
  };
  if (mechanism !== undefined) return makeHandle('simulatedSession', { explain }, methods, part);
  const simulate = (chosen: ReleaseMechanism): object => open({ ...opening, mechanism: chosen });
  return makeHandle('session', { explain }, { ...methods, '~simulate': simulate }, part);
};

/**
 * Opens a session: questions to data under one budget.
 *
 * `data` may be an array, an ingested dataset, a promise of either, or a function that gives data or a stream afresh for every question.
 * `unit` is the source, which says what a neighbour is; for an ingested dataset a metric will do.
 *
 * **Contract** All answers together keep the budget, at distance 1 in the source's metric: see `Session`. The data are their owner's, who
 * leaves them as they are while the session lasts.
 * **Units** epsilon and rho in nats, delta a probability
 * **Errors** Data that can be read only once, a unit that is none, a budget in a measure that no rule may stop in, and an operator that
 * `operator` has not made are refused. Nothing of it depends on a row.
 * **Source** docs/proofs/session.md
 *
 * @example
 * import { chain, clamp, count, laplace, openSession, real, sum, symmetricDistance, values } from 'discreet';
 * const ages = values(real, symmetricDistance());
 * const session = openSession({ data: [31, 45, 62], unit: ages, budget: { epsilon: 1 } });
 * await session.ask(chain(ages, count(), laplace({ epsilon: 0.25 })));
 * await session.ask(chain(ages, clamp(0, 100), sum()), { share: 0.5 });
 * session.remaining()['epsilon']?.toString(); // => '1/4'
 */
export function openSession<DI, MI, S extends PlanSource<DI, MI>, const B>(
  options: {
    readonly data: Rereadable<DI>;
    readonly unit: S & PlanSource<DI, Gate<MI, OneRelation<MI>>>;
  } & SessionOptions<B>,
): Session<DI, MI, SessionMeasure<B>, S>;
export function openSession<D, M extends SourceMetric, const B>(
  options: { readonly data: Dataset<D>; readonly unit: M } & SessionOptions<B>,
): Session<
  DomainOf<Source<ElementOf<D>, M>>,
  MetricOf<Source<ElementOf<D>, M>>,
  SessionMeasure<B>,
  Source<ElementOf<D>, M>
>;
export function openSession(options: unknown): unknown {
  const given = readOptions(where, options, ['data', 'unit', 'budget', 'split', 'operator']);
  const [data, unit] = [given.get('data'), given.get('unit')];
  const source = proved<PlanSource<unknown, unknown>>(
    fieldOf(unit, 'kind') === 'transformation' ? unit : sourceOver(data, unit),
  );
  openDataset(source, where, 'starts from a source such as table() or values()');
  const space = spaceOf(source, where);
  const filter = openSessionBudget(given.get('budget'), where);
  return open({
    where,
    space,
    source,
    filter,
    split: splitOf(given.get('split'), filter),
    data: heldData(data, space.domain),
    operator: openOperator(given.get('operator'), where),
    mechanism: undefined,
  });
}
