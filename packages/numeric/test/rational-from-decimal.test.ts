import fc from 'fast-check';
import { isNone, toUndefined } from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { Rational, rationalFromDecimal } from '../src/index.ts';
import { finiteDouble } from './oracle/edge-doubles.ts';

const text = (x: number | bigint | string): string | undefined =>
  toUndefined(rationalFromDecimal(x))?.toString();

describe('rationalFromDecimal', () => {
  it.each([
    [0.1, '1/10'],
    [-0.1, '-1/10'],
    [1e-7, '1/10000000'],
    [1e21, `${10n ** 21n}`],
    [1.5e300, `${15n * 10n ** 299n}`],
    [5e-324, `1/${2n * 10n ** 323n}`],
    [-0, '0'],
    [0, '0'],
    [42n, '42'],
    ['0.1', '1/10'],
    ['0.10', '1/10'],
    ['1e-7', '1/10000000'],
    ['2.5E+3', '2500'],
    ['-3', '-3'],
    ['-0', '0'],
    ['1/3', '1/3'],
    ['-6/4', '-3/2'],
    ['0/5', '0'],
    ['1e5000', `${10n ** 5000n}`],
    ['1e-5000', `1/${10n ** 5000n}`],
  ])('reads %s as %s', (x, expected) => {
    expect(text(x)).toBe(expected);
  });

  it.each([
    NaN,
    Infinity,
    -Infinity,
    '',
    ' 1',
    '1 ',
    '+1',
    '.5',
    '5.',
    '1e',
    'e5',
    '1e1.5',
    '0x10',
    '1_000',
    '1,5',
    'NaN',
    'Infinity',
    '1/0',
    '1/-3',
    '1/',
    '/3',
    '1/2/3',
    '1.5/2',
    '--1',
    '1e5001',
    '1e-5001',
    '1e99999999999999999999',
    '١',
    '1\n',
    '0'.repeat(10_001),
  ])('refuses %j', (x) => {
    expect(isNone(rationalFromDecimal(x))).toBe(true);
  });

  it('accepts 10,000 characters', () => {
    expect(text('0'.repeat(9_999) + '7')).toBe('7');
  });

  it('refuses what the types forbid', () => {
    for (const x of [null, undefined, {}, [], true]) {
      // @ts-expect-error a plain JavaScript caller may pass anything
      expect(isNone(rationalFromDecimal(x))).toBe(true);
    }
  });

  it('round-trips every text that a Rational writes', () => {
    const integer = fc.bigInt({ min: -(1n << 300n), max: 1n << 300n });
    fc.assert(
      fc.property(integer, fc.bigInt({ min: 1n, max: 1n << 300n }), (a, b) => {
        const value = Rational.of(a, b);
        expect(text(value.toString())).toBe(value.toString());
        expect(text(value.toJSON())).toBe(value.toString());
        expect(text(value.toDecimalString())).toBe(value.toString());
      }),
    );
  });

  it('reads every double to a rational that rounds back to it', () => {
    fc.assert(
      fc.property(finiteDouble, (x) => {
        expect(toUndefined(rationalFromDecimal(x))?.toNumber()).toBe(x === 0 ? 0 : x);
      }),
      { numRuns: 1000 },
    );
  });
});
