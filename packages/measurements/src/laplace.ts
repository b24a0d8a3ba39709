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
  type MaxDivergence,
  maxDivergence,
  type Measurement,
  type Misplaced,
  type Needs,
  type OnePositive,
  type Static,
  step,
  type Step,
  type Transformation,
  type TypeFunction,
} from '@discreet/core';
import { makeMeasurement } from './internal/make-measurement.ts';
import { mechanismParameter } from './internal/mechanism-parameter.ts';
import { openAggregate } from './internal/open-aggregate.ts';

/** Laplace noise by its scale, in the answer's unit, or by the loss that it may cost one person. */
export interface LaplaceParameters {
  readonly scale?: number;
  readonly epsilon?: number;
}

/** What `laplace(parameters)` makes of a pipeline. */
export interface Laplace<P> extends TypeFunction<readonly ['laplace', P]> {
  readonly out: LaplaceOf<this['in'], P>;
}
/** `Laplace` as a type of T. */
export type LaplaceOf<T, P> =
  T extends Transformation<infer DI, infer MI, infer DO, infer MO, infer C>
    ? DO extends Grid | Counts<string> | Bins
      ? C extends 0
        ? Needs<'no row can change this value: it is public and needs no noise'>
        : MO extends AbsoluteDistance | L1Distance
          ? Measurement<
              DI,
              MI,
              Carrier<DO>,
              MaxDivergence,
              P extends { readonly epsilon: infer E }
                ? Static<E>
                : P extends { readonly scale: infer S extends number }
                  ? DivUp<C, S>
                  : number
            >
          : MO extends L2Distance
            ? Needs<'laplace() needs the L1 metric, this output is measured in L2'>
            : never
      : Needs<'laplace() adds noise to aggregates: put sum(), mean() or count() before it'>
    : Misplaced<T, 'laplace()'>;

/**
 * Discrete Laplace noise on an aggregate: pure differential privacy.
 *
 * **Contract** For inputs at distance d: the loss epsilon is map(d) = stability(d) / scale, exactly. The noise of each coordinate is a whole
 * number z of the answer's grid steps with probability proportional to exp(-|z| step / scale). With `epsilon`, the scale is
 * stability(1) / epsilon, exactly.
 * **Shapes** number -> number, or each count of a vector
 * **Units** scale in the answer's unit, epsilon in nats
 * **Errors** Both parameters at once, or none, do not compile, nor do literals that are not > 0.
 * **Cost** One draw a coordinate; its time does not depend on the noise.
 * **Source** docs/proofs/laplace.md; Ghosh, Roughgarden, Sundararajan 2009, Universally utility-maximizing privacy mechanisms, section 2,
 * https://arxiv.org/abs/0811.2841
 *
 * @example
 * import { chain, clamp, laplace, real, sum, symmetricDistance, values } from 'discreet';
 * const total = chain(values(real, symmetricDistance()), clamp(0, 100), sum(), laplace({ epsilon: 0.5 }));
 * total.map(1).toString(); // => '1/2'
 */
export function laplace<const P extends Partial<Record<keyof LaplaceParameters, unknown>>>(
  parameters: OnePositive<P, 'scale', 'epsilon'>,
): Step<Laplace<P>> {
  const { name, value, text } = mechanismParameter('laplace', ['scale', 'epsilon'], parameters);
  return step((pipeline) => {
    const { open, sensitivity } = openAggregate(
      pipeline,
      'laplace',
      ['absoluteDistance', 'l1Distance'],
      'needs the L1 metric',
    );
    const scale = name === 'scale' ? value : sensitivity.div(value);
    return makeMeasurement({
      open,
      measure: maxDivergence,
      map: distanceMap({
        kind: 'linear',
        factor: scale.inverse(),
        from: open.outputMetric.kind,
        to: 'maxDivergence',
      }),
      noise: { law: 'discreteLaplace', scale: scale.div(open.outputDomain.unit) },
      json: { step: 'laplace', [name]: text },
      noiseInWords: `discrete Laplace of scale ${scale.toDecimalString()} on multiples of ${open.outputDomain.unit.toDecimalString()}`,
    });
  });
}
