import { DiscreetError, integerRoot, Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { type Distance, hasWholeDistances, parseDistance } from './distance.ts';
import { print } from './print.ts';

/** The shape of a map: d goes to factor * d, or to factor * d^2. */
export type MapKind = 'linear' | 'quadratic';

/** A map in JSON; the factor is an exact fraction. */
export interface MapJson {
  readonly map: MapKind;
  readonly factor: string;
  readonly from: string;
  readonly to: string;
}

/** What a map is made of. */
export interface MapParts {
  readonly kind: MapKind;
  readonly factor: Rational;
  /** the name of the metric that distances are given in */
  readonly from: string;
  /** the name of the metric or measure that the result is in; an L2 distance is given as its square */
  readonly to: string;
}

/**
 * An upper bound on what a step does to distances, as a function that can be looked into.
 *
 * **Contract** For all x, x' with distance(x, x') <= d: the distance (or loss) of the results is <= map(d). Exact: nothing is rounded.
 * Monotone, and 0 at 0.
 * **Errors** Called with a distance that the metric cannot have, it throws a `DiscreetError`, and so does `invert`; `evaluate` returns
 * it in a `Left`.
 */
export interface DistanceMap extends MapParts {
  (dIn: Distance): Rational;
  /** the result, or why dIn is no distance */
  readonly evaluate: (dIn: Distance) => E.Either<DiscreetError, Rational>;
  /** the greatest distance whose result is <= dOut, where it is rational; none where every distance or no rational will do */
  readonly invert: (dOut: Distance) => O.Option<Rational>;
  /** the formula, for people */
  readonly explain: () => string;
  readonly toJSON: () => MapJson;
}

const kinds: ReadonlySet<unknown> = new Set<MapKind>(['linear', 'quadratic']);

const orThrow = (result: E.Either<DiscreetError, Rational>): Rational => {
  if (E.isLeft(result)) throw result.left;
  return result.right;
};

/**
 * Builds the map of the given parts; the one way to make one.
 *
 * **Errors** A negative factor, and a kind that is neither of the two.
 * **Source** docs/proofs/maps.md
 *
 * @example
 * import { distanceMap } from '@discreet/core';
 * import { Rational } from '@discreet/numeric';
 * const factor = Rational.of(5n, 2n);
 * const map = distanceMap({ kind: 'quadratic', factor, from: 'changeOneDistance', to: 'l2Distance' });
 * [map(2).toString(), map.explain()]; // => ['10', 'l2Distance^2 <= 5/2 d^2, d in changeOneDistance']
 */
export function distanceMap(parts: MapParts): DistanceMap {
  const { kind, factor, from, to } = parts;
  if (factor.sign() < 0)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'distanceMap',
      rule: 'factor must be >= 0',
      received: factor.toString(),
    });
  // a misspelt kind must not be taken for the other one: the bound would be too small on one side of distance 1
  if (!kinds.has(kind))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'distanceMap',
      rule: 'kind must be linear or quadratic',
      received: print(kind),
    });
  const at = (d: Rational): Rational => factor.mul(kind === 'linear' ? d : d.square());
  const evaluate = (dIn: Distance): E.Either<DiscreetError, Rational> =>
    E.map(at)(parseDistance(dIn, from, 'map'));
  const whole = hasWholeDistances(from);
  const invert = (dOut: Distance): O.Option<Rational> => {
    const allowed = orThrow(parseDistance(dOut, to, 'invert', 'dOut'));
    if (factor.sign() === 0) return O.none;
    const ratio = allowed.div(factor);
    if (kind === 'linear') return O.some(whole ? Rational.of(ratio.floor()) : ratio);
    // the greatest whole d with d^2 <= ratio is the root of floor(ratio), since d^2 is whole
    if (whole) return O.some(Rational.of(integerRoot(ratio.floor())));
    // the greatest d is the root itself: rational exactly when both parts, in lowest terms, are squares
    const root = Rational.of(integerRoot(ratio.numerator), integerRoot(ratio.denominator));
    return root.square().equals(ratio) ? O.some(root) : O.none;
  };
  const call = (dIn: Distance): Rational => orThrow(evaluate(dIn));
  const shape = kind === 'linear' ? 'd' : 'd^2';
  const target = to === 'l2Distance' ? 'l2Distance^2' : to;
  return Object.freeze(
    Object.assign(call, {
      kind,
      factor,
      from,
      to,
      evaluate,
      invert,
      explain: () => `${target} <= ${factor.toString()} ${shape}, d in ${from}`,
      toJSON: (): MapJson => ({ map: kind, factor: factor.toString(), from, to }),
    }),
  );
}
