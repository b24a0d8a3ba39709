import { describe, expect, it } from 'vitest';
import { ln2Bits, ln2Series, piBits, piSeries } from '../src/internal/constant-bits.ts';
import { Decimal150 } from './oracle/decimal-oracle.ts';

const Wide = Decimal150.clone({ precision: 400 });

describe.each([
  ['ln 2', ln2Bits, ln2Series, new Wide(2).ln()],
  ['pi', piBits, piSeries, Wide.acos(-1)],
] as const)('%s', (_, stored, series, truth) => {
  it('is enclosed by the stored digits and by the series, at most 2 wide', () => {
    for (const precision of [0, 1, 7, 64, 100, 128, 511, 512, 513, 700, 1200]) {
      const value = truth.times(new Wide(2).pow(precision));
      for (const [lower, upper] of [stored(precision), series(precision)]) {
        expect(value.gt(lower.toString()) && value.lt(upper.toString())).toBe(true);
        expect(upper - lower <= 2n).toBe(true);
      }
    }
  });

  it('is stored to the last of its 512 bits', () => {
    const [lower, upper] = stored(512);
    expect(upper - lower).toBe(1n);
    const [seriesLower, seriesUpper] = series(600);
    expect(seriesLower >> 88n).toBe(lower);
    expect(seriesUpper >> 88n).toBe(lower);
  });
});
