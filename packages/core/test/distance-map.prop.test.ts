import { integerRoot, Rational } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceMap, type MapKind, mapFromJson } from '../src/index.ts';

const fraction = fc
  .tuple(fc.bigInt({ min: 0n, max: 1n << 70n }), fc.bigInt({ min: 1n, max: 1n << 70n }))
  .map(([a, b]) => Rational.of(a, b));
const positive = fraction.map((x) => x.add(Rational.of(1n, 1n << 70n)));
const kind = fc.constantFrom<MapKind[]>('linear', 'quadratic');
const between = { from: 'absoluteDistance', to: 'maxDivergence' };
const ofRows = { from: 'symmetricDistance', to: 'maxDivergence' };
const rows = fc.bigInt({ min: 0n, max: 1n << 60n });

describe('distanceMap', () => {
  it('is monotone, and 0 at 0', () => {
    fc.assert(
      fc.property(kind, fraction, fraction, fraction, (shape, factor, d, more) => {
        const map = distanceMap({ kind: shape, factor, ...between });
        expect(map(0).sign()).toBe(0);
        expect(map(d).lessThanOrEqual(map(d.add(more)))).toBe(true);
      }),
    );
  });

  it('gives k times, or k^2 times, as much at k times the distance', () => {
    fc.assert(
      fc.property(kind, fraction, fraction, rows, (shape, factor, d, k) => {
        const map = distanceMap({ kind: shape, factor, ...between });
        const times = Rational.of(shape === 'linear' ? k : k * k);
        expect(map(d.mul(Rational.of(k))).equals(map(d).mul(times))).toBe(true);
      }),
    );
  });

  it('inverts to a distance that is allowed, when the next whole one is not', () => {
    fc.assert(
      fc.property(kind, positive, fraction, (shape, factor, dOut) => {
        const map = distanceMap({ kind: shape, factor, ...ofRows });
        const d = map.invert(dOut);
        if (O.isNone(d)) throw new Error('a positive factor has an inverse on datasets');
        expect(map(d.value).lessThanOrEqual(dOut)).toBe(true);
        expect(dOut.lessThan(map(d.value.add(Rational.one)))).toBe(true);
      }),
    );
  });

  it('inverts a linear map of numbers exactly', () => {
    fc.assert(
      fc.property(positive, fraction, (factor, dOut) => {
        const map = distanceMap({ kind: 'linear', factor, ...between });
        const d = map.invert(dOut);
        expect(O.isSome(d) && map(d.value).equals(dOut)).toBe(true);
      }),
    );
  });

  it('inverts a quadratic map of numbers where the root is rational, and nowhere else', () => {
    const squares = (x: Rational): boolean =>
      [x.numerator, x.denominator].every((n) => integerRoot(n) ** 2n === n);
    fc.assert(
      fc.property(positive, fraction, (factor, d) => {
        const map = distanceMap({ kind: 'quadratic', factor, ...between });
        const back = map.invert(map(d));
        expect(O.isSome(back) && back.value.equals(d)).toBe(true);
        const other = map.invert(d);
        expect(O.isSome(other)).toBe(squares(d.div(factor)));
        if (O.isSome(other)) expect(map(other.value).equals(d)).toBe(true);
      }),
    );
  });

  it('comes back from its JSON as itself', () => {
    fc.assert(
      fc.property(kind, fraction, fraction, (shape, factor, d) => {
        const map = distanceMap({ kind: shape, factor, ...between });
        const back = mapFromJson(JSON.parse(JSON.stringify(map)));
        if (back._tag === 'Left') throw back.left;
        expect(back.right(d).equals(map(d))).toBe(true);
        expect(back.right.explain()).toBe(map.explain());
        expect(JSON.stringify(back.right)).toBe(JSON.stringify(map));
      }),
    );
  });
});
