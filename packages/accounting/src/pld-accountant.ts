import { DiscreetError, type Enclosure } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import type { PrivacyEvent } from './event.ts';
import type { EventAccountant } from './event-accountant.ts';
import { composedEvent, selfComposedEvent } from './event-composition.ts';
import type { NeighbouringRelation } from './event-relation.ts';
import { addLoss, deltaOf, epsilonOf, type LossState, nothingLost } from './internal/loss/state.ts';
import { readEvent } from './internal/read-event.ts';
import { readParameter, refusal } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/** An accountant of privacy loss distributions. */
export interface PldAccountant extends EventAccountant {
  readonly compose: (event: PrivacyEvent, count?: Parameter) => PldAccountant;
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

/**
 * Composes the distributions of the privacy loss itself, and reads (epsilon, delta) off the result: tighter than any bound of moments.
 *
 * **Contract** For neighbours under the relation the composed mechanisms are (`epsilon(delta).upper`, delta)-DP, and (epsilon, `delta(epsilon).upper`)-DP, numerics
 * included: grids are pessimistic for the upper end and optimistic for the lower one, the round-off of the Fourier transform is bounded and added, tails count as an infinite
 * loss. `lower` is no more than what some mechanisms and data that the events describe lose, exactly. Both orders of the datasets are composed on their own, and the worse one
 * is returned. Gaussians, single uses, and losses on a lattice are computed without a grid, to the last bits of a double. Proof: docs/proofs/pld-fft.md.
 * **Units** epsilon in nats
 * **Errors** Events without such a distribution are refused by `compose`, and by `supports` in a `Left`: zero-concentrated ones, repeat-and-select, fixed-size samples but under
 * `replaceOne`; counts above 2^40 of one mechanism; losses and probabilities beyond what doubles hold.
 * A delta outside (0, 1), an epsilon < 0. Under `replaceOne` the noise multiplier inside of a Poisson sample is for what one record contributes.
 * **Cost** Tenths of a second a reading where a grid is needed, seconds for several kinds or rare large losses, whatever the counts; milliseconds where not.
 * **Source** Y. Zhu, J. Dong, Y.-X. Wang, 2022, Optimal accounting of differential privacy via characteristic function, https://arxiv.org/abs/2106.08567; V. Doroshenko and
 * others, 2022, Connect the dots, https://arxiv.org/abs/2207.04380
 *
 * @example
 * import { gaussianEvent, pldAccountant, poissonSampledEvent } from '@discreet/accounting';
 * const step = poissonSampledEvent({ samplingProbability: '256/60000', event: gaussianEvent({ noiseMultiplier: 1.1 }) });
 * const { lower, upper } = pldAccountant().compose(step, 14062).epsilon(1e-5);
 * [lower <= 2.3816, 2.3816 <= upper, upper - lower < 1e-3]; // => [true, true, true]
 */
export function pldAccountant(relation: NeighbouringRelation = 'addOrRemoveOne'): PldAccountant {
  if (!relations.includes(relation))
    throw refusal('pldAccountant', `relation must be ${relations.join(', ')}`, relation);
  return after(nothingLost(relation), undefined);
}

function after(state: LossState, past: Past | undefined): PldAccountant {
  const where = 'pldAccountant';
  const accountant: PldAccountant = {
    relation: state.relation,
    supports: (event) =>
      E.tryCatch(
        () => {
          const read = readEvent(where, event);
          addLoss(nothingLost(state.relation), read, 1n);
          return read;
        },
        (error) => {
          if (error instanceof DiscreetError) return error;
          throw error;
        },
      ),
    compose: (event, count = 1) => {
      const read = readEvent(where, event);
      const times = readParameter(where, 'count', count, 'a whole number >= 1').floor();
      const next = addLoss(state, read, times);
      return after(
        next,
        past?.event === read
          ? { ...past, count: past.count + times }
          : { event: read, count: times, before: past },
      );
    },
    history: () => {
      const events: PrivacyEvent[] = [];
      for (let one = past; one !== undefined; one = one.before)
        events.push(one.count === 1n ? one.event : selfComposedEvent(one.event, one.count));
      return composedEvent(events.reverse());
    },
    epsilon: (delta): Enclosure =>
      epsilonOf(state, readParameter(where, 'delta', delta, '> 0 and < 1')),
    delta: (epsilon): Enclosure =>
      deltaOf(state, readParameter(where, 'epsilon', epsilon, 'a finite number >= 0')),
  };
  return Object.freeze(accountant);
}
