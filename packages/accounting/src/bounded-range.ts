import { Rational } from '@discreet/numeric';
import type { ZeroConcentratedCurve } from './curve.ts';
import { readFields, readParameter } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/**
 * The guarantee of a mechanism of bounded range, such as the exponential mechanism: rho = epsilon^2 / 8.
 *
 * Bounded range is stronger than pure privacy: the losses of any two answers differ by at most epsilon, for each pair of neighbours. A mechanism that is known to be
 * epsilon-DP and nothing else has no bounded range of epsilon, and must not come in here.
 *
 * **Contract** For a mechanism of range epsilon: D_a <= rho a at all orders a > 1.
 * **Errors** An epsilon that is no finite number >= 0.
 * **Source** Cesar, Rogers 2021, Bounding, concentrating, and truncating, lemma 3.2, https://arxiv.org/abs/2004.07223
 *
 * @example
 * boundedRange({ epsilon: 1 }).rho.toString(); // => '1/8'
 */
export function boundedRange(range: { readonly epsilon: Parameter }): ZeroConcentratedCurve {
  const given = readFields('boundedRange', range)['epsilon'];
  const epsilon = readParameter('boundedRange', 'epsilon', given, 'a finite number >= 0');
  return Object.freeze({
    kind: 'zeroConcentrated',
    rho: epsilon.square().div(Rational.of(8n)),
  });
}
