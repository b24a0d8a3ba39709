import { fieldOf } from '@discreet/core';
import {
  DiscreetError,
  type Enclosure,
  type Rational,
  rationalFromDouble,
} from '@discreet/numeric';
import type { PrivacyEvent } from './event.ts';
import type { EventAccountant } from './event-accountant.ts';
import { exp, ln } from './internal/guess.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/** What noise is looked for. */
export interface NoiseTarget {
  /** adds the event to what it has: a new one, or one with a history */
  readonly accountant: EventAccountant;
  /** the event with that much noise; more noise must cost no more */
  readonly event: (noise: number) => PrivacyEvent;
  readonly epsilon: Parameter;
  readonly delta: Parameter;
  /** how far the noise may be above the least, as a share of it; 1e-9 unless it is given */
  readonly tolerance?: number;
}

/** The least noise found, and what it costs. */
export interface CalibratedNoise {
  readonly noise: number;
  readonly epsilon: Enclosure;
}

const where = 'calibrateNoise';
/** noise is looked for between these */
const [least, most] = [2 ** -100, 2 ** 100];

/** Where the line through two points of ln cost over ln noise crosses the target; the geometric mean where it does not. */
const secant = (low: Tried, high: Tried, goal: number): number => {
  const [a, b] = [ln(low.noise), ln(high.noise)];
  const [fa, fb] = [ln(low.upper) - goal, ln(high.upper) - goal];
  const share = fa / (fa - fb);
  return exp(share > 0 && share < 1 ? a + (b - a) * share : (a + b) / 2);
};

interface Tried {
  readonly noise: number;
  readonly upper: number;
  readonly cost: Enclosure;
}

const isWithin = (upper: number, target: Rational): boolean => {
  const read = rationalFromDouble(upper);
  return read._tag === 'Some' && read.value.lessThanOrEqual(target);
};

/**
 * The least noise with which an event meets (epsilon, delta), for any event and any accountant.
 *
 * **Contract** The accountant's own `epsilon(delta).upper`, for the event with exactly the noise that is returned, is at most epsilon: by not so much as a rounding above it. With
 * a share of `tolerance` less noise it would be above, as far as this accountant can tell. The search is in doubles; only what was evaluated decides.
 * **Errors** A target that is no number, or that no noise from 2^-100 to 2^100 meets; a tolerance outside [1e-14, 1].
 * **Cost** About ten to twenty readings of the accountant.
 *
 * @example
 * import { calibrateNoise, gaussianEvent, poissonSampledEvent, rdpAccountant, selfComposedEvent } from '@discreet/accounting';
 * const { noise, epsilon } = calibrateNoise({
 *   accountant: rdpAccountant(),
 *   event: (noiseMultiplier) =>
 *     selfComposedEvent(poissonSampledEvent({ samplingProbability: 0.01, event: gaussianEvent({ noiseMultiplier }) }), 1000),
 *   epsilon: 1,
 *   delta: 1e-5,
 * });
 * noise < 1.5132 && epsilon.upper <= 1; // => true
 */
export function calibrateNoise(target: NoiseTarget): CalibratedNoise {
  const fields = readFields(where, target);
  const goal = readParameter(where, 'epsilon', fields['epsilon'], '> 0');
  readParameter(where, 'delta', fields['delta'], '> 0 and < 1');
  const { accountant, event, delta } = target;
  const isAccountant = ['compose', 'epsilon'].every(
    (name) => typeof fieldOf(accountant, name) === 'function',
  );
  if (!isAccountant) throw refusal(where, 'accountant must be an accountant', accountant);
  if (typeof fields['event'] !== 'function')
    throw refusal(where, 'event must be a function of the noise', event);
  const tolerance = fields['tolerance'] ?? 1e-9;
  if (!(typeof tolerance === 'number' && tolerance >= 1e-14 && tolerance <= 1))
    throw refusal(where, 'tolerance must be from 1e-14 to 1', tolerance);
  const at = (noise: number): Tried => {
    const cost = accountant.compose(event(noise)).epsilon(delta);
    return { noise, upper: cost.upper, cost };
  };
  const meets = (tried: Tried): boolean => isWithin(tried.upper, goal);

  let high = at(1);
  let low = high;
  while (!meets(high)) {
    if (high.noise >= most)
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where,
        rule: 'epsilon must be such that some noise meets it',
        received: goal.toString(),
      });
    low = high;
    high = at(high.noise * 4);
  }
  while (meets(low)) {
    if (low.noise <= least) return { noise: low.noise, epsilon: low.cost };
    high = low;
    low = at(low.noise / 4);
  }
  const wanted = ln(goal.toNumber());
  for (let n = 0; high.noise > low.noise * (1 + tolerance); n += 1) {
    // a little beyond the root, now on this side, now on that; and the middle, where a line is no good guide
    const side = 1 + ((n % 2 === 0 ? 1 : -1) * tolerance) / 4;
    const middle = Math.sqrt(low.noise) * Math.sqrt(high.noise);
    const aim = n % 5 === 4 ? middle : secant(low, high, wanted) * side;
    const next = at(aim > low.noise && aim < high.noise ? aim : middle);
    if (next.noise <= low.noise || next.noise >= high.noise) break;
    if (meets(next)) high = next;
    else low = next;
  }
  return Object.freeze({ noise: high.noise, epsilon: high.cost });
}
