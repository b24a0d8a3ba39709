import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BigFloat, compare } from '../src/internal/big-float.ts';
import { erfcOf, expOf, lnOf } from '../src/internal/elementary.ts';
import { Decimal150 } from './oracle/decimal-oracle.ts';

const Wide = Decimal150;
const decimal = ({ mantissa, exponent }: BigFloat): InstanceType<typeof Wide> =>
  new Wide(mantissa.toString()).mul(new Wide(2).pow(exponent));

/** the neighbours of a number among the multiples of 2^-300, which is finer than all that is rounded to here */
const around = (truth: InstanceType<typeof Wide>): readonly [below: BigFloat, above: BigFloat] => {
  const floor = BigInt(truth.mul(new Wide(2).pow(300)).floor().toFixed(0));
  return [
    { mantissa: floor, exponent: -300 },
    { mantissa: floor + 1n, exponent: -300 },
  ];
};

const pi = Wide.acos(-1);
/** 2 / sqrt(pi) e^(-x^2) sum of (2 x^2)^n x / (1 3 5 ... (2n + 1)) is erf(x): all terms are positive, so no digits are lost */
const erfc = (x: InstanceType<typeof Wide>): InstanceType<typeof Wide> => {
  const square = x.mul(x);
  let [term, sum] = [x, x];
  for (let odd = 3; term.gt(sum.mul('1e-145')); odd += 2) {
    term = term.mul(square).mul(2).div(odd);
    sum = sum.add(term);
  }
  return new Wide(1).sub(sum.mul(2).div(pi.sqrt()).mul(square.neg().exp()));
};
/** x > 0 with erfc(x) = v < 1, by Newton from the left, where a convex function's steps never overshoot */
const inverseErfc = (v: InstanceType<typeof Wide>): InstanceType<typeof Wide> => {
  let x = new Wide('1e-9');
  for (let step = new Wide(1); step.abs().gt('1e-120'); x = x.add(step))
    step = erfc(x).sub(v).mul(pi.sqrt()).div(2).mul(x.mul(x).exp());
  return x;
};

const mantissa = fc.bigInt(1n, (1n << 20n) - 1n);
const signed = fc.tuple(mantissa, fc.boolean()).map(([m, negative]) => (negative ? -m : m));
const bits = 24;
/** two steps of that many bits, or a few more, below and above a number */
const near = ({ mantissa: m, exponent }: BigFloat): readonly [BigFloat, BigFloat] => {
  const step = m < 0n ? -m : m;
  return [
    { mantissa: (m << 21n) - step, exponent: exponent - 21 },
    { mantissa: (m << 21n) + step, exponent: exponent - 21 },
  ];
};

// A result of few bits, and an argument that misses it by a hair: what is rounded to the wrong side by however little is on the wrong side of it.
describe('functions of many bits, a hair from results of few', () => {
  it('exp', () => {
    const result = fc.record({ mantissa, exponent: fc.integer({ min: -60, max: 20 }) });
    fc.assert(
      fc.property(result, (v) => {
        const truth = decimal(v).ln();
        if (truth.isZero()) return;
        const [below, above] = around(truth);
        expect(compare(expOf(below, bits, 'down'), v)).toBe(-1);
        expect(compare(expOf(above, bits, 'up'), v)).toBe(1);
        const [under, over] = near(v);
        expect(compare(expOf(below, bits, 'down'), under)).toBe(1);
        expect(compare(expOf(above, bits, 'up'), over)).toBe(-1);
      }),
    );
  });

  it('ln', () => {
    const result = fc.record({
      mantissa: signed,
      exponent: fc.integer({ min: -40, max: -15 }),
    });
    fc.assert(
      fc.property(result, (v) => {
        const [below, above] = around(decimal(v).exp());
        expect(compare(lnOf(below, bits, 'down'), v)).toBe(-1);
        expect(compare(lnOf(above, bits, 'up'), v)).toBe(1);
        const [under, over] = near(v);
        expect(compare(lnOf(below, bits, 'down'), under)).toBe(1);
        expect(compare(lnOf(above, bits, 'up'), over)).toBe(-1);
      }),
    );
  });

  it('erfc, which falls', () => {
    const result = fc.record({ mantissa, exponent: fc.constant(-20) });
    fc.assert(
      fc.property(result, fc.boolean(), (v, mirrored) => {
        // erfc(-x) = 2 - erfc(x)
        const w = mirrored ? { mantissa: (2n << 20n) - v.mantissa, exponent: -20 } : v;
        const x = inverseErfc(decimal(v));
        const [below, above] = around(mirrored ? x.neg() : x);
        expect(compare(erfcOf(above, bits, 'down'), w)).toBe(-1);
        expect(compare(erfcOf(below, bits, 'up'), w)).toBe(1);
        const [under, over] = near(w);
        expect(compare(erfcOf(above, bits, 'down'), under)).toBe(1);
        expect(compare(erfcOf(below, bits, 'up'), over)).toBe(-1);
      }),
      { numRuns: 40 },
    );
  });
});
