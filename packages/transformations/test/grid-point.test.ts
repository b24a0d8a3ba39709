import { powerOfTen } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gridPoint } from '../src/internal/grid-point.ts';
import { double, edgeDoubles, nearestEven } from './support/exact-reference.ts';

const exponents = [-308, -300, -23, -22, -21, -9, -7, -1, 0, 1, 9, 21, 22, 23, 299];
const steps = fc.oneof(
  fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }),
  fc.bigInt({ min: -(2n ** 50n), max: 2n ** 50n }),
  fc.bigInt({ min: -1000n, max: 1000n }),
);

it('a grid point is the double nearest to a rational, bit for bit, on every path', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...exponents),
      steps,
      steps,
      fc.array(
        fc.oneof(
          fc.double().map((x) => () => x),
          fc.constantFrom(...edgeDoubles).map((x) => () => x),
          // near a grid point or half-way between two
          fc.tuple(steps, fc.constantFrom(0, 0.5, 0.49)).map(
            ([m, part]) =>
              (exponent: number) =>
                (Number(m) + part) * Number(`1e${exponent}`),
          ),
        ),
        { maxLength: 40 },
      ),
      (exponent, a, b, rows) => {
        fc.pre(a !== b);
        const [lower, upper] = a < b ? [a, b] : [b, a];
        const nearest = gridPoint({ exponent, lower, upper });
        const inverse = powerOfTen(-exponent).toNumber();
        for (const row of rows) {
          const x = row(exponent);
          const p = x * inverse;
          const units =
            Number.isNaN(p) || p === -Infinity
              ? lower
              : p === Infinity
                ? upper
                : nearestEven(double(p));
          const m = units < lower ? lower : units > upper ? upper : units;
          expect(nearest(x), `${x}`).toBe(Rational.of(m).mul(powerOfTen(exponent)).toNumber());
        }
      },
    ),
    { numRuns: 500 },
  );
});
