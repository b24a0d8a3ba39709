import {
  describeMetric,
  DiscreetError,
  distanceBetween,
  type Metric,
  type ReleaseCall,
  sameMetric,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import type { PairPlay, PlayedCall } from '../play-report.ts';
import { queryOf, type Recorded, type Run } from './recording.ts';

const valuesOf = ({ counts, exactDomain }: ReleaseCall): readonly Rational[] =>
  counts.map((count) => Rational.of(count).mul(exactDomain.unit));

/** What two runs at a distance show: how far each call's exact input moved, and what else differs. */
export function comparePlays(
  metric: Metric,
  distance: number,
  recorded: Run,
  played: Run,
): PairPlay {
  const measure = ({ call }: Recorded, i: number): PlayedCall => {
    if (!sameMetric(call.inputMetric, metric))
      throw new DiscreetError({
        tag: 'StepMismatch',
        where: 'playPair',
        rule: `every query must count neighbours as the program's source does, ${describeMetric(metric)}`,
        received: describeMetric(call.inputMetric),
      });
    const before = recorded.calls[i]?.call ?? call;
    return {
      query: queryOf(call),
      declared: call.stability(distance),
      measured: distanceBetween(call.exactMetric, valuesOf(before), valuesOf(call)),
    };
  };
  return { leak: played.leak, repeats: true, calls: played.calls.map(measure) };
}
