import { DiscreetError } from '@discreet/numeric';
import { type DistanceMap, distanceMap } from './distance-map.ts';

const refused = (rule: string, received: string): DiscreetError =>
  new DiscreetError({ tag: 'StepMismatch', where: 'composeMaps', rule, received });

/**
 * The map of one step after another, in closed form.
 *
 * **Contract** composeMaps(first, second)(d) = second(first(d)) for all d, exactly. The second may be quadratic only after a linear one:
 * no step of the library asks for more.
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
