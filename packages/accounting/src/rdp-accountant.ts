import { DiscreetError, type Enclosure, Interval, type Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import type { PrivacyEvent } from './event.ts';
import type { EventAccountant } from './event-accountant.ts';
import { composedEvent, selfComposedEvent } from './event-composition.ts';
import type { NeighbouringRelation } from './event-relation.ts';
import { readEvent } from './internal/read-event.ts';
import { readParameter, refusal } from './internal/read-parameter.ts';
import { readDelta, readEpsilon } from './internal/renyi-reading.ts';
import {
  composeEvent,
  divergenceOfState,
  failureOf,
  nothingSpent,
  type RenyiState,
} from './internal/renyi-state.ts';
import type { Parameter } from './parameter.ts';

/** An accountant of Rényi divergences. */
export interface RdpAccountant extends EventAccountant {
  readonly compose: (event: PrivacyEvent, count?: Parameter) => RdpAccountant;
  /** around the sum of all divergences at an order > 1 */
  readonly divergence: (order: Parameter) => Enclosure;
  /** around the chance that an event fails, to which `divergence` does not apply */
  readonly failure: () => Enclosure;
  /** as in `EventAccountant`; with orders, the least over these alone, of which then only the upper end is told */
  readonly epsilon: (delta: Parameter, orders?: readonly Parameter[]) => Enclosure;
}

/** What was composed, the last first. */
interface Past {
  readonly event: PrivacyEvent;
  readonly count: bigint;
  readonly before: Past | undefined;
}

const relations: readonly NeighbouringRelation[] = [
  'addOrRemoveOne',
  'replaceOne',
  'replaceSpecial',
];
const BITS = 256;
const everything: Enclosure = Object.freeze({ lower: Infinity, upper: Infinity });
const unknown: Enclosure = Object.freeze({ lower: 0, upper: Infinity });

/**
 * Adds Rényi divergences of events up, at every order, and reads (epsilon, delta) off the best order.
 *
 * **Contract** For neighbours under the relation, the composed mechanisms have a divergence of at most `divergence(a).upper` at order a, but for a chance of
 * `failure().upper`; they are (`epsilon(delta).upper`, delta)-DP, and (epsilon, `delta(epsilon).upper`)-DP. The lower ends say that this way of accounting gives no
 * less, over all orders; 0 where that is not known. The best order is searched in doubles; what is returned is computed with intervals.
 * **Errors** Events without a theorem for the relation are refused by `compose`, and by `supports` in a `Left`. A delta outside (0, 1), an epsilon < 0, an order that is not > 1.
 * **Cost** Milliseconds a reading for a Poisson-sampled Gaussian, tens of them for mixtures, up to seconds for draws with replacement; linear in the number of different events.
 * **Source** I. Mironov, 2017, Rényi differential privacy, https://arxiv.org/abs/1702.07476; conversion: C. Canonne, G. Kamath, T. Steinke, 2020, proposition 12,
 * https://arxiv.org/abs/2004.00010
 *
 * @example
 * import { gaussianEvent, poissonSampledEvent, rdpAccountant } from '@discreet/accounting';
 * const step = poissonSampledEvent({ samplingProbability: '256/60000', event: gaussianEvent({ noiseMultiplier: 1.1 }) });
 * rdpAccountant().compose(step, 14062).epsilon(1e-5).upper < 2.5966; // => true
 */
export function rdpAccountant(relation: NeighbouringRelation = 'addOrRemoveOne'): RdpAccountant {
  if (!relations.includes(relation))
    throw refusal('rdpAccountant', `relation must be ${relations.join(', ')}`, relation);
  return after(nothingSpent, undefined, relation);
}

function after(
  state: RenyiState,
  past: Past | undefined,
  relation: NeighbouringRelation,
): RdpAccountant {
  const where = 'rdpAccountant';
  const accountant: RdpAccountant = {
    relation,
    supports: (event) =>
      E.tryCatch(
        () => {
          const read = readEvent(where, event);
          composeEvent(nothingSpent, read, 1n, relation);
          return read;
        },
        (error) => {
          if (error instanceof DiscreetError) return error;
          throw error;
        },
      ),
    compose: (event, count) => {
      const read = readEvent(where, event);
      const times =
        count === undefined
          ? 1n
          : readParameter(where, 'count', count, 'a whole number >= 1').floor();
      const next = composeEvent(state, read, times, relation);
      const isAgain = past?.event === read;
      return after(
        next,
        isAgain
          ? { ...past, count: past.count + times }
          : { event: read, count: times, before: past },
        relation,
      );
    },
    history: () => {
      const events: PrivacyEvent[] = [];
      for (let one = past; one !== undefined; one = one.before)
        events.push(one.count === 1n ? one.event : selfComposedEvent(one.event, one.count));
      return composedEvent(events.reverse());
    },
    divergence: (order) => {
      const read = readParameter(where, 'order', order, '> 1');
      if (state.isInfinite) return everything;
      const { lower, upper } = divergenceOfState(state).at(read).toEnclosure();
      return { lower: Math.max(0, lower), upper };
    },
    failure: () => failureOf(state).toEnclosure(),
    epsilon: (delta, orders) => {
      const target = readParameter(where, 'delta', delta, '> 0 and < 1');
      if (orders !== undefined && !Array.isArray(orders))
        throw refusal(where, 'orders must be a list', orders);
      const over = orders?.map((order) => readParameter(where, 'orders', order, '> 1'));
      if (over?.length === 0) throw refusal(where, 'orders must not be empty', over);
      if (state.isInfinite) return everything;
      const left = leftOf(target, failureOf(state));
      return left === undefined ? unknown : readEpsilon(divergenceOfState(state), left, over);
    },
    delta: (epsilon) => {
      const target = readParameter(where, 'epsilon', epsilon, 'a finite number >= 0');
      if (state.isInfinite) return { lower: 1, upper: 1 };
      const failed = failureOf(state);
      const rest = Interval.integer(1, BITS).sub(failed);
      const total = failed.add(rest.mul(readDelta(divergenceOfState(state), target)));
      const { lower, upper } = total.toEnclosure();
      return { lower: Math.max(0, lower), upper: Math.min(1, upper) };
    },
  };
  return Object.freeze(accountant);
}

/** What is left of delta: with chance f any answer is given, so f + (1 - f) delta' must be at most delta. */
const leftOf = (delta: Rational, failed: Interval): Interval | undefined => {
  const whole = Interval.of(delta, BITS);
  if (!failed.isBelow(whole)) return undefined;
  return whole.sub(failed).div(Interval.integer(1, BITS).sub(failed));
};
