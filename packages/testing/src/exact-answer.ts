import {
  type AnyTransformation,
  DiscreetError,
  openTransformation,
  startRun,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';

/**
 * The answer of an aggregate before noise as exact fractions: `invoke` gives the nearest doubles.
 *
 * **Contract** One fraction a coordinate, in the order of the labels or bins: the exact whole number times the unit of the output domain.
 * **Errors** A transformation that ends with rows is refused.
 *
 * @example
 * import { chain, clamp, real, sum, symmetricDistance, values } from 'discreet';
 * import { exactAnswer } from '@discreet/testing';
 * const total = chain(values(real, symmetricDistance()), clamp(0, 1, { resolution: 0.1 }), sum());
 * exactAnswer(total, [0.1, 0.2]).join(); // => '3/10'
 */
export function exactAnswer(transformation: AnyTransformation, data: unknown): readonly Rational[] {
  const { execution, inputDomain, outputDomain } = openTransformation(
    transformation,
    'exactAnswer',
  );
  if (outputDomain.kind === 'vector')
    throw new DiscreetError({
      tag: 'StepMismatch',
      where: 'exactAnswer',
      rule: 'needs an aggregate such as sum() or count()',
      received: 'rows',
    });
  const run = startRun(execution, inputDomain);
  run.add(data);
  return run.accumulator.finish().map((count) => Rational.of(count).mul(outputDomain.unit));
}
