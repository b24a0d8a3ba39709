import type { Gate } from '@discreet/core';
import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import type { Curve, DivergingCurve, RenyiCurve } from './curve.ts';
import type { KindCheck } from './kind-check.ts';
import { divergenceOf, sumAt } from './internal/divergences.ts';
import { isCurve, isDivergingCurve } from './internal/curve-fields.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import { refineWithin } from './internal/refine.ts';
import type { Parameter } from './parameter.ts';

/**
 * The Rényi divergence of a guarantee at any real order above 1.
 *
 * **Contract** For all neighbours, both ways: D_order <= `upper`. Exact for noise and for randomized response, the worst that pure privacy allows for a pure
 * curve. Infinity above the last order of a curve that is a list.
 * **Units** nats
 * **Errors** An order that is not > 1.
 * **Cost** Some tens of microseconds a term.
 * **Source** docs/proofs/pure-to-zcdp.md, noise-curves.md; Mironov 2017, Rényi differential privacy, table II, https://arxiv.org/abs/1702.07476
 *
 * @example
 * const { lower, upper } = divergenceAt(laplaceCurve({ sensitivity: 1, scale: 1 }), { order: 2 });
 * [lower > 0.619123629998, upper < 0.619123629999]; // => [true, true]
 */
export function divergenceAt<C extends Curve>(
  curve: Gate<
    C,
    KindCheck<
      C,
      DivergingCurve | RenyiCurve,
      'has no divergence at every order that a theorem gives'
    >
  >,
  at: { readonly order: Parameter },
): Enclosure;
export function divergenceAt(curve: unknown, at: { readonly order: Parameter }): Enclosure {
  const where = 'divergenceAt';
  if (!isCurve(curve) || !(curve.kind === 'renyi' || isDivergingCurve(curve)))
    throw refusal(where, 'the curve must be one whose divergence is known', curve);
  const order = readParameter(where, 'order', readFields(where, at)['order'], '> 1');
  const b = order.sub(Rational.one);
  if (curve.kind !== 'renyi') {
    const divergence = divergenceOf(curve);
    return refineWithin(Infinity, (bits) => divergence.at(Interval.of(b, bits)));
  }
  return sumAt(curve, order, 64) === undefined
    ? { lower: Infinity, upper: Infinity }
    : refineWithin(Infinity, (bits) => sumAt(curve, order, bits));
}
