import { DiscreetError } from '@discreet/numeric';
import { type DistanceMap, distanceMap } from './distance-map.ts';

const refused = (rule: string, received: string): DiscreetError =>
  new DiscreetError({ tag: 'StepMismatch', where: 'composeMaps', rule, received });

/**
 * The map of one step after another, in closed form.
 *
 * **Contract** composeMaps(first, second)(d) = second(first(d)) for all d, exactly. The second may be quadratic only after a linear one:
 * no step of the library asks for more.
 * **Errors** Maps that do not meet in one metric, and a quadratic one after another.
 * **Source** docs/proofs/maps.md
 *
 * @example
 * import { composeMaps, distanceMap } from '@discreet/core';
 * import { Rational } from '@discreet/numeric';
 * const rows = distanceMap({ kind: 'linear', factor: Rational.of(3n), from: 'symmetricDistance', to: 'symmetricDistance' });
 * const sum = distanceMap({ kind: 'linear', factor: Rational.of(100n), from: 'symmetricDistance', to: 'absoluteDistance' });
 * composeMaps(rows, sum).explain(); // => 'absoluteDistance <= 300 d, d in symmetricDistance'
 */
export function composeMaps(first: DistanceMap, second: DistanceMap): DistanceMap {
  // second(first(d)): g (f d) = (g f) d; g (f d)^2 = (g f^2) d^2; g (f d^2) = (g f) d^2; g (f d^2)^2 = (g f^2) d^4 has no form here
  if (first.kind === 'quadratic' && second.kind === 'quadratic')
    throw refused('a quadratic map cannot follow a quadratic map', first.explain());
  if (first.to !== second.from)
    throw refused(`the second map must be from ${first.to}`, `one from ${second.from}`);
  const factor =
    second.kind === 'quadratic'
      ? second.factor.mul(first.factor.square())
      : second.factor.mul(first.factor);
  const kind = first.kind === 'quadratic' || second.kind === 'quadratic' ? 'quadratic' : 'linear';
  return distanceMap({ kind, factor, from: first.from, to: second.to });
}
