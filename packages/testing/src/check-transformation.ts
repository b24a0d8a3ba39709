import {
  type AnyTransformation,
  contains,
  type DatasetMetric,
  distanceBetween,
  openTransformation,
  proved,
} from '@discreet/core';
import * as O from 'fp-ts/lib/Option.js';
import type { CheckOptions, CheckReport, CheckWitness } from './check-report.ts';
import { checkStability } from './check-stability.ts';
import { ClaimRefuted } from './claim-refuted.ts';
import { deliveries, outputOf } from './internal/deliver.ts';
import { publicValues } from './internal/public-values.ts';
import { refutes } from './internal/search.ts';
import { shrinkPair } from './internal/shrink-pair.ts';
import type { NeighbourPair } from './neighbours.ts';

/** the violation that a pair is, looked at again in every way in which its rows may arrive */
const looker =
  (open: ReturnType<typeof openTransformation>) =>
  (pair: NeighbourPair): CheckWitness | undefined => {
    for (const delivery of deliveries) {
      const claimed = open.map(pair.distance);
      let witness: CheckWitness = { ...pair, claimed, reached: O.none, ratio: O.none };
      try {
        const [before, after] = [outputOf(open, pair.x, 'array'), outputOf(open, pair.y, delivery)];
        witness = { ...witness, reached: distanceBetween(open.outputMetric, before, after) };
      } catch (error) {
        witness = { ...witness, threw: error instanceof Error ? error.message : String(error) };
      }
      if (refutes(witness)) return witness;
    }
    return undefined;
  };

/**
 * Checks a transformation's stability map in a test: it throws where neighbours refute it.
 *
 * For pipelines of the library's steps with functions and parameters of your own, and for transformations that `makeTransformation` of
 * `@discreet/core/construction` built.
 *
 * **Contract** As `checkStability`. What it throws is a proof that the map is wrong: two datasets, as small as shrinking could make them, their
 * distance, what the map claims for it, and the distance of the results, which is above the claim.
 * **Errors** A `ClaimRefuted`, which names the seed that finds the pair again; a `DiscreetError` for options that are none.
 * **Cost** As `checkStability`, and some hundred more pairs where it throws.
 *
 * @example
 * import { chain, count, filter, real, symmetricDistance, values } from 'discreet';
 * import { checkTransformation } from '@discreet/testing';
 * let seen = 0;
 * const everyOther = chain(values(real, symmetricDistance()), filter(() => (seen += 1) % 2 === 0), count());
 * let found = '';
 * try {
 *   checkTransformation(everyOther);
 * } catch (error) {
 *   found = String(error).split('\n')[0] ?? '';
 * }
 * found; // => 'ClaimRefuted: checkTransformation: the stability map does not hold'
 */
export function checkTransformation(
  transformation: AnyTransformation,
  options: CheckOptions = {},
): CheckReport {
  const where = 'checkTransformation';
  const open = openTransformation(transformation, where);
  const report = checkStability(transformation, options);
  const { violation } = report;
  if (violation === undefined) return report;
  const { near = [], words = [] } = publicValues(open.steps);
  const metric = proved<DatasetMetric>(open.inputMetric);
  const smallest = shrinkPair(violation, violation, {
    metric,
    sized: open.inputDomain.size !== undefined,
    allowed: (row) => contains(open.inputDomain.element, row),
    simple: [...near, ...words],
    most: violation.distance,
    tries: 400,
    refute: looker(open),
  });
  const { kind } = open.outputMetric;
  const name = kind === 'l2Distance' ? 'l2Distance^2' : kind;
  const { x, y, distance, claimed, reached, threw } = smallest;
  throw new ClaimRefuted({
    where,
    claim: 'the stability map',
    x,
    y,
    distance,
    metric: metric.kind,
    claimed: `${name} <= ${claimed.toDecimalString()}, by the map ${open.map.explain()}`,
    found:
      threw !== undefined
        ? `an exception: ${threw}`
        : O.isNone(reached)
          ? `an infinite ${kind}`
          : `${name} = ${reached.value.toDecimalString()}`,
    seed: report.seed,
  });
}
