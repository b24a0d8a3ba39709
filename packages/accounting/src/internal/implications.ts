import { Interval, Rational } from '@discreet/numeric';
import type { Curve, CurveKind, DivergingCurve, RenyiCurve } from '../curve.ts';
import { lossOf } from './divergences.ts';
import { exactOf } from './exact-of.ts';
import { pureRho } from './pure.ts';
import { pureMuSquared } from './pure-gaussian.ts';
import { refineWithin } from './refine.ts';

/** What a guarantee implies, by kind. */
export type Implications = { readonly [K in CurveKind]?: () => Curve };

const two = Rational.of(2n);

/** A number that may be irrational, rounded up. */
const up = (at: (bits: number) => Interval): Rational => exactOf(refineWithin(Infinity, at).upper);

const renyi = (curve: DivergingCurve): RenyiCurve =>
  Object.freeze({
    kind: 'renyi',
    terms: Object.freeze([Object.freeze({ form: 'curve', curve, count: Rational.one })]),
  });

const fromRho = (rho: () => Rational): Implications => ({
  zeroConcentrated: () => Object.freeze({ kind: 'zeroConcentrated', rho: rho() }),
  approximateZeroConcentrated: () =>
    Object.freeze({ kind: 'approximateZeroConcentrated', rho: rho(), delta: Rational.zero }),
});

const fromLoss = (epsilon: (bits: number) => Interval, curve: DivergingCurve): Implications => ({
  pure: () => Object.freeze({ kind: 'pure', epsilon: up(epsilon) }),
  gaussian: () => Object.freeze({ kind: 'gaussian', muSquared: pureMuSquared(epsilon) }),
  ...fromRho(() => up((bits) => pureRho(epsilon(bits)))),
  renyi: () => renyi(curve),
});

/** The guarantees that one implies, each by a theorem of docs/proofs. */
export function implications(curve: Curve): Implications {
  switch (curve.kind) {
    case 'pure':
      return fromLoss((bits) => Interval.of(curve.epsilon, bits), curve);
    case 'randomizedResponse':
      return fromLoss((bits) => lossOf(curve.truth, bits), curve);
    case 'laplace':
    case 'discreteLaplace': {
      const epsilon = curve.sensitivity.div(curve.scale);
      return {
        ...fromLoss((bits) => Interval.of(epsilon, bits), curve),
        pure: () => Object.freeze({ kind: 'pure', epsilon }),
      };
    }
    case 'approximate': {
      // the worst pair fails with probability delta, and is randomized response otherwise
      const { epsilon, delta } = curve;
      const rho = (): Rational => up((bits) => pureRho(Interval.of(epsilon, bits)));
      return {
        approximateZeroConcentrated: () =>
          Object.freeze({ kind: 'approximateZeroConcentrated', rho: rho(), delta }),
      };
    }
    case 'zeroConcentrated':
      return { ...fromRho(() => curve.rho), renyi: () => renyi(curve) };
    case 'gaussian': {
      const rho = curve.muSquared.div(two);
      return { ...fromRho(() => rho), renyi: () => renyi(curve) };
    }
    case 'discreteGaussian': {
      const rho = curve.sensitivity.square().div(curve.sigmaSquared).div(two);
      const concentrated = Object.freeze({ kind: 'zeroConcentrated', rho } as const);
      return { ...fromRho(() => rho), renyi: () => renyi(concentrated) };
    }
    case 'renyi':
    case 'approximateZeroConcentrated':
      return {};
  }
}
