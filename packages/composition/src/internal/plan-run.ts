import { DiscreetError, feed, feedStream, isIterable, isStream, startRun } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import { Overspent } from '../overspent.ts';
import { openQuery, type OpenQuery, type PlanSpace } from './open-query.ts';

/** Answers by name. */
export type Answers = Readonly<Record<string, unknown>>;

/** One entry of a plan: a query, or how to make one of the answers so far. */
export type Entry =
  | { readonly kind: 'ask'; readonly query: OpenQuery }
  | {
      readonly kind: 'follow';
      readonly name: string;
      readonly make: (answers: Answers) => unknown;
    };

interface State {
  readonly left: Rational;
  readonly answers: Answers;
}

const refusal = (
  space: PlanSpace,
  query: OpenQuery,
  left: Rational,
  answers: Answers,
): Overspent => {
  const loss = space.measure.kind === 'maxDivergence' ? 'epsilon' : 'rho';
  return new Overspent(loss, query.name, query.cost, left, answers);
};

/** What the static queries of a list cost together: kept back, so that no `follow` before them can take it. */
const staticCost = (entries: readonly Entry[]): Rational =>
  staticQueries(entries).reduce((sum, query) => sum.add(query.cost), Rational.zero);

/** The first query in a list that is not affordable, found before anything is drawn. */
const firstOverspent = (
  space: PlanSpace,
  queries: readonly OpenQuery[],
  state: State,
): Overspent | undefined => {
  let { left } = state;
  for (const query of queries) {
    if (left.lessThan(query.cost)) return refusal(space, query, left, state.answers);
    left = left.sub(query.cost);
  }
  return undefined;
};

/** One pass over the data for several queries: every batch goes to every fold, then each draws its noise once. */
const pass = (
  space: PlanSpace,
  queries: readonly OpenQuery[],
): {
  readonly add: (data: unknown) => void;
  readonly release: (state: State) => State;
} => {
  const runs = queries.map(({ measurement }) => startRun(measurement.execution, space.domain));
  return {
    add: (data) => {
      feed(data, space.domain, (batch) => {
        for (const run of runs) run.addBatch(batch);
      });
    },
    release: (state) => {
      let { left } = state;
      const answers: Record<string, unknown> = { ...state.answers };
      for (const [i, { name, measurement, cost }] of queries.entries()) {
        left = left.sub(cost);
        const value = measurement.release(runs[i]?.accumulator.finish() ?? []);
        Object.defineProperty(answers, name, { value, enumerable: true, configurable: true });
      }
      return { left, answers: Object.freeze(answers) };
    },
  };
};

/** the entries in runs that one pass can serve: static queries together, each `follow` alone */
const passes = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const result: Entry[][] = [];
  for (const entry of entries) {
    const last = result.at(-1);
    if (entry.kind === 'ask' && last?.[0]?.kind === 'ask') last.push(entry);
    else result.push([entry]);
  }
  return result;
};

const queriesOf = (
  space: PlanSpace,
  entries: readonly Entry[],
  answers: Answers,
): readonly OpenQuery[] =>
  entries.map((entry) =>
    entry.kind === 'ask' ? entry.query : openQuery(space, entry.name, entry.make(answers)),
  );

const staticQueries = (entries: readonly Entry[]): readonly OpenQuery[] =>
  entries.flatMap((entry) => (entry.kind === 'ask' ? [entry.query] : []));

/** A generator is gone after one pass; this is known before anything is read. */
const oneShot = (data: unknown): boolean => {
  try {
    return givesItself(data);
  } catch {
    // it fails as a source when it is read
    return false;
  }
};

const givesItself = (data: unknown): boolean => {
  if (isStream(data)) {
    const iterator: unknown = data[Symbol.asyncIterator]();
    return iterator === data || iterator === data[Symbol.asyncIterator]();
  }
  if (Array.isArray(data) || ArrayBuffer.isView(data) || !isIterable(data)) return false;
  const iterator: unknown = data[Symbol.iterator]();
  return iterator === data || iterator === data[Symbol.iterator]();
};

/** Runs a plan's entries over data: checks all that is known, then passes over the data, drawing once a query. */
export function runPlan(
  space: PlanSpace,
  amount: Rational,
  entries: readonly Entry[],
  data: unknown,
): E.Either<Overspent, Answers> | Promise<E.Either<Overspent, Answers>> {
  const groups = passes(entries);
  if (groups.length > 1 && oneShot(data))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'plan',
      rule: 'a plan with follow() reads its data more than once: give an array or a dataset',
      received: 'a source that can be read once',
    });
  const start: State = { left: amount, answers: Object.freeze({}) };
  const early = firstOverspent(space, staticQueries(entries), start);
  if (early !== undefined) return isStream(data) ? Promise.resolve(E.left(early)) : E.left(early);
  if (isStream(data)) return runStream(space, groups, start, data);
  let state = start;
  for (const [i, group] of groups.entries()) {
    const queries = queriesOf(space, group, state.answers);
    const kept = staticCost(groups.slice(i + 1).flat());
    const overspent = firstOverspent(space, queries, { ...state, left: state.left.sub(kept) });
    if (overspent !== undefined) return E.left(overspent);
    const { add, release } = pass(space, queries);
    add(data);
    state = release(state);
  }
  return E.right(state.answers);
}

const runStream = async (
  space: PlanSpace,
  groups: readonly (readonly Entry[])[],
  start: State,
  stream: AsyncIterable<unknown>,
): Promise<E.Either<Overspent, Answers>> => {
  let state = start;
  for (const [i, group] of groups.entries()) {
    const queries = queriesOf(space, group, state.answers);
    const kept = staticCost(groups.slice(i + 1).flat());
    const overspent = firstOverspent(space, queries, { ...state, left: state.left.sub(kept) });
    if (overspent !== undefined) return E.left(overspent);
    const { add, release } = pass(space, queries);
    await feedStream(stream, add);
    state = release(state);
  }
  return E.right(state.answers);
};
