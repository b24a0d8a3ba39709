import { DiscreetError } from '@discreet/core';
import type { Rational } from '@discreet/numeric';

/**
 * The refusal of a query that costs more than is left. Nothing was drawn for it.
 *
 * @example
 * import { chain, count, laplace, plan, real, symmetricDistance, values } from 'discreet';
 * const rows = values(real, symmetricDistance());
 * const dear = JSON.parse('2');
 * const outcome = plan(rows, { epsilon: 1 })
 *   .ask('n', chain(rows, count(), laplace({ epsilon: dear })))
 *   .tryRun([]);
 * outcome._tag === 'Left' && outcome.left.message; // => "plan: 'n' costs epsilon 2, only 1 is left"
 */
export class Overspent extends DiscreetError {
  /** the name that the query was asked under */
  readonly query: string;
  readonly cost: Rational;
  readonly left: Rational;
  /** the answers that were released before the refusal; they are spent */
  readonly answers: Readonly<Record<string, unknown>>;

  constructor(
    loss: string,
    query: string,
    cost: Rational,
    left: Rational,
    answers: Readonly<Record<string, unknown>>,
  ) {
    super({
      tag: 'Overspent',
      where: 'plan',
      rule: `'${query}' costs ${loss} ${cost.toDecimalString()}, only ${left.toDecimalString()} is left`,
    });
    this.query = query;
    this.cost = cost;
    this.left = left;
    this.answers = answers;
  }
}
