import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import { composeMaps, DiscreetError, distanceMap, type MapKind } from '../src/index.ts';

const map = (kind: MapKind, from: string, to: string) =>
  distanceMap({ kind, factor: Rational.of(3n), from, to });

describe('composeMaps', () => {
  it('keeps the first metric and the last', () => {
    const both = composeMaps(
      map('linear', 'symmetricDistance', 'absoluteDistance'),
      map('quadratic', 'absoluteDistance', 'zeroConcentratedDivergence'),
    );
    expect(both.from).toBe('symmetricDistance');
    expect(both.to).toBe('zeroConcentratedDivergence');
    expect(both.kind).toBe('quadratic');
    expect(both(2).toString()).toBe('108');
  });

  it('takes a linear map after squares', () => {
    const both = composeMaps(
      map('quadratic', 'symmetricDistance', 'l2Distance'),
      map('linear', 'l2Distance', 'zeroConcentratedDivergence'),
    );
    expect(both(2).toString()).toBe('36');
  });

  it('refuses what has no form here', () => {
    const squares = map('quadratic', 'absoluteDistance', 'absoluteDistance');
    expect(() => composeMaps(squares, squares)).toThrow(DiscreetError);
    expect(() => composeMaps(squares, squares)).toThrow(
      'composeMaps: a quadratic map cannot follow a quadratic map',
    );
  });

  it('refuses maps that do not meet in one metric', () => {
    expect(() =>
      composeMaps(
        map('linear', 'symmetricDistance', 'absoluteDistance'),
        map('linear', 'l2Distance', 'zeroConcentratedDivergence'),
      ),
    ).toThrow('composeMaps: the second map must be from absoluteDistance, got one from l2Distance');
  });
});
