import {
  describeDomain,
  describeMetric,
  DiscreetError,
  openDataset,
  print,
  readOptions,
  type ReleaseMechanism,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import type { Amounts } from '../amounts.ts';
import { chargeOfChild } from '../charge-of.ts';
import type { PlanSource } from '../plan.ts';
import { type Account, amountsInWords, newAccount, type Rule } from './account.ts';
import { ask, spaceMismatch } from './ask.ts';
import { type HandlePart, makeHandle, noHistory, type Space } from './handle.ts';
import { heldData } from './held-data.ts';
import { hidden, type Hidden } from './hidden.ts';
import { openOperator } from './operator-parts.ts';

/** What an interactive mechanism is made of. */
export interface InteractiveParts {
  readonly space: Space;
  readonly rule: Rule;
}

/** what tells an interactive mechanism from a copy of one */
export const interactiveParts: Hidden<InteractiveParts> = hidden();

/** The space of a source, with the distance at which queries are charged: one person unless another is given. */
export function spaceOf(
  source: PlanSource<unknown, unknown>,
  where: string,
  distance: unknown = 1,
): Space {
  const open = openDataset(source, where, 'starts from a source such as table() or values()');
  if (typeof distance !== 'number' || !Number.isSafeInteger(distance) || distance < 1)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: 'distance must be a whole number > 0',
      received: print(distance),
    });
  return Object.freeze({
    domain: open.inputDomain,
    metric: open.inputMetric,
    distance: Rational.of(BigInt(distance)),
  });
}

const orThrow = <A>(outcome: E.Either<DiscreetError, A>): A => {
  if (E.isLeft(outcome)) throw outcome.left;
  return outcome.right;
};

/** The methods that every handle has. */
export function askingMethods(part: HandlePart): Readonly<Record<string, unknown>> {
  const { account } = part;
  const tryAsk = (query: unknown): Promise<E.Either<DiscreetError, unknown>> =>
    ask(part, () => query);
  const tryLaunch = (child: unknown): E.Either<DiscreetError, object> => launch(part, child);
  return {
    ask: (query: unknown) => tryAsk(query).then(orThrow),
    tryAsk,
    launch: (child: unknown) => orThrow(tryLaunch(child)),
    tryLaunch,
    spent: () => account.kernel.reading(account.spent()),
    retire: () => {
      account.tree.notWhileReading();
      account.retire();
    },
  };
}

/** A handle with a capacity. */
export function queryable(part: HandlePart): object {
  const { account, mechanism, space } = part;
  const remaining = (): Amounts => account.kernel.remaining(account.spent());
  const explain = (): string =>
    [
      ...spaceInWords(space),
      `capacity  ${amountsInWords(account.kernel.capacity)} (${account.kernel.kind})`,
      `left      ${amountsInWords(remaining())}`,
    ].join('\n');
  const methods = { ...askingMethods(part), remaining };
  const kind = mechanism === undefined ? 'queryable' : 'simulatedQueryable';
  return makeHandle(kind, { explain }, methods, part);
}

/** A space for people. */
export function spaceInWords({ domain, metric, distance }: Space): readonly string[] {
  return [
    `input     ${describeDomain(domain)}; ${describeMetric(metric)}`,
    `distance  ${distance.toString()}`,
  ];
}

/** Launches a child: its whole capacity is charged before it exists. */
function launch(part: HandlePart, child: unknown): E.Either<DiscreetError, object> {
  const { account, space, where, history } = part;
  account.tree.notWhileReading();
  const refuse = (error: DiscreetError): E.Either<DiscreetError, never> => {
    history.asked('a child', undefined)({ outcome: 'refused', reason: error.message });
    return E.left(error);
  };
  const blocked = account.refusal();
  if (blocked !== undefined) return refuse(blocked);
  const parts = interactiveParts.of(child);
  if (parts === undefined)
    return refuse(
      new DiscreetError({
        tag: 'StepMismatch',
        where,
        rule: 'a child must be one that adaptive() or fullyAdaptive() made',
        received: print(child),
      }),
    );
  const mismatch = spaceMismatch(
    space,
    { inputDomain: parts.space.domain, inputMetric: parts.space.metric },
    where,
  );
  if (mismatch !== undefined) return refuse(mismatch);
  if (!parts.space.distance.equals(space.distance))
    return refuse(
      new DiscreetError({
        tag: 'StepMismatch',
        where,
        rule: `a child must count at its parent's distance, ${space.distance.toString()}`,
        received: parts.space.distance.toString(),
      }),
    );
  const charge = chargeOfChild(account.kernel, parts.rule.kernel, where);
  if (E.isLeft(charge)) return refuse(charge.left);
  const launched = account.launch(charge.right, parts.rule);
  if (E.isLeft(launched)) return refuse(launched.left);
  history.asked(parts.rule.kernel.toJSON(), charge.right)({ outcome: 'launched' });
  return E.right(queryable({ ...part, account: launched.right, history: history.child() }));
}

/** Starts on data; a test may give another mechanism. */
export function start(
  where: string,
  space: Space,
  rule: Rule,
  data: unknown,
  options: unknown,
  mechanism: ReleaseMechanism | undefined,
): HandlePart {
  const given = readOptions(where, options, ['operator']);
  const account: Account = newAccount(where, rule);
  return {
    where,
    account,
    space,
    data: heldData(data, space.domain),
    operator: openOperator(given.get('operator'), where),
    mechanism,
    history: noHistory,
  };
}

/** Completes an interactive mechanism with a capacity. */
export function makeInteractive(where: string, space: Space, rule: Rule): object {
  const { kernel, parts } = rule;
  const explain = (): string =>
    [
      ...spaceInWords(space),
      `capacity  ${amountsInWords(kernel.capacity)} (${kernel.kind})`,
      ...(parts ?? []).map((part, i) => `part ${i + 1}    ${amountsInWords(part)}`),
      `children  ${kernel.concurrency}`,
    ].join('\n');
  const described = {
    inputDomain: space.domain,
    inputMetric: space.metric,
    outputMeasure: kernel.measure,
    distance: space.distance,
    filter: kernel,
    explain,
  };
  const over = (mechanism?: ReleaseMechanism): object => ({
    invoke: (data: unknown, options?: unknown) =>
      queryable(start(where, space, rule, data, options, mechanism)),
  });
  const made = {
    kind: 'interactive',
    ...described,
    ...over(),
    '~simulate': (mechanism: ReleaseMechanism) =>
      Object.freeze({ kind: 'simulatedInteractive', ...described, ...over(mechanism) }),
  };
  interactiveParts.put(made, Object.freeze({ space, rule }));
  return Object.freeze(made);
}
