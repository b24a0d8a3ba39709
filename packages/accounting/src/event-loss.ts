import type {
  EpsilonDeltaEvent,
  ExponentialMechanismEvent,
  NonPrivateEvent,
  NoOpEvent,
  PermuteAndFlipEvent,
  RandomizedResponseEvent,
  UnsupportedEvent,
  ZeroConcentratedEvent,
} from './event.ts';
import { sealEvent } from './internal/event-seal.ts';
import { readFields, readParameter } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/** Nothing was released: it costs nothing. */
export const noOpEvent: NoOpEvent = sealEvent({ kind: 'noOp' });
/** The data were released without noise: it costs everything. */
export const nonPrivateEvent: NonPrivateEvent = sealEvent({ kind: 'nonPrivate' });
/** What no accountant accepts. */
export const unsupportedEvent: UnsupportedEvent = sealEvent({ kind: 'unsupported' });

/**
 * Any mechanism that is (epsilon, delta)-DP.
 *
 * **Units** nats
 * **Errors** An epsilon that is no finite number >= 0, a delta outside [0, 1).
 *
 * @example
 * import { epsilonDeltaEvent } from '@discreet/accounting';
 * epsilonDeltaEvent({ epsilon: -1 }); // => throws epsilonDeltaEvent: epsilon must be a finite number >= 0, got -1
 */
export function epsilonDeltaEvent(parameters: {
  readonly epsilon: Parameter;
  readonly delta?: Parameter;
}): EpsilonDeltaEvent {
  const where = 'epsilonDeltaEvent';
  const { epsilon, delta = 0 } = readFields(where, parameters);
  return sealEvent({
    kind: 'epsilonDelta',
    epsilon: readParameter(where, 'epsilon', epsilon, 'a finite number >= 0'),
    delta: readParameter(where, 'delta', delta, '>= 0 and < 1'),
  });
}

/**
 * Any mechanism with a Rényi divergence of at most xi + rho a at every order a > 1: rho-zCDP, where xi is 0.
 *
 * **Errors** A rho or a xi that is no finite number >= 0.
 */
export function zeroConcentratedEvent(parameters: {
  readonly rho: Parameter;
  readonly xi?: Parameter;
}): ZeroConcentratedEvent {
  const where = 'zeroConcentratedEvent';
  const { rho, xi = 0 } = readFields(where, parameters);
  return sealEvent({
    kind: 'zeroConcentrated',
    rho: readParameter(where, 'rho', rho, 'a finite number >= 0'),
    xi: readParameter(where, 'xi', xi, 'a finite number >= 0'),
  });
}

/**
 * The exponential mechanism, or any other of bounded range epsilon, such as reporting the noisy maximum with Gumbel noise.
 *
 * **Errors** An epsilon that is no finite number > 0.
 */
export function exponentialMechanismEvent(parameters: {
  readonly epsilon: Parameter;
}): ExponentialMechanismEvent {
  const where = 'exponentialMechanismEvent';
  const { epsilon } = readFields(where, parameters);
  return sealEvent({
    kind: 'exponentialMechanism',
    epsilon: readParameter(where, 'epsilon', epsilon, '> 0'),
  });
}

/**
 * Permute-and-flip, which is epsilon-DP.
 *
 * **Errors** An epsilon that is no finite number > 0.
 */
export function permuteAndFlipEvent(parameters: {
  readonly epsilon: Parameter;
}): PermuteAndFlipEvent {
  const where = 'permuteAndFlipEvent';
  const { epsilon } = readFields(where, parameters);
  return sealEvent({
    kind: 'permuteAndFlip',
    epsilon: readParameter(where, 'epsilon', epsilon, '> 0'),
  });
}

/**
 * Randomized response over `buckets` values: with probability `noise` the answer is uniform over all of them, else it is true.
 *
 * **Errors** A noise outside (0, 1], buckets that are not whole and >= 2.
 */
export function randomizedResponseEvent(parameters: {
  readonly noise: Parameter;
  readonly buckets: Parameter;
}): RandomizedResponseEvent {
  const where = 'randomizedResponseEvent';
  const { noise, buckets } = readFields(where, parameters);
  return sealEvent({
    kind: 'randomizedResponse',
    noise: readParameter(where, 'noise', noise, '> 0 and <= 1'),
    buckets: readParameter(where, 'buckets', buckets, 'a whole number >= 2'),
  });
}
