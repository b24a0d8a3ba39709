import { Rational } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { checkStability, type CheckReport } from '../src/index.ts';
import { metrics, registeredTransformations } from './registered.ts';

const tightestRatio = ({ tightest }: CheckReport): Rational =>
  O.getOrElse(() => Rational.zero)(tightest?.ratio ?? O.none);

describe.each(registeredTransformations)('$name', ({ instances }) => {
  it.each(instances)('keeps what its map claims: $title', ({ pipeline, tight }) => {
    const report = checkStability(pipeline, { runs: 40, climb: 10 });
    expect(report.violation).toBeUndefined();
    // the search went on after the random pairs
    expect(report.pairs).toBeGreaterThan(40);
    if (tight) expect(tightestRatio(report).toString()).toBe('1');
  });
});

describe('the maps that are attained exactly are marked so', () => {
  const tight = registeredTransformations.flatMap(({ name, instances }) =>
    instances.filter((instance) => instance.tight).map(({ title }) => `${name}: ${title}`),
  );
  const both = [
    'sum',
    'countBy',
    'histogram',
    'filter',
    'clamp',
    'column',
    'impute',
    'values',
    'table',
  ];
  it.each(both)('%s under every metric', (name) => {
    for (const [metric] of metrics)
      expect(
        tight.some((title) => title.startsWith(`${name}: ${metric} /`)),
        metric,
      ).toBe(true);
  });

  it.each(['countBy', 'histogram'])('%s in L1 and in L2 under every metric', (name) => {
    for (const [metric] of metrics)
      for (const kind of ['L1', 'L2'])
        expect(
          tight.some((title) => title.startsWith(`${name}: ${metric} /`) && title.endsWith(kind)),
          `${metric} ${kind}`,
        ).toBe(true);
  });

  it('count under symmetricDistance, mean under changeOneDistance', () => {
    expect(tight).toContain('count: symmetric / rows / count');
    expect(tight).toContain('count: symmetric, 3 rows a person / rows / count');
    expect(tight).toContain('mean: change-one / real / clamp(-5, 100), mean');
  });
});
