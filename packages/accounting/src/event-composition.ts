import type {
  BandedMatrixFactorizationEvent,
  ComposedEvent,
  PrivacyEvent,
  RepeatAndSelectEvent,
  SelfComposedEvent,
  TreeAggregationEvent,
} from './event.ts';
import { readEvent } from './internal/read-event.ts';
import { sealEvent } from './internal/event-seal.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/**
 * Several events, one after another: each mechanism may depend on the answers before it, its event may not.
 *
 * **Errors** What is no list of events.
 *
 * @example
 * import { composedEvent, gaussianEvent, laplaceEvent } from '@discreet/accounting';
 * composedEvent([gaussianEvent({ noiseMultiplier: 2 }), laplaceEvent({ noiseMultiplier: 3 })]).events.length; // => 2
 */
export function composedEvent(events: readonly PrivacyEvent[]): ComposedEvent {
  const where = 'composedEvent';
  if (!Array.isArray(events)) throw refusal(where, 'needs a list of events', events);
  return sealEvent({
    kind: 'composed',
    events: Object.freeze(events.map((event: unknown) => readEvent(where, event))),
  });
}

/**
 * An event that happens `count` times.
 *
 * **Errors** A count that is not whole and >= 1; what is no event.
 */
export function selfComposedEvent(event: PrivacyEvent, count: Parameter): SelfComposedEvent {
  const where = 'selfComposedEvent';
  return sealEvent({
    kind: 'selfComposed',
    event: readEvent(where, event),
    count: readParameter(where, 'count', count, 'a whole number >= 1').floor(),
  });
}

/**
 * The best of a random number of runs of an event.
 *
 * **Contract** The number of runs has the truncated negative binomial law of a shape > -1 and a mean; a shape of 0 is the logarithmic law, 1 the geometric one;
 * `'poisson'` is the Poisson law. Whoever sees more than the chosen answer, the number of runs among it, sees more than this covers.
 * **Errors** A shape that is not > -1, a mean that is not > 0, or not >= 1 for other laws than Poisson's.
 * **Source** N. Papernot, T. Steinke, 2022, Hyperparameter tuning with Rényi differential privacy, https://arxiv.org/abs/2110.03620
 */
export function repeatAndSelectEvent(parameters: {
  readonly event: PrivacyEvent;
  readonly mean: Parameter;
  /** > -1, or 'poisson' */
  readonly shape: Parameter;
}): RepeatAndSelectEvent {
  const where = 'repeatAndSelectEvent';
  const { event, mean, shape } = readFields(where, parameters);
  const inner = readEvent(where, event);
  if (shape === 'poisson')
    return sealEvent({
      kind: 'repeatAndSelect',
      event: inner,
      mean: readParameter(where, 'mean', mean, '> 0'),
      shape,
    });
  return sealEvent({
    kind: 'repeatAndSelect',
    event: inner,
    // a mean of 1 is one run, whatever the law
    mean: readParameter(where, 'mean', mean, 'a finite number >= 1'),
    shape: readParameter(where, 'shape', shape, '> -1'),
  });
}

/**
 * Prefix sums over the steps of trees, with Gaussian noise on each node; each record takes part in one step.
 *
 * **Errors** No trees, steps that are not whole and >= 1, a noise multiplier that is not > 0.
 * **Source** P. Kairouz and others, 2021, Practical and private (deep) learning without sampling or shuffling, https://arxiv.org/abs/2103.00039
 */
export function treeAggregationEvent(parameters: {
  readonly noiseMultiplier: Parameter;
  readonly stepCounts: readonly Parameter[];
}): TreeAggregationEvent {
  const where = 'treeAggregationEvent';
  const { noiseMultiplier, stepCounts } = readFields(where, parameters);
  if (!Array.isArray(stepCounts) || stepCounts.length === 0)
    throw refusal(where, 'stepCounts must be a list with the steps of each tree', stepCounts);
  return sealEvent({
    kind: 'treeAggregation',
    noiseMultiplier: readParameter(where, 'noiseMultiplier', noiseMultiplier, '> 0'),
    stepCounts: Object.freeze(
      stepCounts.map((steps: unknown) =>
        readParameter(where, 'stepCounts', steps, 'a whole number >= 1'),
      ),
    ),
  });
}

/**
 * Correlated Gaussian noise by a matrix of `bands` bands, with a fresh Poisson sample in each round from the round's own part of the data.
 *
 * **Contract** The data are split into `bands` parts beforehand, and round i samples from part i mod `bands`. A record then takes part in ceil(iterations / bands) rounds
 * at most, whose noise is independent: it is that many Poisson-sampled Gaussians.
 * **Errors** Iterations or bands that are not whole and >= 1, a probability outside [0, 1], a noise multiplier that is not > 0.
 * **Source** C. A. Choquette-Choo and others, 2023, (Amplified) banded matrix factorization, theorem 4, https://arxiv.org/abs/2306.08153
 */
export function bandedMatrixFactorizationEvent(parameters: {
  readonly noiseMultiplier: Parameter;
  readonly iterations: Parameter;
  readonly bands: Parameter;
  readonly samplingProbability: Parameter;
}): BandedMatrixFactorizationEvent {
  const where = 'bandedMatrixFactorizationEvent';
  const { noiseMultiplier, iterations, bands, samplingProbability } = readFields(where, parameters);
  return sealEvent({
    kind: 'bandedMatrixFactorization',
    noiseMultiplier: readParameter(where, 'noiseMultiplier', noiseMultiplier, '> 0'),
    iterations: readParameter(where, 'iterations', iterations, 'a whole number >= 1'),
    bands: readParameter(where, 'bands', bands, 'a whole number >= 1'),
    samplingProbability: readParameter(
      where,
      'samplingProbability',
      samplingProbability,
      '>= 0 and <= 1',
    ),
  });
}
