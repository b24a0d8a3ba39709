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
  type SizedChangeOneDistance,
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

/** Why a source of relation MI is no unit; a source has one neighbour relation, a union of two is refused. */
type OneRelation<MI> = [MI] extends [ChangeOneDistance]
  ? unknown
  : [MI] extends [SymmetricDistance<infer _>]
    ? unknown
    : Needs<'a source with one neighbour relation'>;

/** Why U is no unit; `unknown` when it is one. */
export type UnitCheck<U> = 0 extends 1 & U
  ? Needs<'the type of this unit is any'>
  : [U] extends [PlanSource<infer _, infer MI>]
    ? OneRelation<MI>
    : [U] extends [SymmetricDistance<infer _>]
      ? unknown
      : [U] extends [SizedChangeOneDistance<infer _>]
        ? unknown
        : Needs<'unit is a source such as table(columns, metric), or a metric where data is an ingested dataset'>;

/** Why X are no data for unit U; `unknown` when they are. */
export type DataCheck<X, U> = [U] extends [PlanSource<infer DI, infer _>]
  ? [X] extends [Rereadable<DI>]
    ? unknown
    : Needs<'these data are not what the source describes'>
  : [X] extends [Dataset<infer _>]
    ? unknown
    : Needs<'a metric is a unit for an ingested dataset alone: give a source such as table(columns, metric)'>;

/** The source of a unit: itself, or that of an ingested dataset under a metric. */
export type SourceOfUnit<X, U> =
  U extends PlanSource<infer _D, infer _M>
    ? U
    : X extends Dataset<infer D>
      ? Source<ElementOf<D>, U>
      : never;

type ElementOf<D> = D extends Vector<infer A> ? A : never;
type DomainOf<S> = S extends { readonly inputDomain: infer D } ? D : never;
type MetricOf<S> = S extends { readonly inputMetric: infer I } ? I : never;

/** What a session is opened with. */
export interface SessionOptions<X, U, B> extends OperatedBy {
  /** an array, an ingested dataset, a promise of either, or a function that gives data or a stream afresh for every question */
  readonly data: Gate<X, DataCheck<X, U>>;
  /** the source, which says what a neighbour is; for an ingested dataset a metric will do */
  readonly unit: Gate<U, UnitCheck<U>>;
  /** what may be spent: `{ epsilon }`, `{ rho }`, either with a `delta`, or a filter */
  readonly budget: Gate<B, BudgetCheck<B>>;
  /** weights: the parts of the budget that the next queries without a cost get, one after another */
  readonly split?: Split;
}

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
export function openSession<const X, U, const B>(
  options: SessionOptions<X, U, B>,
): Session<
  DomainOf<SourceOfUnit<X, U>>,
  MetricOf<SourceOfUnit<X, U>>,
  SessionMeasure<B>,
  SourceOfUnit<X, U>
> {
  const given = readOptions(where, options, ['data', 'unit', 'budget', 'split', 'operator']);
  const [data, unit] = [given.get('data'), given.get('unit')];
  const source = proved<PlanSource<unknown, unknown>>(
    fieldOf(unit, 'kind') === 'transformation' ? unit : sourceOver(data, unit),
  );
  openDataset(source, where, 'starts from a source such as table() or values()');
  const space = spaceOf(source, where);
  const filter = openSessionBudget(given.get('budget'), where);
  const session = open({
    where,
    space,
    source,
    filter,
    split: splitOf(given.get('split'), filter),
    data: heldData(data, space.domain),
    operator: openOperator(given.get('operator'), where),
    mechanism: undefined,
  });
  return proved<ReturnType<typeof openSession<X, U, B>>>(session);
}
