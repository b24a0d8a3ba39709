import { Rational } from '@discreet/numeric';
import type { LeafEvent, PrivacyEvent } from '../event.ts';
import { gaussianEvent } from '../event-noise.ts';
import { poissonSampledEvent } from '../event-sampling.ts';

/** An event that is no composition, and how often it happened. */
export interface CountedLeaf {
  readonly event: LeafEvent;
  readonly count: bigint;
}

/**
 * The parts of an event, each with its count. This is the one place where counts are multiplied: what looks at a leaf cannot forget them.
 */
export function* leavesOf(event: PrivacyEvent, count: bigint = 1n): Generator<CountedLeaf> {
  switch (event.kind) {
    case 'noOp':
      return;
    case 'composed':
      for (const part of event.events) yield* leavesOf(part, count);
      return;
    case 'selfComposed':
      yield* leavesOf(event.event, count * event.count);
      return;
    case 'bandedMatrixFactorization': {
      const { noiseMultiplier, iterations, bands, samplingProbability } = event;
      const round = poissonSampledEvent({
        samplingProbability,
        event: gaussianEvent({ noiseMultiplier }),
      });
      yield { event: round, count: count * iterations.div(bands).ceil() };
      return;
    }
    default:
      yield { event, count };
  }
}

/** The sum of count / sigma^2 over leaves that are all Gaussian noise of the given kinds; `undefined` where one is not. */
export function gaussianPrecision(
  leaves: readonly CountedLeaf[],
  kinds: readonly LeafEvent['kind'][],
): Rational | undefined {
  let sum = Rational.zero;
  for (const { event, count } of leaves) {
    if (!kinds.includes(event.kind)) return undefined;
    if (event.kind === 'gaussian' || event.kind === 'roundedGaussian')
      sum = sum.add(Rational.of(count).div(event.noiseMultiplier.square()));
    else if (event.kind === 'discreteGaussian')
      sum = sum.add(Rational.of(count).mul(wholeSensitivity(event).div(event.sigma).square()));
    else return undefined;
  }
  return sum;
}

/** A sensitivity of whole results: in one dimension it is whole. */
export function wholeSensitivity(event: {
  readonly sensitivity: Rational;
  readonly dimension?: Rational;
}): Rational {
  const isScalar = event.dimension === undefined || event.dimension.equals(Rational.one);
  return isScalar ? Rational.of(event.sensitivity.floor()) : event.sensitivity;
}
