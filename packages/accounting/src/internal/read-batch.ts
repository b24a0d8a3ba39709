import { fieldOf } from '@discreet/core';
import { Interval, Rational } from '@discreet/numeric';
import type { BatchItem } from '../batch-bound.ts';
import type { Curve } from '../curve.ts';
import { checkCurve } from './curve-fields.ts';
import type { Group } from './optimal-states.ts';
import { readCount, readFields, readParameter, refusal } from './read-parameter.ts';

/** A batch of approximate guarantees, read: equal ones together. */
export interface Batch {
  /** equal epsilons together */
  readonly groups: readonly Group[];
  readonly members: readonly {
    readonly epsilon: Rational;
    readonly delta: Rational;
    readonly count: number;
  }[];
  /** the chance that nothing is left to chance beside what epsilons cover */
  readonly slack: Rational;
}

/** The items of a batch with their counts. */
export function readItems(
  where: string,
  items: readonly BatchItem<Curve>[],
): readonly { readonly curve: Curve; readonly count: number }[] {
  if (!Array.isArray(items) || items.length === 0)
    throw refusal(where, 'needs a list of curves with their counts', items);
  return items.map((item: BatchItem<Curve>) => {
    readFields(where, item);
    const { curve, count } = item;
    checkCurve(where, curve);
    return { curve, count: readCount(where, 'count', count ?? 1) };
  });
}

/** The share of delta that buys a smaller epsilon. */
export function readSlack(where: string, at: unknown): Rational {
  return readParameter(where, 'slack', readFields(where, at)['slack'], '> 0 and < 1');
}

/** Reads a batch of pure and approximate guarantees. */
export function readBatch(where: string, items: readonly BatchItem[], at: unknown): Batch {
  const members = readItems(where, items).map(({ curve, count }) => {
    if (curve.kind !== 'pure' && curve.kind !== 'approximate')
      throw refusal(where, 'the curves must be pure or approximate', fieldOf(curve, 'kind'));
    const delta = curve.kind === 'pure' ? Rational.zero : curve.delta;
    return { epsilon: curve.epsilon, delta, count };
  });
  const counts = new Map<string, Group>();
  for (const { epsilon, count } of members) {
    if (epsilon.sign() === 0) continue;
    const key = epsilon.toString();
    counts.set(key, { epsilon, count: count + (counts.get(key)?.count ?? 0) });
  }
  return { groups: [...counts.values()], members, slack: readSlack(where, at) };
}

/** 1 - (1 - slack) times all (1 - delta_i): around the chance that any of them fails. */
export function productDelta({ members, slack }: Batch, bits: number): Interval {
  const ln = members.reduce(
    (sum, { delta, count }) =>
      delta.sign() === 0
        ? sum
        : sum.add(Interval.integer(count, bits).mul(Interval.of(delta.negate(), bits).log1p())),
    Interval.of(slack.negate(), bits).log1p(),
  );
  return ln.expm1().negate();
}

/** The sum of a quantity over all members. */
export function sumOver(
  batch: Batch,
  of: (member: Batch['members'][number]) => Rational,
): Rational {
  return batch.members.reduce(
    (sum, member) => sum.add(of(member).mul(Rational.of(BigInt(member.count)))),
    Rational.zero,
  );
}
