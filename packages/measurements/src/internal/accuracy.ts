import {
  type AccuracyOptions,
  type AggregateDomain,
  coordinateCount,
  DiscreetError,
  type Noise,
  print,
  readOptions,
} from '@discreet/core';
import { Rational, rationalFromDecimal, rationalFromDouble } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import { noiseLaw } from './noise-law.ts';

/** `accuracy` and `alpha` of a measurement. */
export interface Accuracy {
  readonly accuracy: (alpha: number, options?: AccuracyOptions) => number;
  readonly alpha: (accuracy: number, options?: AccuracyOptions) => number;
}

const refuse = (where: string, rule: string, received: unknown): DiscreetError =>
  new DiscreetError({ tag: 'InvalidParameter', where, rule, received: print(received) });

/**
 * The accuracy of noise on an answer of a domain, from the noise's exact law.
 *
 * The noise is a whole number of units, so the bound a in units is the least whole number with P(|Z| > a) <= alpha, and a times the unit,
 * rounded up, bounds the error in the answer's own unit.
 */
export function accuracyOf(noise: Noise, domain: AggregateDomain): Accuracy {
  const { unit } = domain;
  const coordinates = (where: string, options: AccuracyOptions | undefined): number => {
    const simultaneous = readOptions(where, options, ['simultaneous']).get('simultaneous');
    if (simultaneous !== undefined && typeof simultaneous !== 'boolean')
      throw refuse(where, 'simultaneous must be true or false', simultaneous);
    return simultaneous === true ? coordinateCount(domain) : 1;
  };
  return {
    accuracy: (alpha, options) => {
      const probability = typeof alpha === 'number' ? rationalFromDecimal(alpha) : O.none;
      if (O.isNone(probability) || !(alpha > 0 && alpha < 1))
        throw refuse('accuracy', 'alpha must be > 0 and < 1', alpha);
      const bound = noiseLaw(noise).accuracy(probability.value, coordinates('accuracy', options));
      return Rational.of(bound).mul(unit).toNumberUp();
    },
    alpha: (accuracy, options) => {
      const isNumber = typeof accuracy === 'number';
      const printed = isNumber ? rationalFromDecimal(accuracy) : O.none;
      const exact = isNumber ? rationalFromDouble(accuracy) : O.none;
      if (O.isNone(printed) || O.isNone(exact) || !(accuracy >= 0))
        throw refuse('alpha', 'accuracy must be a finite number >= 0', accuracy);
      // a literal 0.3 means three tenths, which its double may fall short of; what `accuracy` gave is a double that was rounded up
      const bound = Rational.max(printed.value, exact.value);
      // |Z| units exceed the bound exactly when they exceed its whole part
      const units = bound.div(unit).floor();
      return Math.min(1, noiseLaw(noise).alpha(units, coordinates('alpha', options)));
    },
  };
}
