import {
  type AggregateDomain,
  DiscreetError,
  openTransformation,
  type OpenTransformation,
} from '@discreet/core';
import type { Rational } from '@discreet/numeric';

/** An aggregate that noise can be added to, with its sensitivity: the output distance for one person. */
export interface OpenAggregate {
  readonly open: OpenTransformation & { readonly outputDomain: AggregateDomain };
  /** under L2 its square */
  readonly sensitivity: Rational;
}

/** Opens the pipeline before a mechanism; `metrics` are those that its noise answers to. */
export function openAggregate(
  pipeline: unknown,
  where: string,
  metrics: readonly string[],
  otherMetric: string,
): OpenAggregate {
  const open = openTransformation(pipeline, where);
  const mismatch = (rule: string, received: string): DiscreetError =>
    new DiscreetError({ tag: 'StepMismatch', where, rule, received });
  const { outputDomain } = open;
  if (outputDomain.kind === 'vector')
    throw mismatch('adds noise to aggregates: put sum(), mean() or count() before it', 'rows');
  if (!metrics.includes(open.outputMetric.kind))
    throw mismatch(otherMetric, open.outputMetric.kind);
  const sensitivity = open.map(1);
  if (sensitivity.sign() === 0)
    throw mismatch(
      'no row can change this value: it is public and needs no noise',
      'sensitivity 0',
    );
  return { open: { ...open, outputDomain }, sensitivity };
}
