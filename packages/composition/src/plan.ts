import {
  type ChangeOneDistance,
  DiscreetError,
  type Gate,
  lossName,
  type Needs,
  openDataset,
  type OnePositive,
  print,
  proved,
  type ReleaseMechanism,
  type SymmetricDistance,
} from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import { type AmountOf, type MeasureOf, openBudget } from './budget.ts';
import { openQuery, type PlanSpace } from './internal/open-query.ts';
import { type Answers, type Entry, type Release, runPlan } from './internal/plan-run.ts';
import type { Overspent } from './overspent.ts';
import type { Plan } from './plan-types.ts';

/** A source has one neighbour relation; a union of two is refused. */
type OneRelation<MI> = [MI] extends [ChangeOneDistance]
  ? unknown
  : [MI] extends [SymmetricDistance<infer _>]
    ? unknown
    : Needs<'a source with one neighbour relation'>;

/** What a plan needs to know of its source. */
export interface PlanSource<DI, MI> {
  readonly kind: 'transformation';
  readonly inputDomain: DI;
  readonly inputMetric: MI;
  readonly outputDomain: { readonly kind: 'vector' };
}

const build = (space: PlanSpace, amount: Rational, entries: readonly Entry[]): unknown => {
  const names = new Set(
    entries.map((entry) => (entry.kind === 'ask' ? entry.query.name : entry.name)),
  );
  const left = entries.reduce(
    (rest, entry) => (entry.kind === 'ask' ? rest.sub(entry.query.cost) : rest),
    amount,
  );
  const newName = (name: unknown): string => {
    if (typeof name !== 'string' || names.has(name))
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where: 'plan',
        rule: 'a name must be a string that is not asked already',
        received: print(name),
      });
    return name;
  };
  const loss = lossName(space.measure);
  const orThrow = (outcome: E.Either<Overspent, Answers>): Answers => {
    if (E.isLeft(outcome)) throw outcome.left;
    return outcome.right;
  };
  const over = (release: Release): object => {
    const tryRun = (
      data: unknown,
    ): E.Either<Overspent, Answers> | Promise<E.Either<Overspent, Answers>> =>
      runPlan(space, amount, entries, release, data);
    const run = (data: unknown): unknown => {
      const outcome = tryRun(data);
      return outcome instanceof Promise ? outcome.then(orThrow) : orThrow(outcome);
    };
    return { tryRun, run };
  };
  const explain = (): string =>
    [
      `budget  ${loss} ${amount.toDecimalString()}`,
      ...entries.map((entry) =>
        entry.kind === 'ask'
          ? `ask     ${entry.query.name}: ${loss} ${entry.query.cost.toDecimalString()}`
          : `follow  ${entry.name}: decided by the answers before it`,
      ),
      `left    ${left.toDecimalString()}`,
    ].join('\n');
  return Object.freeze({
    kind: 'plan',
    left,
    ask: (name: unknown, query: unknown) => {
      const entry: Entry = { kind: 'ask', query: openQuery(space, newName(name), query) };
      return build(space, amount, [...entries, entry]);
    },
    follow: (name: unknown, make: unknown) => {
      const fresh = newName(name);
      if (typeof make !== 'function')
        throw new DiscreetError({
          tag: 'InvalidParameter',
          where: `plan, '${fresh}'`,
          rule: 'follow needs a function of the answers so far',
          received: print(make),
        });
      const entry: Entry = {
        kind: 'follow',
        name: fresh,
        make: (answers) => proved<unknown>(Reflect.apply(make, undefined, [answers])),
      };
      return build(space, amount, [...entries, entry]);
    },
    explain,
    ...over(({ measurement }, counts) => measurement.release(counts)),
    '~simulate': (mechanism: ReleaseMechanism) =>
      Object.freeze({
        kind: 'simulatedPlan',
        left,
        explain,
        ...over(({ measurement }, counts) => measurement.simulatedRelease(mechanism)(counts)),
      }),
  });
};

/**
 * Starts a plan: named queries of one source under one budget.
 *
 * **Contract** The losses of all queries that are released sum to at most the budget, exactly: basic composition, also when later queries
 * depend on earlier answers. What a query costs is its map at distance 1, known before anything is drawn.
 * **Units** epsilon and rho in nats
 * **Errors** A query that costs more than is left does not compile where the costs are literals; `tryRun` returns it in a `Left` and `run`
 * throws it otherwise. Queries of other sources, relations or measures do not compile, and throw where types were bypassed.
 * **Source** docs/proofs/plan.md
 *
 * @example
 * import { chain, count, laplace, plan, real, symmetricDistance, values } from 'discreet';
 * const ages = values(real, symmetricDistance());
 * const howMany = chain(ages, count(), laplace({ epsilon: 0.25 }));
 * const census = plan(ages, { epsilon: 1 }).ask('howMany', howMany);
 * census.left.toString(); // => '3/4'
 */
export function plan<DI, MI, const B extends Partial<Record<'epsilon' | 'rho', unknown>>>(
  source: PlanSource<DI, Gate<MI, OneRelation<MI>>>,
  budget: OnePositive<B, 'epsilon', 'rho'>,
): Plan<DI, MI, MeasureOf<B>, AmountOf<B>, {}> {
  const open = openDataset(source, 'plan', 'starts from a source such as table() or values()');
  const { measure, amount } = openBudget(budget, 'plan');
  const space: PlanSpace = { domain: open.inputDomain, metric: open.inputMetric, measure };
  return proved<Plan<DI, MI, MeasureOf<B>, AmountOf<B>, {}>>(build(space, amount, []));
}
