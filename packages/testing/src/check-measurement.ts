import { type AnyMeasurement, DiscreetError, openMeasurement, print, proved } from '@discreet/core';
import * as O from 'fp-ts/lib/Option.js';
import type { Mechanism, MechanismReport } from './check-mechanism-exactly.ts';
import { checkPrivacyExactly } from './check-privacy-exactly.ts';
import type { CheckOptions } from './check-report.ts';
import { checkTransformation } from './check-transformation.ts';
import { ClaimRefuted } from './claim-refuted.ts';
import { checkMechanism } from './internal/check-mechanism.ts';
import type { MechanismCheck } from './mechanism-check.ts';
import type { RowsOf } from './play-report.ts';
import type { PrivacyReport } from './privacy-report.ts';

const where = 'checkMeasurement';

const checkPipeline = (measurement: AnyMeasurement, options: CheckOptions): PrivacyReport => {
  const { inputMetric, map, outputMeasure } = openMeasurement(measurement, where);
  checkTransformation(measurement.exact, options);
  const report = checkPrivacyExactly(measurement, options);
  const { violation } = report;
  if (violation === undefined) return report;
  const { x, y, distance, claimed, reached, threw } = violation;
  const loss = outputMeasure.kind === 'maxDivergence' ? 'epsilon' : 'rho';
  throw new ClaimRefuted({
    where,
    claim: 'the privacy map',
    x,
    y,
    distance,
    metric: inputMetric.kind,
    claimed: `${loss} <= ${claimed.toDecimalString()}, by the map ${map.explain()}`,
    found:
      threw !== undefined
        ? `an exception: ${threw}`
        : `${loss} ${O.isNone(reached) ? 'is infinite' : `>= ${reached.value.toNumberDown()}`}`,
    seed: report.seed,
  });
};

/**
 * Checks a measurement's privacy in a test: it throws where neighbours refute it.
 *
 * A pipeline that ends with noise is checked in two parts: what the noise is added to as by `checkTransformation`, the privacy map as by
 * `checkPrivacyExactly`. A mechanism is any function of rows and a source of random words, with what it is said to lose between neighbours: its own
 * code is run on every path of small words, as by `checkMechanismExactly`; where those leave much undecided it is sampled as well, as by
 * `checkPrivacyStatistically`.
 *
 * **Contract** What it throws is a proof that the claim is wrong, by two datasets that are as small as shrinking could make them, and an
 * event; where it says "but for a chance", up to that chance. That it does not throw proves nothing.
 * **Errors** A `ClaimRefuted`, which names the seed that finds the pair again; a `DiscreetError` for what is neither, and for options that are none.
 * **Cost** For a mechanism two enumerations a pair: a few seconds at the default of 40 pairs of 3000 runs.
 *
 * @example
 * import { boolean, symmetricDistance, values } from 'discreet';
 * import { checkMeasurement } from '@discreet/testing';
 * const source = values(boolean, symmetricDistance());
 * // counts heads before the first tails, on top of the number of rows: 0 is an answer to no rows alone
 * const oneSided = (rows: readonly boolean[], entropy: { nextBits(count: number): bigint }) => {
 *   let answer = rows.length;
 *   while (entropy.nextBits(1) === 1n) answer += 1;
 *   return answer;
 * };
 * let found = '';
 * try {
 *   checkMeasurement(oneSided, { source, epsilon: 1 });
 * } catch (error) {
 *   found = String(error).split('\n')[0] ?? '';
 * }
 * found; // => 'ClaimRefuted: checkMeasurement: the claim of epsilon does not hold'
 */
export function checkMeasurement(
  measurement: AnyMeasurement,
  options?: CheckOptions,
): PrivacyReport;
export function checkMeasurement<DI, MI>(
  mechanism: Mechanism<RowsOf<DI>>,
  check: MechanismCheck<DI, MI>,
): MechanismReport<readonly unknown[]>;
export function checkMeasurement(
  subject: unknown,
  options: CheckOptions | MechanismCheck<unknown, unknown> = {},
): PrivacyReport | MechanismReport<readonly unknown[]> {
  if (typeof subject !== 'function')
    return checkPipeline(proved<AnyMeasurement>(subject), proved<CheckOptions>(options));
  if (!('source' in options))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: 'a mechanism needs a source, such as values(real, symmetricDistance()), and a claim',
      received: print(options),
    });
  return checkMechanism(where, proved<Mechanism<readonly unknown[]>>(subject), options);
}
