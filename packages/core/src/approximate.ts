import { DiscreetError } from '@discreet/numeric';
import { fieldOf } from './field-of.ts';
import {
  type Approximate,
  type MaxDivergence,
  maxDivergence,
  type ZeroConcentratedDivergence,
  zeroConcentratedDivergence,
} from './measure.ts';
import { print } from './print.ts';

/**
 * A measure that may fail with probability delta.
 *
 * approximate(maxDivergence) is (epsilon, delta)-differential privacy; approximate(zeroConcentratedDivergence) is delta-approximate rho-zCDP.
 *
 * **Errors** Any other measure has no such form and is refused.
 *
 * @example
 * lossName(approximate(maxDivergence)); // => 'epsilon and delta'
 */
export function approximate<ME extends MaxDivergence | ZeroConcentratedDivergence>(
  measure: ME,
): Approximate<ME>;
export function approximate(
  measure: MaxDivergence | ZeroConcentratedDivergence,
): Approximate<MaxDivergence | ZeroConcentratedDivergence> {
  const kind = fieldOf(measure, 'kind');
  if (kind === 'maxDivergence') return Object.freeze({ kind: 'approximate', of: maxDivergence });
  if (kind === 'zeroConcentratedDivergence')
    return Object.freeze({ kind: 'approximate', of: zeroConcentratedDivergence });
  throw new DiscreetError({
    tag: 'InvalidParameter',
    where: 'approximate',
    rule: 'the measure must be maxDivergence or zeroConcentratedDivergence',
    received: print(kind ?? measure),
  });
}
