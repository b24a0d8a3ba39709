import { Rational } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { DiscreetError, distanceMap } from '../src/index.ts';

const linear = distanceMap({
  kind: 'linear',
  factor: Rational.of(5n, 2n),
  from: 'symmetricDistance',
  to: 'absoluteDistance',
});
const quadratic = distanceMap({
  kind: 'quadratic',
  factor: Rational.of(2n),
  from: 'changeOneDistance',
  to: 'l2Distance',
});
const loss = distanceMap({
  kind: 'linear',
  factor: Rational.of(1n, 3n),
  from: 'absoluteDistance',
  to: 'maxDivergence',
});
const text = (x: O.Option<Rational>): string => (O.isSome(x) ? x.value.toString() : 'nothing');

describe('distanceMap', () => {
  it('multiplies by its factor, exactly', () => {
    expect(linear(3).toString()).toBe('15/2');
    expect(quadratic(3).toString()).toBe('18');
    expect(loss('1/7').toString()).toBe('1/21');
  });

  it('reads a number as the decimal that it prints as, in every spelling', () => {
    for (const spelling of [0.1, '0.1', '1/10', Rational.of(1n, 10n)])
      expect(loss(spelling).toString()).toBe('1/30');
    for (const spelling of [2, 2n, '2', '2.0', Rational.of(4n, 2n)])
      expect(linear(spelling).toString()).toBe('5');
    expect(linear(-0).toString()).toBe('0');
  });

  it('takes distances that no double holds', () => {
    expect(linear(10n ** 400n).toString()).toBe(`${25n * 10n ** 399n}`);
  });

  it.each([
    [-1, '-1'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [0.5, '0.5'],
    ['-1/2', "'-1/2'"],
    ['two', "'two'"],
    ['', "''"],
    ['0x10', "'0x10'"],
    [' 1', "' 1'"],
    [-1n, '-1n'],
    [Rational.of(1n, 2n), '1/2'],
    [undefined, 'nothing'],
    [null, 'null'],
    [true, 'true'],
    [{}, 'an object'],
    [{ valueOf: () => 1 }, 'an object'],
    [[1], 'an array'],
  ])('refuses %o as a distance of datasets', (value, printed) => {
    const outcome = linear.evaluate(value as never);
    expect(outcome).toMatchObject({ _tag: 'Left', left: { _tag: 'InvalidDistance' } });
    expect(() => linear(value as never)).toThrow(
      `map: dIn must be a whole number >= 0, got ${printed}`,
    );
    expect(() => linear(value as never)).toThrow(DiscreetError);
  });

  it('refuses a negative factor', () => {
    const make = () =>
      distanceMap({ kind: 'linear', factor: Rational.of(-1n), from: 'a', to: 'b' });
    expect(make).toThrow('distanceMap: factor must be >= 0, got -1');
  });

  it.each(['', 'Linear', 'cubic', undefined, 2])('refuses %o as the kind of a map', (kind) => {
    const parts = { factor: Rational.of(1n), from: 'a', to: 'b' };
    expect(() => distanceMap({ ...parts, kind: kind as never })).toThrow(
      'distanceMap: kind must be linear or quadratic, got ',
    );
  });

  it('inverts to the greatest distance that a result allows', () => {
    expect(text(linear.invert(10))).toBe('4');
    // 3 rows give 15/2, 4 give 10: 9.99 allows 3
    expect(text(linear.invert(9.99))).toBe('3');
    expect(text(linear.invert(0))).toBe('0');
    expect(text(loss.invert('1/6'))).toBe('1/2');
  });

  it('inverts a quadratic map by the root rounded down', () => {
    expect(text(quadratic.invert(18))).toBe('3');
    expect(text(quadratic.invert('17.999'))).toBe('2');
    expect(text(quadratic.invert(0))).toBe('0');
    const huge = 10n ** 40n;
    expect(text(quadratic.invert(2n * huge * huge))).toBe(`${huge}`);
    expect(text(quadratic.invert(2n * huge * huge - 1n))).toBe(`${huge - 1n}`);
  });

  it('refuses to invert what is no distance, so that none never stands for a mistake', () => {
    for (const wrong of [NaN, -1, Infinity])
      expect(() => linear.invert(wrong)).toThrow('invert: dOut must be a number >= 0, got');
  });

  it('inverts nothing where no rational or every distance will do', () => {
    const real = distanceMap({
      kind: 'quadratic',
      factor: Rational.of(2n),
      from: 'absoluteDistance',
      to: 'zeroConcentratedDivergence',
    });
    expect(real.invert(1)._tag).toBe('None');
    // 2 d^2 <= 9/2 up to d = 3/2, and 2 d^2 <= 0 at 0 alone
    expect(text(real.invert('9/2'))).toBe('3/2');
    expect(text(real.invert(0))).toBe('0');
    expect(real.invert('9/4')._tag).toBe('None');
    const nothing = distanceMap({
      kind: 'linear',
      factor: Rational.zero,
      from: 'symmetricDistance',
      to: 'absoluteDistance',
    });
    expect(nothing.invert(1)._tag).toBe('None');
  });

  it('says its formula in words, an L2 distance as the square that it is', () => {
    expect(linear.explain()).toBe('absoluteDistance <= 5/2 d, d in symmetricDistance');
    expect(quadratic.explain()).toBe('l2Distance^2 <= 2 d^2, d in changeOneDistance');
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(linear)).toBe(true);
  });
});
