import { expect, it } from 'vitest';
import { checkStability } from '../src/index.ts';
import { randomChain } from './random-chain.ts';
import { metrics, registeredTransformations } from './registered.ts';

it('random chains keep what their maps claim, 150 of them', () => {
  const kinds = new Set<string>();
  const ends = new Set<string>();
  for (let seed = 1; seed <= 150; seed++) {
    const pipeline = randomChain(seed);
    const steps = pipeline.steps.map(({ step }) => step);
    for (const step of steps) kinds.add(step);
    const { from, to } = pipeline.map;
    ends.add(`${from} to ${to}${steps.includes('filter') ? ', filtered' : ''}`);
    const { violation } = checkStability(pipeline, { seed, runs: 30, climb: 5, maxDistance: 3 });
    expect(violation, `seed ${seed}: ${pipeline.explain()}`).toBeUndefined();
  }
  // what any source makes is named after its constructor
  const names = registeredTransformations.map(({ name }) => name).filter((n) => n !== 'source');
  expect([...kinds].sort()).toEqual([...names].sort());
  // every metric of sources to every metric of aggregates, also past a filter
  for (const [, { kind }] of metrics)
    for (const to of ['absoluteDistance', 'l1Distance', 'l2Distance'])
      for (const filtered of ['', ', filtered'])
        expect([...ends], `${kind} to ${to}${filtered}`).toContain(`${kind} to ${to}${filtered}`);
});
