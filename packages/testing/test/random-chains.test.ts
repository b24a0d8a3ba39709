import { expect, it } from 'vitest';
import { checkStability } from '../src/index.ts';
import { randomChain } from './random-chain.ts';

it('random chains keep what their maps claim, 150 of them', () => {
  const kinds = new Set<string>();
  for (let seed = 1; seed <= 150; seed++) {
    const pipeline = randomChain(seed);
    for (const { step } of pipeline.steps) kinds.add(step);
    const { violation } = checkStability(pipeline, { seed, runs: 30, climb: 5, maxDistance: 3 });
    expect(violation, `seed ${seed}: ${pipeline.explain()}`).toBeUndefined();
  }
  expect([...kinds].sort()).toEqual(
    ['cast', 'clamp', 'column', 'count', 'countBy', 'filter', 'histogram'].concat([
      'impute',
      'mean',
      'sum',
      'table',
      'values',
    ]),
  );
});
