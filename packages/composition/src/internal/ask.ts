import {
  describeDomain,
  describeMetric,
  DiscreetError,
  feedStream,
  fieldOf,
  isSealedPipeline,
  isStream,
  sameDomain,
  sameMetric,
} from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import { type Amounts, amountsToJson } from '../amounts.ts';
import { chargeOf } from '../charge-of.ts';
import { openReleasable, type Releasable } from '../releasable.ts';
import { batchParts } from './batch-parts.ts';
import type { HandlePart, Outcome, Space } from './handle.ts';
import { operatorParts } from './operator-parts.ts';

/** A query that was checked, and what it would charge; nothing has changed yet. */
export interface Checked {
  readonly query: Releasable;
  readonly cost: Amounts;
}

/** Refuses a query of another table or neighbour relation; names do not count, what they stand for does. */
export function spaceMismatch(
  space: Space,
  query: { readonly inputDomain: Space['domain']; readonly inputMetric: Space['metric'] },
  where: string,
): DiscreetError | undefined {
  const mismatch = (rule: string, received: string): DiscreetError =>
    new DiscreetError({ tag: 'StepMismatch', where, rule, received });
  if (!sameMetric(query.inputMetric, space.metric))
    return mismatch(
      `this query counts neighbours in another way than the source, ${describeMetric(space.metric)}`,
      describeMetric(query.inputMetric),
    );
  return sameDomain(query.inputDomain, space.domain)
    ? undefined
    : mismatch('this query reads another table', describeDomain(query.inputDomain));
}

/** What a query would charge, as a function of the query and the distance alone. */
export function checkQuery(part: HandlePart, query: unknown): E.Either<DiscreetError, Checked> {
  const { account, space, where } = part;
  try {
    const open = openReleasable(query, where);
    const mismatch = spaceMismatch(space, open, where);
    if (mismatch !== undefined) return E.left(mismatch);
    // the map is evaluated once: what is compared with the budget is what is charged
    const loss = open.map(space.distance);
    return E.map((cost: Amounts): Checked => ({ query: open, cost }))(
      chargeOf(account.kernel, open.measure, loss, where),
    );
  } catch (error) {
    if (error instanceof DiscreetError) return E.left(error);
    throw error;
  }
}

/** the same for every cause: what failed, and how, may depend on the data */
const mechanismFailed = (where: string): DiscreetError =>
  new DiscreetError({
    tag: 'MechanismFailed',
    where,
    rule: 'the mechanism failed after it was charged; its operator knows more',
  });

const fingerprintOf = (query: Releasable): string => {
  try {
    return query.fingerprint();
  } catch {
    return 'a query with a function that is not registered';
  }
};

/** What a query asks, as data: its steps, or those of each query of a batch. What the library has not made is not looked into. */
const stepsOf = (query: unknown): unknown => {
  if (isSealedPipeline(query)) return fieldOf(query, 'steps');
  const parts = batchParts.of(query);
  return parts === undefined
    ? undefined
    : Object.fromEntries(parts.map(([name, part]) => [name, fieldOf(part, 'steps')]));
};

/** Reads the data and draws, once, for a query that was charged. */
const run = async (
  part: HandlePart,
  query: Releasable,
): Promise<E.Either<DiscreetError, unknown>> => {
  const { account, data, mechanism } = part;
  const { tree } = account;
  const rows = await data.open();
  const { add, draw } = query.pass(mechanism);
  const reading = (batch: unknown): void => {
    tree.reading(() => {
      add(batch);
    });
  };
  // the handle may have been given back or superseded while the question waited: then nothing is read, and nothing drawn
  const early = account.refusal();
  if (early !== undefined) return E.left(early);
  if (isStream(rows)) await feedStream(rows, reading);
  else reading(rows);
  const late = account.refusal();
  return late === undefined ? E.right(draw()) : E.left(late);
};

const withheld = ({ _tag }: DiscreetError): Outcome => ({ outcome: 'withheld', reason: _tag });

/** Answers a query that was charged; whatever goes wrong now is one constant error. */
const answer = async (
  part: HandlePart,
  query: Releasable,
  settle: (outcome: Outcome) => void,
): Promise<E.Either<DiscreetError, unknown>> => {
  try {
    const drawn = await run(part, query);
    settle(E.isLeft(drawn) ? withheld(drawn.left) : { outcome: 'answered', answer: drawn.right });
    return drawn;
  } catch (cause) {
    part.account.tree.suspend();
    settle({ outcome: 'failed', reason: 'MechanismFailed' });
    operatorParts.of(part.operator)?.tell(cause, fingerprintOf(query));
    return E.left(mechanismFailed(part.where));
  }
};

/**
 * Asks a query: checks it and charges it before this returns, then answers it in time.
 *
 * `make` gives the query, or throws why there is none; `charged` is called where the charge was taken, in the same breath.
 */
export function ask(
  part: HandlePart,
  make: () => unknown,
  charged: () => void = () => undefined,
): Promise<E.Either<DiscreetError, unknown>> {
  const { account, history } = part;
  account.tree.notWhileReading();
  const refuse = (
    error: DiscreetError,
    query: unknown,
  ): Promise<E.Either<DiscreetError, never>> => {
    history.asked(stepsOf(query), undefined)({ outcome: 'refused', reason: error.message });
    return Promise.resolve(E.left(error));
  };
  const blocked = account.refusal();
  if (blocked !== undefined) return refuse(blocked, undefined);
  let query: unknown;
  try {
    query = make();
  } catch (error) {
    if (error instanceof DiscreetError) return refuse(error, undefined);
    throw error;
  }
  const checked = checkQuery(part, query);
  if (E.isLeft(checked)) return refuse(checked.left, query);
  const taken = account.charge(checked.right.cost);
  if (E.isLeft(taken)) return refuse(taken.left, query);
  charged();
  const settle = history.asked(stepsOf(query), amountsToJson(taken.right));
  return answer(part, checked.right.query, settle);
}
