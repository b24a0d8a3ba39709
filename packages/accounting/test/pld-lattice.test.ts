import { expect, it } from 'vitest';
import { discreteLaplaceEvent, epsilonDeltaEvent, pldAccountant } from '../src/index.ts';

it('delta is as sharp at an epsilon that is a loss, which no binary fraction is, as beside it', () => {
  // the losses of 1000 uses are multiples of 1/50
  const noise = pldAccountant().compose(discreteLaplaceEvent({ scale: 100 }), 1000);
  const responses = pldAccountant().compose(epsilonDeltaEvent({ epsilon: '0.1' }), 100);
  for (const account of [noise, responses])
    for (const epsilon of ['0.2', '1', '5']) {
      const { lower, upper } = account.delta(epsilon);
      expect(lower).toBeGreaterThan(0);
      expect(upper).toBeLessThanOrEqual(lower * (1 + 1e-15));
      const [before, after] = [account.delta(`${epsilon}0000001`), account.delta(epsilon)];
      expect(before.lower).toBeLessThanOrEqual(after.upper);
    }
});

it('a million uses are answered, if not to the last of the tail', () => {
  const account = pldAccountant().compose(discreteLaplaceEvent({ scale: 100 }), 1_000_000);
  const { lower, upper } = account.epsilon(1e-6);
  expect(upper - lower).toBeLessThan(1e-12 * upper);
  expect(account.delta(1000).upper).toBeLessThan(1e-80);
});
