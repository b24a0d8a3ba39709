import {
  type Approximate,
  type Gate,
  type LossName,
  type MaxDivergence,
  type Needs,
  proved,
  readOptions,
  type ReleaseMechanism,
  type RenyiDivergence,
} from '@discreet/core';

import type { Amount } from './amounts.ts';
import type { FilterMeasure } from './filter-kernel.ts';
import type { AtDistance } from './fully-adaptive.ts';
import { amountsInWords, type Rule } from './internal/account.ts';
import { makeHandle, type Space } from './internal/handle.ts';
import { askingMethods, spaceInWords, spaceOf, start } from './internal/interactive.ts';
import { odometerKernel } from './internal/odometer-kernel.ts';
import type { PlanSource } from './plan.ts';
import type { Odometer, Reading } from './queryable.ts';

/** What an odometer in measure ME needs to know besides. */
export type OdometerOptions<ME> = [ME] extends [RenyiDivergence]
  ? AtDistance &
      (
        | { readonly order: Amount }
        | {
            readonly orders: readonly Amount[];
            readonly delta: Amount;
            readonly rule: 'every' | 'some';
          }
      )
  : [ME] extends [Approximate<MaxDivergence>]
    ? AtDistance & {
        /** the slack of advanced composition; without it epsilons and deltas are summed */
        readonly deltaPrime?: Amount;
      }
    : AtDistance;

/** Why an odometer cannot read measure ME; `unknown` where it can. */
export type Reads<ME> = 0 extends 1 & ME
  ? Needs<'the type of this measure is any'>
  : [ME] extends [FilterMeasure]
    ? unknown
    : Needs<`an odometer reads epsilon, rho, mu or Rényi divergence, not ${LossName<ME>}`>;

const where = 'odometer';

const note =
  'the smallest capacity that would have allowed this; only one that was fixed before the first answer is a guarantee';

const open = (
  space: Space,
  rule: Rule,
  data: unknown,
  options: unknown,
  mechanism: ReleaseMechanism | undefined,
): object => {
  const part = start(where, space, rule, data, options, mechanism);
  const { account } = part;
  const reading = (): Reading =>
    Object.freeze({ loss: account.kernel.reading(account.spent()), claim: 'none', note });
  const explain = (): string =>
    [
      ...spaceInWords(space),
      `reading   ${amountsInWords(reading().loss)}`,
      `claim     none: ${note}`,
    ].join('\n');
  const kind = mechanism === undefined ? 'odometer' : 'simulatedOdometer';
  return makeHandle(kind, { explain }, { ...askingMethods(part), reading }, part);
};

/**
 * An odometer: it answers without end, and reads what the answers so far amount to.
 *
 * **Contract** `reading().loss` is the least capacity of the measure's filter that would have taken all charges so far, rounded up where it
 * is irrational. **It is no guarantee**: whoever decides on it when to stop has chosen the capacity after seeing answers, and for that no
 * theorem holds (for pure differential privacy alone the loss is bounded on every path). For a guarantee declare a capacity first:
 * `fullyAdaptive`.
 * **Units** those of the measure's filter
 * **Errors** A Rényi odometer without an order, and options of another measure, are refused.
 * **Source** docs/proofs/odometer.md; Rogers, Roth, Ullman, Vadhan 2016, Privacy odometers and filters, https://arxiv.org/abs/1605.08294
 *
 * @example
 * import { chain, count, laplace, maxDivergence, odometer, real, symmetricDistance, values } from 'discreet';
 * const ages = values(real, symmetricDistance());
 * const meter = odometer(ages, maxDivergence).invoke([31, 45, 62]);
 * await meter.ask(chain(ages, count(), laplace({ epsilon: 0.25 })));
 * meter.reading().claim; // => 'none'
 * meter.reading().loss['epsilon']?.toString(); // => '1/4'
 */
export function odometer<DI, MI, ME>(
  source: PlanSource<DI, MI>,
  measure: Gate<ME, Reads<ME>>,
  ...options: [ME] extends [RenyiDivergence]
    ? [options: OdometerOptions<ME>]
    : [options?: OdometerOptions<ME>]
): Odometer<DI, MI, ME> {
  const kernel = odometerKernel(measure, options[0]);
  const given = readOptions(where, options[0], [
    'distance',
    ...(['deltaPrime', 'order', 'orders', 'delta', 'rule'] as const),
  ]);
  const space = spaceOf(source, where, given.get('distance'));
  const rule: Rule = { kernel, limited: false };
  const described = {
    inputDomain: space.domain,
    inputMetric: space.metric,
    outputMeasure: kernel.measure,
    distance: space.distance,
    explain: () =>
      [...spaceInWords(space), `rule      ${kernel.kind}, without a capacity`].join('\n'),
  };
  const over = (mechanism?: ReleaseMechanism): object => ({
    invoke: (data: unknown, operated?: unknown) => open(space, rule, data, operated, mechanism),
  });
  return proved<Odometer<DI, MI, ME>>(
    Object.freeze({
      kind: 'odometer',
      ...described,
      ...over(),
      '~simulate': (mechanism: ReleaseMechanism) =>
        Object.freeze({ kind: 'simulatedOdometer', ...described, ...over(mechanism) }),
    }),
  );
}
