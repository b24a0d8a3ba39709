import { Rational } from '@discreet/numeric';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeMaps, distanceMap, type MapKind } from '../src/index.ts';

const fraction = fc
  .tuple(fc.bigInt({ min: 0n, max: 1n << 80n }), fc.bigInt({ min: 1n, max: 1n << 80n }))
  .map(([a, b]) => Rational.of(a, b));
const kinds = fc.constantFrom<(readonly [MapKind, MapKind])[]>(
  ['linear', 'linear'],
  ['linear', 'quadratic'],
  ['quadratic', 'linear'],
);

describe('composeMaps', () => {
  it('is one map after the other at every distance, exactly', () => {
    fc.assert(
      fc.property(kinds, fraction, fraction, fraction, ([one, two], f, g, d) => {
        const first = distanceMap({
          kind: one,
          factor: f,
          from: 'absoluteDistance',
          to: 'l1Distance',
        });
        const second = distanceMap({
          kind: two,
          factor: g,
          from: 'l1Distance',
          to: 'maxDivergence',
        });
        expect(composeMaps(first, second)(d).equals(second(first(d)))).toBe(true);
      }),
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, fraction, (f, g, h, d) => {
        const map = (factor: Rational) =>
          distanceMap({ kind: 'linear', factor, from: 'l1Distance', to: 'l1Distance' });
        const [a, b, c] = [map(f), map(g), map(h)];
        const left = composeMaps(composeMaps(a, b), c);
        const right = composeMaps(a, composeMaps(b, c));
        expect(left(d).equals(right(d))).toBe(true);
      }),
    );
  });
});
