import { DiscreetError } from '@discreet/core';
import { describe, expect, it } from 'vitest';
import {
  compositionSeries,
  epsilonDeltaEvent,
  gaussianEvent,
  laplaceEvent,
  pldAccountant,
  poissonSampledEvent,
  randomizedResponseEvent,
  rdpAccountant,
  type RepeatedEvent,
} from '../src/index.ts';

const step = poissonSampledEvent({
  samplingProbability: 0.01,
  event: gaussianEvent({ noiseMultiplier: 1 }),
});

describe('a composition curve as rows', () => {
  it('is what the accountant says of so many uses', () => {
    const accountant = rdpAccountant().compose(laplaceEvent({ noiseMultiplier: 10 }));
    const counts = [1, 7, 1000];
    const rows = compositionSeries({ steps: { accountant, event: step } }, { delta: 1e-5, counts });
    expect(rows).toEqual(
      counts.map((count) => ({
        curve: 'composition',
        label: 'steps',
        count,
        delta: 1e-5,
        ...accountant.compose(step, count).epsilon(1e-5),
      })),
    );
  });

  it('grows with the count, for several mechanisms side by side', () => {
    const event = laplaceEvent({ noiseMultiplier: 10 });
    const rows = compositionSeries(
      {
        'Rényi divergences': { accountant: rdpAccountant(), event },
        'loss distributions': { accountant: pldAccountant(), event },
      },
      { delta: 1e-6, counts: [1, 2, 5, 10] },
    );
    const [moments, losses] = [rows.slice(0, 4), rows.slice(4)];
    expect(new Set(moments.map(({ label }) => label))).toEqual(new Set(['Rényi divergences']));
    for (const [i, { count, upper }] of losses.entries()) {
      expect(count).toBe(moments[i]?.count);
      expect(upper).toBeLessThan(moments[i]?.upper ?? 0);
      if (i > 0) expect(upper).toBeGreaterThan(losses[i - 1]?.upper ?? Infinity);
    }
  });

  it('goes from one to a thousand unless it is said', () => {
    const event = epsilonDeltaEvent({ epsilon: 0.01 });
    const rows = compositionSeries({ a: { accountant: rdpAccountant(), event } }, { delta: 1e-6 });
    expect(rows.map(({ count }) => count)).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]);
    expect([rows, ...rows].every((each) => Object.isFrozen(each))).toBe(true);
  });

  it('refuses bad members and grids, and what its accountant does not support', () => {
    const member: RepeatedEvent = { accountant: rdpAccountant(), event: step };
    const refuse = (members: object, options: object, rule: string): void => {
      const run = () =>
        compositionSeries(members as { a: RepeatedEvent }, options as { delta: number });
      expect(run).toThrow(DiscreetError);
      expect(run).toThrow(rule);
    };
    refuse({}, { delta: 0.1 }, 'needs at least one named member');
    refuse({ a: { ...member, accountant: {} } }, { delta: 0.1 }, 'must be an accountant');
    refuse({ a: { ...member, event: {} } }, { delta: 0.1 }, 'needs an event');
    refuse({ a: member }, {}, 'delta must be > 0 and < 1');
    refuse({ a: member }, { delta: 1 }, 'delta must be > 0 and < 1');
    for (const count of [0, 1.5, -1, NaN])
      refuse({ a: member }, { delta: 0.1, counts: [count] }, 'counts must be a whole number >= 1');
    const event = randomizedResponseEvent({ noise: 0.5, buckets: 2 });
    refuse({ a: { ...member, event } }, { delta: 0.1 }, 'cannot account this');
  });
});
