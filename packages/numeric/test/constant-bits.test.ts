import { describe, expect, it } from 'vitest';
import {
  inverseSeries,
  ln2Bits,
  ln2Series,
  piBits,
  piSeries,
} from '../src/internal/constant-bits.ts';
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

describe.each([5n, 26n, 239n, 4801n])('the series of 1/%s', (k) => {
  const Digits = Decimal150.clone({ precision: 200 });
  const x = new Digits(1).div(k.toString());
  it.each([
    ['atanh', 1n, x.atanh()],
    ['atan', -1n, x.atan()],
  ] as const)('enclose %s, before guard bits hide by how much', (_, sign, truth) => {
    for (const precision of [1, 30, 64, 200, 513]) {
      const [lower, upper] = inverseSeries(k, sign, precision);
      const value = truth.times(new Digits(2).pow(precision));
      expect(value.gt(lower.toString()) && value.lt(upper.toString())).toBe(true);
      // less than 1 for each term, of which there are at most precision / log2(k^2) + 1, and 2 for the rest
      const terms = precision / (2 * Math.log2(Number(k))) + 2;
      expect(Number(upper - lower)).toBeLessThanOrEqual(2 * (terms + 2));
    }
  });
});
