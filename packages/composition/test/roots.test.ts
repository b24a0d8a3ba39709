import { Rational } from '@discreet/numeric';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rootDown, rootUp } from '../src/internal/roots.ts';

const natural = fc.oneof(fc.bigInt(0n, 40n), fc.bigInt(0n, 1n << 90n));
const fraction = fc
  .tuple(
    natural,
    natural.map((n) => n + 1n),
  )
  .map(([p, q]) => Rational.of(p, q));

describe('roots of rationals', () => {
  it('are exact where they are rational', () => {
    fc.assert(
      fc.property(fraction, (x) => {
        expect(rootUp(x.square()).toString()).toBe(x.toString());
        expect(rootDown(x.square()).toString()).toBe(x.toString());
      }),
    );
  });

  it('are rounded to their side by less than 2^-128 elsewhere', () => {
    fc.assert(
      fc.property(fraction, (x) => {
        const [low, high] = [rootDown(x), rootUp(x)];
        expect(low.square().lessThanOrEqual(x) && x.lessThanOrEqual(high.square())).toBe(true);
        const most = high.div(Rational.of(1n << 128n));
        expect(high.sub(low).lessThanOrEqual(most)).toBe(true);
      }),
    );
  });
});
