import { DiscreetError, Interval, Rational } from '@discreet/numeric';
import type { PrivacyEvent } from '../event.ts';
import type { NeighbouringRelation } from '../event-relation.ts';
import { eventKey } from './event-key.ts';
import { emptySum, type FixedSum, intervalOf, plusTimes } from './fixed-sum.ts';
import { leavesOf } from './leaves-of.ts';
import type { RenyiFunction } from './renyi-function.ts';
import type { RenyiTerm } from './renyi-cost.ts';
import { renyiCost } from './renyi-term.ts';
import { attainedOrder, limitOf } from './term-function.ts';

/** A cost that is not linear in the order, or may fail, and how often it was met; a list, the last one first. */
interface Met {
  readonly key: string;
  readonly term: RenyiTerm;
  readonly count: bigint;
  readonly before: Met | undefined;
}

/** What was spent: a sum for each way in which linear costs are attained, and the others. */
export interface RenyiState {
  readonly linear: Readonly<Record<RenyiTerm['attained'], FixedSum>>;
  readonly xi: FixedSum;
  readonly met: Met | undefined;
  readonly isInfinite: boolean;
}

export const nothingSpent: RenyiState = Object.freeze({
  linear: { everyOrder: emptySum, wholeOrders: emptySum, never: emptySum },
  xi: emptySum,
  met: undefined,
  isInfinite: false,
});

/** The state after an event has happened `count` times; throws for what is not supported. */
export function composeEvent(
  state: RenyiState,
  event: PrivacyEvent,
  count: bigint,
  relation: NeighbouringRelation,
): RenyiState {
  let { linear, xi, met, isInfinite } = state;
  for (const leaf of leavesOf(event, count)) {
    const found = renyiCost(leaf.event, relation);
    if (found.kind === 'refused')
      throw new DiscreetError({
        tag: 'NotSupported',
        where: 'rdpAccountant',
        rule: `cannot account this under ${relation}: ${found.why}`,
        received: leaf.event.kind,
      });
    if (found.kind === 'infinite') {
      isInfinite = true;
      continue;
    }
    const { term } = found;
    const { rho, attained } = term;
    if (rho.sign() > 0)
      linear = { ...linear, [attained]: plusTimes(linear[attained], rho, leaf.count) };
    if (term.xi.sign() > 0) xi = plusTimes(xi, term.xi, leaf.count);
    if (term.curve === undefined && term.delta.sign() === 0) continue;
    const key = eventKey(leaf.event);
    met =
      met?.key === key
        ? { ...met, count: met.count + leaf.count }
        : { key, term, count: leaf.count, before: met };
  }
  return { linear, xi, met, isInfinite };
}

const BITS = 160;

/** What was met, each term once, in an order of its own: sums of intervals are the same whatever came first. */
const distinct = (state: RenyiState): readonly { term: RenyiTerm; count: bigint }[] => {
  const found = new Map<string, { term: RenyiTerm; count: bigint }>();
  for (let met = state.met; met !== undefined; met = met.before) {
    const count = (found.get(met.key)?.count ?? 0n) + met.count;
    found.set(met.key, { term: met.term, count });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
};

/** The whole divergence as a function of the order. */
export function divergenceOfState(state: RenyiState): RenyiFunction {
  const sums = Object.entries(state.linear);
  const curves = distinct(state).flatMap(({ term, count }) =>
    term.curve === undefined ? [] : [{ curve: term.curve, count, times: Number(count) }],
  );
  const rough = (sum: FixedSum): number => intervalOf(sum, 64).toEnclosure().upper;
  const slope = sums.reduce((total, [, sum]) => total + rough(sum), 0);
  const constant = rough(state.xi);
  return {
    at: (order) => {
      const one = Interval.of(order, BITS);
      const { everyOrder, wholeOrders, never } = state.linear;
      const whole = Interval.of(attainedOrder(order, 'wholeOrders'), BITS);
      const linear = intervalOf(everyOrder, BITS)
        .mul(one)
        .add(Interval.hull(whole, one).mul(intervalOf(wholeOrders, BITS)))
        .add(upTo(intervalOf(never, BITS).mul(one).add(intervalOf(state.xi, BITS))));
      const curved = curves.reduce(
        (sum, { curve, count }) => sum.add(curve.at(order).mul(Interval.integer(count, BITS))),
        Interval.integer(0, BITS),
      );
      return linear.add(curved);
    },
    about: (b) =>
      curves.reduce(
        (sum, { curve, times }) => sum + times * curve.about(b),
        slope * (b + 1) + constant,
      ),
    isConvex:
      state.linear.wholeOrders.high === 0n &&
      state.linear.never.high === 0n &&
      state.xi.high === 0n &&
      curves.every(({ curve }) => curve.isConvex),
    ...(sums.every(([, sum]) => sum.high === 0n)
      ? limitOf([
          intervalOf(state.xi, BITS),
          ...curves.map(({ curve, count }) => curve.limit?.mul(Interval.integer(count, BITS))),
        ])
      : {}),
  };
}

const upTo = (x: Interval): Interval => Interval.hull(Interval.integer(0, x.bits), x.upper());

/** Around 1 - prod (1 - delta_i), the chance that any of the events fails. */
export function failureOf(state: RenyiState): Interval {
  let sum = Interval.integer(0, BITS);
  for (const { term, count } of distinct(state)) {
    if (term.delta.sign() === 0) continue;
    if (Rational.one.lessThanOrEqual(term.delta)) return Interval.integer(1, BITS);
    const log = Interval.of(term.delta.negate(), BITS).log1p().negate();
    sum = sum.add(log.mul(Interval.integer(count, BITS)));
  }
  // beyond 2^30, e^-x is no more than at 2^30
  const log = Interval.min(sum, Interval.integer(2 ** 30, BITS));
  return log.negate().expm1().negate();
}
