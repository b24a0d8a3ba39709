import type { Gate, Needs } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import type {
  ApproximateCurve,
  ApproximateZeroConcentratedCurve,
  Curve,
  GaussianCurve,
  PureCurve,
  RenyiCurve,
  ZeroConcentratedCurve,
} from './curve.ts';
import type { KindCheck } from './kind-check.ts';
import { isCurve } from './internal/curve-fields.ts';
import { refusal } from './internal/read-parameter.ts';

/** The guarantees that add up in a form of the same kind. */
export type SummedCurve =
  | PureCurve
  | ApproximateCurve
  | ZeroConcentratedCurve
  | ApproximateZeroConcentratedCurve
  | GaussianCurve
  | RenyiCurve;

/** true where K is a union */
type Several<K, All = K> = K extends All ? ([All] extends [K] ? never : true) : never;

/** Why curves do not add up; `unknown` where they do. */
export type SumCheck<C extends Curve> = [C] extends [SummedCurve]
  ? [Several<C['kind']>] extends [never]
    ? unknown
    : Needs<'curves of different kinds do not add up: convert them to one kind first'>
  : KindCheck<C, SummedCurve, 'does not add up: convert it first'>;

const readCurves = (where: string, given: unknown): readonly Curve[] => {
  if (!Array.isArray(given)) throw refusal(where, 'needs a list of curves', given);
  return given.map((curve: unknown) => {
    if (isCurve(curve)) return curve;
    throw refusal(where, 'the curve must be one that a constructor made', curve);
  });
};

const total = (amounts: readonly Rational[]): Rational =>
  amounts.reduce((sum, amount) => sum.add(amount), Rational.zero);

const failing = (delta: Rational): Rational => {
  if (!delta.lessThan(Rational.one))
    throw refusal('sumCurves', 'the deltas must sum to less than 1', delta);
  return delta;
};

/**
 * Basic composition: what mechanisms guarantee together, in the measure that each of them is stated in.
 *
 * Epsilons, deltas, rhos and squared mus add up; Rényi curves add up at each order. Curves of several kinds are first converted to one.
 *
 * **Contract** If each mechanism has its guarantee, whatever the others have answered, all answers together have the sum. Exact.
 * **Errors** No curves; curves of different kinds or of a kind that does not add up, which does not compile either; deltas that sum to 1 or more.
 * **Source** Dwork, Kenthapadi, McSherry, Mironov, Naor 2006; Bun, Steinke 2016, https://arxiv.org/abs/1605.02065; Mironov 2017,
 * https://arxiv.org/abs/1702.07476; Dong, Roth, Su 2022, https://arxiv.org/abs/1905.02383
 *
 * @example
 * sumCurves([gaussianCurve({ mu: 3 }), gaussianCurve({ mu: 4 })]).muSquared.toString(); // => '25'
 */
export function sumCurves<C extends Curve>(curves: Gate<readonly C[], SumCheck<C>>): C;
export function sumCurves(given: unknown): Curve {
  const where = 'sumCurves';
  const curves = readCurves(where, given);
  const first = curves[0];
  if (first === undefined) throw refusal(where, 'needs at least one curve', curves);
  const of = <K extends SummedCurve['kind']>(kind: K): readonly Extract<Curve, { kind: K }>[] =>
    curves.map((curve) => {
      if (!isOf(curve, kind)) throw refusal(where, 'the curves must be of one kind', curve.kind);
      return curve;
    });
  switch (first.kind) {
    case 'pure':
      return Object.freeze({ ...first, epsilon: total(of('pure').map((c) => c.epsilon)) });
    case 'approximate': {
      const all = of('approximate');
      const delta = failing(total(all.map((c) => c.delta)));
      return Object.freeze({ ...first, epsilon: total(all.map((c) => c.epsilon)), delta });
    }
    case 'zeroConcentrated':
      return Object.freeze({ ...first, rho: total(of('zeroConcentrated').map((c) => c.rho)) });
    case 'approximateZeroConcentrated': {
      const all = of('approximateZeroConcentrated');
      const delta = failing(total(all.map((c) => c.delta)));
      return Object.freeze({ ...first, rho: total(all.map((c) => c.rho)), delta });
    }
    case 'gaussian':
      return Object.freeze({ ...first, muSquared: total(of('gaussian').map((c) => c.muSquared)) });
    case 'renyi':
      return Object.freeze({
        ...first,
        terms: Object.freeze(of('renyi').flatMap((c) => c.terms)),
      });
    default:
      throw refusal(where, 'curves of this kind do not add up: convert them first', first.kind);
  }
}

const isOf = <K extends Curve['kind']>(
  curve: Curve,
  kind: K,
): curve is Extract<Curve, { kind: K }> => curve.kind === kind;
