import { bounds, real, symmetricDistance } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { clamp, sum, values } from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { ofParameters, searches } from './long-search.ts';
import { withFactor } from './planted/build.ts';
import { chained, registeredMeasurements, registeredTransformations } from './registered.ts';

describe('the long search', () => {
  it('goes through every registered constructor, random chains and parameters', () => {
    const names = searches.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name } of registeredTransformations)
      expect(names).toContain(`stability of ${name}`);
    for (const { name } of registeredMeasurements) expect(names).toContain(`privacy of ${name}`);
    expect(names).toContain('random chains');
    expect(names.filter((name) => name.startsWith('parameters of'))).toHaveLength(10);
  });

  it.each(searches)('$name finds nothing with the first seed', ({ run }) => {
    const once = run(1);
    expect(once.violation).toBeUndefined();
    expect(once.pairs).toBeGreaterThan(100);
    expect(once.ratio?.lessThanOrEqual(Rational.one)).toBe(true);
  });

  it.each(searches.filter((_, i) => i % 8 === 7))('$name is repeated by its seed', ({ run }) => {
    expect(run(2)).toEqual(run(2));
  });

  it('goes to another instance with the next seed', () => {
    const [first] = searches;
    expect(first?.run(1).title).not.toBe(first?.run(2).title);
  });

  it.each([1, 2, 3])('prints parameters and the smallest pair that refute (seed %i)', (seed) => {
    const wrong = ofParameters('a sum of constant sensitivity', ['lower', 'upper'], (p) => {
      const pair = bounds(p['lower'] ?? 0, p['upper'] ?? 0);
      return E.isRight(pair)
        ? withFactor(
            chained(values(real, symmetricDistance()), clamp(pair.right), sum()),
            Rational.of(100n),
          )
        : undefined;
    });
    const { title, violation } = wrong.run(seed);
    expect(title).toMatch(/^\{lower: .*, upper: .*\}$/);
    expect(violation).toContain('checkTransformation: the stability map does not hold');
    expect(violation).toContain('distance  1 in symmetricDistance');
  });
});
