import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import { isDatasetMetric, parseDistance } from '../src/index.ts';

describe('parseDistance', () => {
  it('wants whole numbers for datasets, and any number >= 0 elsewhere', () => {
    expect(parseDistance(0.5, 'absoluteDistance', 'map')).toMatchObject({ _tag: 'Right' });
    expect(parseDistance(0.5, 'symmetricDistance', 'map')).toMatchObject({
      _tag: 'Left',
      left: { message: 'map: dIn must be a whole number >= 0, got 0.5' },
    });
    expect(parseDistance(-0.5, 'absoluteDistance', 'map')).toMatchObject({
      _tag: 'Left',
      left: { message: 'map: dIn must be a number >= 0, got -0.5' },
    });
  });

  it('gives the same rational for every spelling of a number', () => {
    const spellings = [3, 3n, '3', '3.0', '30e-1', '6/2', Rational.of(3n)] as const;
    for (const spelling of spellings) {
      const parsed = parseDistance(spelling, 'changeOneDistance', 'map');
      expect(parsed._tag === 'Right' && parsed.right.equals(Rational.of(3n))).toBe(true);
    }
  });

  it('reads -0 as 0', () => {
    const parsed = parseDistance(-0, 'symmetricDistance', 'map');
    expect(parsed._tag === 'Right' && parsed.right.toString()).toBe('0');
  });
});

describe('isDatasetMetric', () => {
  it('knows the metrics of datasets by name', () => {
    expect(['symmetricDistance', 'changeOneDistance'].map(isDatasetMetric)).toEqual([true, true]);
    expect(
      ['absoluteDistance', 'l1Distance', 'l2Distance', '__proto__', ''].map(isDatasetMetric),
    ).toEqual([false, false, false, false, false]);
  });
});
