import {
  type AbsoluteDistance,
  type Bins,
  type Carrier,
  type Counts,
  distanceMap,
  type DivUp,
  type Grid,
  type L1Distance,
  type L2Distance,
  type Measurement,
  type Misplaced,
  type Mul,
  type Needs,
  type Num,
  type OnePositive,
  type Static,
  step,
  type Step,
  type Transformation,
  type TypeFunction,
  type ZeroConcentratedDivergence,
  zeroConcentratedDivergence,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { makeMeasurement } from './internal/make-measurement.ts';
import { mechanismParameter } from './internal/mechanism-parameter.ts';
import { openAggregate } from './internal/open-aggregate.ts';

/** Gaussian noise by its sigma, in the answer's unit, or by the loss that it may cost one person. */
export interface GaussianParameters {
  readonly sigma?: number;
  readonly rho?: number;
}

/** What `gaussian(parameters)` makes of a pipeline. */
export interface Gaussian<P> extends TypeFunction<readonly ['gaussian', P]> {
  readonly out: GaussianOf<this['in'], P>;
}
/** `Gaussian` as a type of T. */
export type GaussianOf<T, P> =
  T extends Transformation<infer DI, infer MI, infer DO, infer MO, infer C>
    ? DO extends Grid | Counts<string> | Bins
      ? C extends 0
        ? Needs<'no row can change this value: it is public and needs no noise'>
        : MO extends AbsoluteDistance | L2Distance
          ? Measurement<
              DI,
              MI,
              Carrier<DO>,
              ZeroConcentratedDivergence,
              P extends { readonly rho: infer R }
                ? Static<R>
                : P extends { readonly sigma: infer S extends number }
                  ? HalfSquare<DivUp<C, S>>
                  : number
            >
          : MO extends L1Distance
            ? Needs<'gaussian() needs the L2 metric, this output is measured in L1: say countBy(l2Distance) or histogram(edges, l2Distance)'>
            : never
      : Needs<'gaussian() adds noise to aggregates: put sum(), mean() or count() before it'>
    : Misplaced<T, 'gaussian()'>;
type HalfSquare<X extends Num> = Mul<Mul<X, X>, 0.5>;

/**
 * Discrete Gaussian noise on an aggregate: zero-concentrated differential privacy.
 *
 * **Contract** For inputs at distance d: the loss rho is map(d) = stability(d)^2 / (2 sigma^2), exactly. The noise of each coordinate is a
 * whole number z of the answer's grid steps with probability proportional to exp(-(z step)^2 / (2 sigma^2)). With `rho`, sigma^2 is
 * stability(1)^2 / (2 rho), exactly. It is zCDP and nothing else: it is no member of the Gaussian-DP family.
 * **Shapes** number -> number, or each count of a vector
 * **Units** sigma in the answer's unit, rho in nats
 * **Errors** Both parameters at once, or none, do not compile, nor do literals that are not > 0.
 * **Cost** One draw a coordinate; its time does not depend on the noise.
 * **Source** docs/proofs/gaussian.md; Canonne, Kamath, Steinke 2020, The Discrete Gaussian for Differential Privacy, Theorem 4,
 * https://arxiv.org/abs/2004.00010
 *
 * @example
 * import { chain, clamp, gaussian, real, sum, symmetricDistance, values } from 'discreet';
 * const total = chain(values(real, symmetricDistance()), clamp(0, 100), sum(), gaussian({ sigma: 100 }));
 * total.map(1).toString(); // => '1/2'
 */
export function gaussian<const P extends Partial<Record<keyof GaussianParameters, unknown>>>(
  parameters: OnePositive<P, 'sigma', 'rho'>,
): Step<Gaussian<P>> {
  const { name, value, text } = mechanismParameter('gaussian', ['sigma', 'rho'], parameters);
  return step((pipeline) => {
    const { open, sensitivity } = openAggregate(
      pipeline,
      'gaussian',
      ['absoluteDistance', 'l2Distance'],
      'needs the L2 metric: say countBy(l2Distance) or histogram(edges, l2Distance)',
    );
    // under L2 the map gives squares already; of a single number it gives the distance
    const squared = open.outputMetric.kind === 'l2Distance';
    const sensitivitySquared = squared ? sensitivity : sensitivity.square();
    const two = Rational.of(2n);
    const sigmaSquared = name === 'sigma' ? value.square() : sensitivitySquared.div(two.mul(value));
    const { unit } = open.outputDomain;
    return makeMeasurement({
      open,
      measure: zeroConcentratedDivergence,
      map: distanceMap({
        kind: squared ? 'linear' : 'quadratic',
        factor: two.mul(sigmaSquared).inverse(),
        from: open.outputMetric.kind,
        to: 'zeroConcentratedDivergence',
      }),
      noise: { law: 'discreteGaussian', sigmaSquared: sigmaSquared.div(unit.square()) },
      json: { step: 'gaussian', [name]: text },
      noiseInWords: `discrete Gaussian of sigma^2 ${sigmaSquared.toDecimalString()} on multiples of ${unit.toDecimalString()}`,
    });
  });
}
