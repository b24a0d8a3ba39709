import { isArray } from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import { calibrateNoise } from './calibrate-noise.ts';
import type { PrivacyEvent } from './event.ts';
import type { EventAccountant } from './event-accountant.ts';
import { readAccountant } from './internal/read-accountant.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import { noiseAccuracy } from './noise-accuracy.ts';
import type { Parameter } from './parameter.ts';

/** What is swept: target epsilons, for each of which the least noise is found, or noises as they are. */
export type SweepRange =
  | { readonly epsilons: readonly Parameter[]; readonly noises?: never }
  | { readonly noises: readonly number[]; readonly epsilons?: never };

/** A mechanism whose noise is not settled, and where to look at it. */
export type NoiseSweep = SweepRange & {
  /** adds the event to what it has: a new one, or one with a history */
  readonly accountant: EventAccountant;
  /** the event with that much noise; more noise must cost no more */
  readonly event: (noise: number) => PrivacyEvent;
  readonly delta: Parameter;
  /** the chance with which noise may exceed `halfWidth`; 0.05 unless it is given */
  readonly beta?: Parameter;
  /** as in `calibrateNoise` */
  readonly tolerance?: number;
  /** a name for the rows; `noise` unless it is given */
  readonly label?: string;
};

/** One noise: what it was found for, what it costs, and how accurate it leaves an answer. */
export interface SweepRow {
  readonly curve: 'sweep';
  readonly label: string;
  /** the epsilon that was asked for; undefined where the noise was given */
  readonly target: number | undefined;
  readonly delta: number;
  readonly noise: number;
  /** around the epsilon of exactly this noise */
  readonly lower: number;
  readonly upper: number;
  /** of the noise in one answer, rounded up; undefined where `noiseAccuracy` knows no law */
  readonly standardDeviation: number | undefined;
  /** the noise in one answer exceeds this with chance at most beta; undefined likewise */
  readonly halfWidth: number | undefined;
  /** what the two are counted in */
  readonly unit: 'sensitivity' | 'gridStep' | undefined;
}

const where = 'sweep';

/** The members of a list, all read before anything is searched for. */
const readList = <T>(
  name: 'epsilons' | 'noises',
  list: unknown,
  read: (member: unknown, exact: Rational) => T,
): readonly T[] => {
  if (!isArray(list) || list.length === 0)
    throw refusal(where, `${name} must be a list that is not empty`, list);
  return list.map((member) => read(member, readParameter(where, name, member, '> 0')));
};

const readNoise = (noise: unknown): number => {
  // the event's maker takes a number, and must be asked for the very noise that the row states
  if (typeof noise !== 'number') throw refusal(where, 'noises must be numbers', noise);
  return noise;
};

/**
 * Noise against cost against accuracy, one row for each target epsilon, or for each noise.
 *
 * For targets the noise is the least that `calibrateNoise` finds, for any event and any accountant; rows come in the order of the list, as plain objects that Observable Plot takes.
 *
 * **Contract** With exactly `noise`, the mechanism on top of the accountant's history is (`upper`, delta)-DP, and `upper` is at most the target: by not so much as a rounding
 * above it. Each answer's noise exceeds `halfWidth` with chance at most beta, and `standardDeviation` is no less than its own.
 * **Units** epsilon in nats; accuracy in `unit`
 * **Errors** All numbers are read before the first search. A target that no noise from 2^-100 to 2^100 meets, as where the history has spent more; both lists, or none.
 * **Cost** Ten to twenty readings of the accountant a target, one a noise.
 *
 * @example
 * import { gaussianEvent, poissonSampledEvent, rdpAccountant, selfComposedEvent, sweep } from '@discreet/accounting';
 * const rows = sweep({
 *   accountant: rdpAccountant(),
 *   event: (noiseMultiplier) =>
 *     selfComposedEvent(poissonSampledEvent({ samplingProbability: 0.01, event: gaussianEvent({ noiseMultiplier }) }), 1000),
 *   delta: 1e-5,
 *   epsilons: [1, 3, 8, 10],
 * });
 * rows.map(({ noise }) => noise.toFixed(2)); // => ['1.51', '0.86', '0.62', '0.57']
 * rows.every(({ target, upper }) => target !== undefined && upper <= target); // => true
 */
export function sweep(plan: NoiseSweep): readonly SweepRow[] {
  const fields = readFields(where, plan);
  const accountant = readAccountant(where, fields['accountant']);
  const at = readParameter(where, 'delta', fields['delta'], '> 0 and < 1');
  const beta = readParameter(where, 'beta', fields['beta'] ?? '0.05', '> 0 and < 1');
  const { event, tolerance, label = 'noise' } = plan;
  if (typeof event !== 'function') throw refusal(where, 'event must be a function', event);
  if (typeof label !== 'string') throw refusal(where, 'label must be a text', label);
  if ((plan.epsilons === undefined) === (plan.noises === undefined))
    throw refusal(where, 'needs either epsilons or noises', undefined);

  const row = (
    target: number | undefined,
    noise: number,
    cost: { readonly lower: number; readonly upper: number },
  ): SweepRow => {
    const found = noiseAccuracy(event(noise), { beta });
    const accuracy = found._tag === 'Some' ? found.value : undefined;
    return Object.freeze({
      curve: 'sweep',
      label,
      target,
      delta: at.toNumber(),
      noise,
      lower: cost.lower,
      upper: cost.upper,
      standardDeviation: accuracy?.standardDeviation.upper,
      halfWidth: accuracy?.halfWidth.upper,
      unit: accuracy?.unit,
    });
  };

  if (plan.noises !== undefined)
    return Object.freeze(
      readList('noises', plan.noises, readNoise).map((noise) =>
        row(undefined, noise, accountant.compose(event(noise)).epsilon(at)),
      ),
    );
  return Object.freeze(
    readList('epsilons', plan.epsilons, (_, exact) => exact).map((target) => {
      const { noise, epsilon } = calibrateNoise({
        accountant,
        event,
        epsilon: target,
        delta: at,
        ...(tolerance === undefined ? {} : { tolerance }),
      });
      return row(target.toNumber(), noise, epsilon);
    }),
  );
}
