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

/** Draws the noise of one query for its exact answer. */
export type Release = (query: OpenQuery, counts: readonly bigint[]) => unknown;

interface Pass {
  readonly add: (data: unknown) => void;
  readonly release: (state: State) => State;
}

/** One pass over the data for several queries: every batch goes to every fold, then each draws its noise once. */
const pass = (space: PlanSpace, release: Release, queries: readonly OpenQuery[]): Pass => {
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
      for (const [i, query] of queries.entries()) {
        const { name, cost } = query;
        left = left.sub(cost);
        const value = release(query, runs[i]?.accumulator.finish() ?? []);
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

/**
 * Whether data can be read again: arrays, typed arrays, sets and ingested datasets can. A stream or another iterable may be empty the second
 * time, and nobody would notice; its kind decides before anything is read.
 */
const rereadable = (data: unknown): boolean => {
  try {
    return (
      Array.isArray(data) ||
      ArrayBuffer.isView(data) ||
      data instanceof Set ||
      (!isStream(data) && !isIterable(data))
    );
  } catch {
    // an object that fails when it is looked at fails again where it is read, as a source
    return true;
  }
};

/** The next pass of a plan, or the refusal of its first query that is not affordable; nothing has been drawn for it. */
const nextPass = (
  space: PlanSpace,
  release: Release,
  groups: readonly (readonly Entry[])[],
  index: number,
  state: State,
): E.Either<Overspent, Pass> => {
  const queries = queriesOf(space, groups[index] ?? [], state.answers);
  const kept = staticCost(groups.slice(index + 1).flat());
  const overspent = firstOverspent(space, queries, { ...state, left: state.left.sub(kept) });
  return overspent === undefined ? E.right(pass(space, release, queries)) : E.left(overspent);
};

/** Runs a plan's entries over data: checks all that is known, then passes over the data, drawing once a query. */
export function runPlan(
  space: PlanSpace,
  amount: Rational,
  entries: readonly Entry[],
  release: Release,
  data: unknown,
): E.Either<Overspent, Answers> | Promise<E.Either<Overspent, Answers>> {
  const groups = passes(entries);
  const stream = isStream(data);
  if (groups.length > 1 && !rereadable(data))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'plan',
      rule: 'a plan with follow() reads its data more than once: give an array or a dataset',
      received: stream ? 'a stream' : 'an iterable',
    });
  let state: State = { left: amount, answers: Object.freeze({}) };
  const early = firstOverspent(space, staticQueries(entries), state);
  if (early !== undefined) return stream ? Promise.resolve(E.left(early)) : E.left(early);
  if (stream) return runStream(nextPass(space, release, groups, 0, state), state, data);
  for (const index of groups.keys()) {
    const next = nextPass(space, release, groups, index, state);
    if (E.isLeft(next)) return next;
    next.right.add(data);
    state = next.right.release(state);
  }
  return E.right(state.answers);
}

/** A stream serves one pass. */
const runStream = async (
  next: E.Either<Overspent, Pass>,
  state: State,
  stream: AsyncIterable<unknown>,
): Promise<E.Either<Overspent, Answers>> => {
  if (E.isLeft(next)) return next;
  await feedStream(stream, next.right.add);
  return E.right(next.right.release(state).answers);
};
