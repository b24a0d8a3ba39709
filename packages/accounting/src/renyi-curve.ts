import type { RenyiCurve, RenyiPoint, RenyiTerm } from './curve.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/**
 * A Rényi curve that is known at listed orders only.
 *
 * **Contract** The mechanism is (order, divergence)-RDP at each listed order; so it is at each order below it. Above the last order nothing is known.
 * **Errors** No points; an order that is not > 1 or stands twice; a divergence that is no number >= 0.
 * **Source** Mironov 2017, Rényi differential privacy, https://arxiv.org/abs/1702.07476
 *
 * @example
 * import { epsilonAt, renyiPoints } from '@discreet/accounting';
 * const curve = renyiPoints([{ order: 2, divergence: 0.014521 }]);
 * epsilonAt(curve, { delta: 1e-9 }).upper < 19.4; // => true
 */
export function renyiPoints(
  points: readonly { readonly order: Parameter; readonly divergence: Parameter }[],
): RenyiCurve {
  const where = 'renyiPoints';
  if (!Array.isArray(points) || points.length === 0)
    throw refusal(where, 'needs a list of orders and divergences', points);
  const read = points.map((point: unknown): RenyiPoint => {
    const { order, divergence } = readFields(where, point);
    return Object.freeze({
      order: readParameter(where, 'order', order, '> 1'),
      divergence: readParameter(where, 'divergence', divergence, 'a finite number >= 0'),
    });
  });
  read.sort((a, b) => a.order.compare(b.order));
  const twice = read.find((point, i) => read[i + 1]?.order.equals(point.order) === true);
  if (twice !== undefined) throw refusal(where, 'each order must stand once', twice.order);
  const term: RenyiTerm = Object.freeze({ form: 'points', points: Object.freeze(read) });
  return Object.freeze({ kind: 'renyi', terms: Object.freeze([term]) });
}
