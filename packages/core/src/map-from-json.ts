import { DiscreetError, rationalFromDecimal } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { type DistanceMap, distanceMap } from './distance-map.ts';
import type { Metric } from './metric.ts';
import { ownFields } from './own-fields.ts';
import { print } from './print.ts';

const keys = ['map', 'factor', 'from', 'to'];

/** a record, so that a metric which is missing here does not compile */
const metricNames: { readonly [K in Metric['kind']]: true } = {
  symmetricDistance: true,
  changeOneDistance: true,
  insertDeleteDistance: true,
  hammingDistance: true,
  symmetricIdDistance: true,
  changeOneIdDistance: true,
  absoluteDistance: true,
  l1Distance: true,
  l2Distance: true,
  lInfDistance: true,
  discreteDistance: true,
};
const metrics = Object.keys(metricNames);
const results = [...metrics, 'maxDivergence', 'zeroConcentratedDivergence'];

/**
 * Reads a map back from its JSON, through a closed list of kinds.
 *
 * **Contract** mapFromJson(JSON of map) gives a map equal to it, if its factor has at most 10,000 characters; anything else gives a `Left`.
 *
 * @example
 * const json = { map: 'linear', factor: '100', from: 'symmetricDistance', to: 'absoluteDistance' };
 * const map = mapFromJson(json);
 * map._tag === 'Right' && map.right(2).toString(); // => '200'
 */
export function mapFromJson(json: unknown): E.Either<DiscreetError, DistanceMap> {
  const refuse = (rule: string, received: unknown): E.Either<DiscreetError, never> =>
    E.left(
      new DiscreetError({
        tag: 'InvalidJson',
        where: 'mapFromJson',
        rule,
        received: print(received),
      }),
    );
  const fields = ownFields(json);
  if (fields === undefined) return refuse('a map must be an object', json);
  const other = [...fields.keys()].find((key) => !keys.includes(key));
  if (other !== undefined) return refuse(`a map takes ${keys.join(', ')} and nothing else`, other);
  const [kind, factor, from, to] = keys.map((key) => fields.get(key));
  if (kind !== 'linear' && kind !== 'quadratic')
    return refuse("map must be 'linear' or 'quadratic'", kind);
  const rational = typeof factor === 'string' ? rationalFromDecimal(factor) : O.none;
  if (O.isNone(rational) || rational.value.sign() < 0)
    return refuse('factor must be a fraction >= 0', factor);
  if (typeof from !== 'string' || !metrics.includes(from))
    return refuse('from must be the name of a metric', from);
  if (typeof to !== 'string' || !results.includes(to))
    return refuse('to must be the name of a metric or measure', to);
  return E.right(distanceMap({ kind, factor: rational.value, from, to }));
}
