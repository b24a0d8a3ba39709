import type { Rational } from '@discreet/numeric';
import type { PrivacyEvent } from '../event.ts';
import { eventKey } from './event-key.ts';

/** The noise of one answer. The continuous laws are in sensitivities, the discrete ones in steps of the result's own grid. */
export type AnswerNoise =
  | { readonly law: 'gaussian' | 'roundedGaussian' | 'laplace'; readonly scale: Rational }
  | { readonly law: 'discreteLaplace'; readonly scale: Rational }
  | { readonly law: 'discreteGaussian'; readonly sigmaSquared: Rational };

/**
 * The noise that every answer of an event has; undefined where an answer is no exact result plus noise, where its noise depends on other answers, and
 * where two answers have two laws.
 */
export function answerNoise(event: PrivacyEvent): AnswerNoise | undefined {
  switch (event.kind) {
    case 'gaussian':
    case 'roundedGaussian':
    case 'laplace':
      return { law: event.kind, scale: event.noiseMultiplier };
    case 'truncatedSubsampledGaussian':
      return { law: 'gaussian', scale: event.noiseMultiplier };
    case 'discreteLaplace':
      return { law: 'discreteLaplace', scale: event.scale };
    case 'discreteGaussian':
      return { law: 'discreteGaussian', sigmaSquared: event.sigma.square() };
    case 'poissonSampled':
    case 'sampledWithoutReplacement':
    case 'sampledWithReplacement':
    case 'selfComposed':
      return answerNoise(event.event);
    case 'composed':
      return oneOf(event.events.filter(({ kind }) => kind !== 'noOp').map(answerNoise));
    default:
      return undefined;
  }
}

const oneOf = (all: readonly (AnswerNoise | undefined)[]): AnswerNoise | undefined => {
  const [first] = all;
  return all.every((each) => eventKey(each) === eventKey(first)) ? first : undefined;
};
