import { type DistanceMap, distanceMap } from './distance-map.ts';

/**
 * The map of one step after another, in closed form.
 *
 * **Contract** composeMaps(first, second)(d) = second(first(d)) for all d, exactly. The second may be quadratic only after a linear one:
 * no step of the library asks for more.
 */
export function composeMaps(first: DistanceMap, second: DistanceMap): DistanceMap {
  // second(first(d)): g (f d) = (g f) d; g (f d)^2 = (g f^2) d^2; g (f d^2) = (g f) d^2; g (f d^2)^2 = (g f^2) d^4 has no form here
  if (first.kind === 'quadratic' && second.kind === 'quadratic')
    throw new RangeError('composeMaps: a quadratic map cannot follow a quadratic map');
  const factor =
    second.kind === 'quadratic'
      ? second.factor.mul(first.factor.square())
      : second.factor.mul(first.factor);
  const kind = first.kind === 'quadratic' || second.kind === 'quadratic' ? 'quadratic' : 'linear';
  return distanceMap({ kind, factor, from: first.from, to: second.to });
}
