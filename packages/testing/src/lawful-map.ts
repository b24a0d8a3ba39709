import {
  type Distance,
  type DistanceMap,
  type DiscreetError,
  isDatasetMetric,
  mapFromJson,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import type { Option } from 'fp-ts/lib/Option.js';

/**
 * A map as its laws see it: from distances to results R, which may be losses, distances or curves.
 *
 * What is left out is not checked, so say all that the map has.
 */
export interface LawfulMap<R> {
  /** the result; throws a `DiscreetError` for what is no distance */
  readonly at: (dIn: Distance) => R;
  /** the same, or the refusal as a value */
  readonly evaluate?: (dIn: Distance) => E.Either<DiscreetError, R>;
  /** exact order of results; for curves, pointwise */
  readonly le: (a: R, b: R) => boolean;
  /** the result that is no loss at all */
  readonly zero: R;
  readonly print: (result: R) => string;
  /** whether only whole distances are distances */
  readonly whole: boolean;
  /** the declared shape: what the result at d becomes at k d, as k r for a linear map and k^2 r for a quadratic one */
  readonly scaled?: (atD: R, k: bigint) => R;
  /** the greatest distance whose result is <= dOut, where it is rational; none where every distance or no rational will do */
  readonly invert?: (dOut: R) => Option<Rational>;
  /** a result between two, for inverses of what no distance gives */
  readonly between?: (a: R, b: R) => R;
  /** what can be read off the map, such as explanations; reading must change nothing */
  readonly reads: readonly (() => unknown)[];
  /** the map itself, which nobody may alter */
  readonly object?: object;
  /** the map that its JSON is read back to */
  readonly copy?: () => LawfulMap<R>;
}

/**
 * The laws' view of a `DistanceMap`.
 *
 * @example
 * import { count, chain, real, symmetricDistance, values } from 'discreet';
 * import { lawfulMap } from '@discreet/testing';
 * lawfulMap(chain(values(real, symmetricDistance()), count()).map).whole; // => true
 */
export function lawfulMap(map: DistanceMap): LawfulMap<Rational> {
  return {
    at: (dIn) => map(dIn),
    evaluate: map.evaluate,
    le: (a, b) => a.lessThanOrEqual(b),
    zero: Rational.zero,
    print: (result) => result.toString(),
    whole: isDatasetMetric(map.from),
    scaled: (atD, k) => atD.mul(Rational.of(map.kind === 'linear' ? k : k * k)),
    invert: map.invert,
    between: (a, b) => {
      const middle = a.add(b).div(Rational.of(2n));
      return isDatasetMetric(map.to) ? Rational.of(middle.floor()) : middle;
    },
    reads: [map.explain, map.toJSON, () => JSON.stringify(map), () => map.factor, () => map.kind],
    object: map,
    copy: () => {
      const read = mapFromJson(JSON.parse(JSON.stringify(map)));
      if (E.isLeft(read)) throw read.left;
      return lawfulMap(read.right);
    },
  };
}
