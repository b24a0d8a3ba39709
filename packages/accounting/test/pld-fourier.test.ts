import { Interval, Rational, rationalFromDouble } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import { expNear, lnNear, NEAR, oneMinusExp } from '../src/internal/loss/exp.ts';
import {
  inverse,
  mirrored,
  rootsOfUnity,
  transform,
  transformError,
} from '../src/internal/loss/fourier.ts';
import { numbers } from './numbers.ts';

const exact = (x: number): Rational => {
  const read = rationalFromDouble(x);
  if (read._tag === 'None') throw new RangeError('no number');
  return read.value;
};
const around = (x: number): Interval => Interval.of(exact(x), 160);

/** the relative error of a double, as a double */
const errorOf = (value: number, truth: Interval): number => {
  const { lower, upper } = around(value).sub(truth).div(truth).toEnclosure();
  return Math.max(Math.abs(lower), Math.abs(upper));
};

describe('exponentials and logarithms in doubles', () => {
  const draw = numbers(1);
  const xs = Array.from({ length: 3000 }, () => (draw() - 0.5) * 1400);

  it('exp is off by less than 2^-50, relatively', () => {
    const worst = Math.max(...xs.map((x) => errorOf(expNear(x), around(x).exp())));
    expect(worst).toBeLessThan(NEAR);
    expect(worst).toBeGreaterThan(1e-17);
  });

  it('exp of what is far below is at most 2^-1020', () => {
    for (const x of [-707.5, -720, -744, -746, -1e6, -Infinity]) {
      expect(expNear(x)).toBeLessThanOrEqual(1e-307);
      expect(expNear(x)).toBeGreaterThanOrEqual(0);
    }
    expect(expNear(710)).toBe(Infinity);
    expect(expNear(NaN)).toBeNaN();
  });

  it('1 - e^-d is off by less than 2^-50, relatively, however small d is', () => {
    const ds = xs.map((x) => Math.exp(x / 20)).filter((d) => d < 700);
    const worst = Math.max(...ds.map((d) => errorOf(oneMinusExp(d), around(-d).expm1().negate())));
    expect(worst).toBeLessThan(NEAR);
  });

  it('ln is off by less than 2^-50 (1 + |ln x|)', () => {
    for (const x of xs.map((y) => Math.exp(y / 1.01))) {
      const truth = around(x).ln();
      const { lower, upper } = around(lnNear(x)).sub(truth).toEnclosure();
      const most = NEAR * (1 + Math.abs(lnNear(x)));
      expect(Math.max(Math.abs(lower), Math.abs(upper))).toBeLessThan(most);
    }
  });
});

/** The transform by its definition, in exact fixed point: sums of integers times roots that are rounded to 2^-100. */
const slowly = (
  re: readonly number[],
  im: readonly number[],
): readonly (readonly [number, number])[] => {
  const size = re.length;
  const roots = rootsOfUnity(size);
  const root = (k: number): readonly [number, number] => {
    const at = k % size;
    const sign = at < size / 2 ? 1 : -1;
    const i = at % (size / 2);
    return [sign * (roots.cos[i] ?? 0), -sign * (roots.sin[i] ?? 0)];
  };
  return re.map((_, k) => {
    let [x, y] = [Rational.zero, Rational.zero];
    for (let j = 0; j < size; j += 1) {
      const [c, s] = root(j * k).map(exact) as [Rational, Rational];
      const [a, b] = [exact(re[j] ?? 0), exact(im[j] ?? 0)];
      x = x.add(a.mul(c)).sub(b.mul(s));
      y = y.add(a.mul(s)).add(b.mul(c));
    }
    return [x.toNumber(), y.toNumber()] as const;
  });
};

const reversed = (k: number, size: number): number => {
  let [place, rest] = [0, k];
  for (let bit = 1; bit < size; bit *= 2) {
    place = place * 2 + (rest % 2);
    rest = Math.floor(rest / 2);
  }
  return place;
};

describe('the Fourier transform', () => {
  it('has roots of unity that are off by at most 2^-52', () => {
    for (const size of [8, 64, 4096]) {
      const { cos, sin } = rootsOfUnity(size);
      for (let k = 0; k < size / 2; k += 1) {
        // |z| = 1, and z^2 is the root twice as far, to within what a double can tell
        const [c, s] = [exact(cos[k] ?? 0), exact(sin[k] ?? 0)];
        const off = c.square().add(s.square()).sub(Rational.one).abs().toNumber();
        expect(off).toBeLessThan(4.5e-16);
        const [c2, s2] = [c.square().sub(s.square()), c.mul(s).mul(Rational.of(2n))];
        const twice = (2 * k) % (size / 2);
        const sign = 2 * k < size / 2 ? 1 : -1;
        expect(Math.abs(c2.sub(exact(sign * (cos[twice] ?? 0))).toNumber())).toBeLessThan(8e-16);
        expect(Math.abs(s2.sub(exact(sign * (sin[twice] ?? 0))).toNumber())).toBeLessThan(8e-16);
      }
    }
  });

  it('is off by less than its bound, in the Euclidean norm', () => {
    const draw = numbers(2);
    for (const size of [8, 32, 128]) {
      const re = Float64Array.from({ length: size }, () => draw() ** 6);
      const im = Float64Array.from({ length: size }, () => draw() - 0.5);
      const truth = slowly([...re], [...im]);
      transform(rootsOfUnity(size), re, im);
      let [wrong, whole] = [0, 0];
      truth.forEach(([x, y], k) => {
        const place = reversed(k, size);
        wrong += ((re[place] ?? 0) - x) ** 2 + ((im[place] ?? 0) - y) ** 2;
        whole += x * x + y * y;
      });
      expect(Math.sqrt(wrong / whole)).toBeLessThan(transformError(size));
    }
  });

  it('has an inverse', () => {
    const draw = numbers(3);
    for (const size of [8, 1024, 65_536]) {
      const re = Float64Array.from({ length: size }, draw);
      const im = Float64Array.from({ length: size }, draw);
      const [before, beforeIm] = [re.slice(), im.slice()];
      const roots = rootsOfUnity(size);
      transform(roots, re, im);
      inverse(roots, re, im);
      const most = Math.max(
        ...[re, im].map((xs, i) =>
          xs.reduce(
            (worst, x, k) =>
              Math.max(worst, Math.abs(x / size - ((i === 0 ? before : beforeIm)[k] ?? 0))),
            0,
          ),
        ),
      );
      expect(most).toBeLessThan(1e-14);
    }
  });

  it('knows where the opposite frequency is', () => {
    for (const size of [8, 64])
      for (let k = 0; k < size; k += 1)
        expect(mirrored(reversed(k, size))).toBe(reversed((size - k) % size, size));
  });
});
