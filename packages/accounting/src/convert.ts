import type { Gate, Needs } from '@discreet/core';
import type { Curve, CurveKind, CurveOf } from './curve.ts';
import { epsilonAt } from './epsilon-at.ts';
import { implications } from './internal/implications.ts';
import { exactOf } from './internal/exact-of.ts';
import { checkCurve } from './internal/curve-fields.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/** What each kind of guarantee implies by a theorem, beside an approximate one at a delta. */
export interface Conversions {
  pure: 'zeroConcentrated' | 'approximateZeroConcentrated' | 'renyi' | 'gaussian';
  approximate: 'approximateZeroConcentrated';
  zeroConcentrated: 'approximateZeroConcentrated' | 'renyi';
  approximateZeroConcentrated: never;
  renyi: never;
  gaussian: 'zeroConcentrated' | 'approximateZeroConcentrated' | 'renyi';
  laplace: 'pure' | 'zeroConcentrated' | 'approximateZeroConcentrated' | 'renyi' | 'gaussian';
  discreteLaplace:
    'pure' | 'zeroConcentrated' | 'approximateZeroConcentrated' | 'renyi' | 'gaussian';
  discreteGaussian: 'zeroConcentrated' | 'approximateZeroConcentrated' | 'renyi';
  randomizedResponse:
    'pure' | 'zeroConcentrated' | 'approximateZeroConcentrated' | 'renyi' | 'gaussian';
}

/** The kinds among K that no theorem takes to T. */
type Without<K extends CurveKind, T> = K extends CurveKind
  ? T extends Conversions[K] | K
    ? never
    : K
  : never;

/** Why no theorem takes curves of kind K to T; `unknown` where one does. */
export type ConversionCheck<K extends CurveKind, T> = [T] extends ['approximate']
  ? unknown
  : [Without<K, T>] extends [never]
    ? unknown
    : Needs<`no theorem takes a ${Without<K, T>} curve to a ${T & string} one`>;

/** The delta that a conversion to an approximate guarantee is made at; nothing for the others. */
export type ConversionPoint<T> = [T] extends ['approximate']
  ? readonly [at: { readonly delta: Parameter }]
  : readonly [];

/**
 * A guarantee of another kind that a guarantee implies.
 *
 * Pure privacy gives zCDP with rho = epsilon tanh(epsilon/2), the least there is; Gaussian noise gives zCDP with rho = mu^2/2; every kind gives (epsilon, delta) at a
 * delta. Pure privacy gives Gaussian privacy with mu = 2 z, z the point that a standard normal variable is above with chance 1/(1 + e^epsilon), the least there is; nothing else gives it: a discrete
 * Gaussian is not mu-GDP. Nothing leads back from zCDP or Rényi curves, and none from a Rényi curve to zCDP.
 *
 * **Contract** If the mechanism has the first guarantee, it has the second. Irrational parameters are rounded up to a double.
 * **Errors** A conversion that no theorem gives does not compile, and throws; so does one to (epsilon, delta) where no finite epsilon is known.
 * **Source** docs/proofs/pure-to-zcdp.md, docs/proofs/pure-to-gaussian.md; Bun, Steinke 2016, Concentrated differential privacy, https://arxiv.org/abs/1605.02065; Dong, Roth, Su 2022, Gaussian
 * differential privacy, https://arxiv.org/abs/1905.02383
 *
 * @example
 * convert(pureCurve({ epsilon: 1 }), 'zeroConcentrated').rho.toNumber().toFixed(4); // => '0.4621'
 */
export function convert<C extends Curve, const T extends CurveKind>(
  curve: C,
  to: Gate<T, ConversionCheck<C['kind'], T>>,
  ...at: ConversionPoint<T>
): CurveOf<T>;
export function convert(curve: Curve, to: CurveKind, point?: unknown): Curve {
  const where = 'convert';
  checkCurve(where, curve);
  if (curve.kind === to) return curve;
  if (to === 'approximate') {
    const given = readFields(where, point)['delta'];
    const delta = readParameter(where, 'delta', given, '>= 0 and < 1');
    const { upper } = epsilonAt(curve, { delta });
    if (upper === Infinity) throw refusal(where, 'no finite epsilon is known at this delta', given);
    return Object.freeze({ kind: 'approximate', epsilon: exactOf(upper), delta });
  }
  const found = implications(curve)[to];
  if (found === undefined)
    throw refusal(where, `no theorem takes a ${curve.kind} curve to this kind`, to);
  return found();
}
