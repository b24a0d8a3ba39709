import type { Gate } from '@discreet/core';
import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import type {
  ApproximateCurve,
  Curve,
  GaussianCurve,
  PureCurve,
  RandomizedResponseCurve,
} from './curve.ts';
import type { KindCheck } from './kind-check.ts';
import { lossOf } from './internal/divergences.ts';
import { gaussianTradeOff } from './internal/gaussian.ts';
import { expOf } from './internal/normal.ts';
import { isCurve } from './internal/curve-fields.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import { refineWithin } from './internal/refine.ts';
import type { Parameter } from './parameter.ts';

/** The curves whose trade-off function is known. */
export type TradeOffCurve = PureCurve | ApproximateCurve | GaussianCurve | RandomizedResponseCurve;

/** max(0, 1 - delta - e^epsilon x, e^-epsilon (1 - delta - x)) */
const polygon = (epsilon: (bits: number) => Interval, delta: Rational, x: Rational): Enclosure =>
  refineWithin(1, (bits) => {
    const [rest, typeOne] = [Interval.of(Rational.one.sub(delta), bits), Interval.of(x, bits)];
    const loss = epsilon(bits);
    const steep = rest.sub(expOf(loss).mul(typeOne));
    return Interval.max(steep, expOf(loss.negate()).mul(rest.sub(typeOne)));
  });

/**
 * The trade-off function of a guarantee (f-DP) at one point: the least chance of a miss for a test of x against x' whose false alarms have chance `typeOne`.
 *
 * **Contract** For all neighbours and every test: type II error >= `lower`. `upper` is above the exact value of the function.
 * **Errors** A type I error outside [0, 1).
 * **Cost** Below a millisecond.
 * **Source** Dong, Roth, Su 2022, Gaussian differential privacy, sections 2.1 and 2.2, https://arxiv.org/abs/1905.02383
 *
 * @example
 * tradeOffAt(pureCurve({ epsilon: 0 }), { typeOne: 0.25 }); // => { lower: 0.75, upper: 0.75 }
 */
export function tradeOffAt<C extends Curve>(
  curve: Gate<C, KindCheck<C, TradeOffCurve, 'has no trade-off function that a theorem gives'>>,
  at: { readonly typeOne: Parameter },
): Enclosure;
export function tradeOffAt(curve: unknown, at: { readonly typeOne: Parameter }): Enclosure {
  const where = 'tradeOffAt';
  if (!isCurve(curve)) throw refusal(where, 'the curve must be one that a constructor made', curve);
  const typeOne = readParameter(where, 'typeOne', readFields(where, at)['typeOne'], '>= 0 and < 1');
  switch (curve.kind) {
    case 'pure':
      return polygon((bits) => Interval.of(curve.epsilon, bits), Rational.zero, typeOne);
    case 'approximate':
      return polygon((bits) => Interval.of(curve.epsilon, bits), curve.delta, typeOne);
    case 'randomizedResponse':
      return polygon((bits) => lossOf(curve.truth, bits), Rational.zero, typeOne);
    case 'gaussian':
      if (typeOne.sign() === 0) return { lower: 1, upper: 1 };
      return gaussianTradeOff(curve.muSquared, typeOne);
    default:
      throw refusal(
        where,
        'no theorem gives the trade-off function of this kind of curve',
        curve.kind,
      );
  }
}
