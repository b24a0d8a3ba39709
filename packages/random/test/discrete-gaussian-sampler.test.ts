import { Rational } from '@discreet/numeric';
import {
  discreteGaussianVector,
  fillDiscreteGaussian,
  sampleDiscreteGaussian,
} from '@discreet/random/samplers';
import { describe, expect, it } from 'vitest';
import { GaussianDraw } from '../src/internal/gaussian-draw.ts';
import { GeometricDraw } from '../src/internal/geometric-draw.ts';
import { integerSqrt } from '../src/internal/integer-sqrt.ts';
import { LaplaceDraw } from '../src/internal/laplace-draw.ts';
import { enumerate } from './support/enumerate.ts';
import { scaledExp } from './support/law-oracle.ts';
import { scriptedSource } from './support/scripted-source.ts';
import { seededSource } from './support/seeded-source.ts';

const SQUARES = [
  Rational.of(1n, 4n),
  Rational.one,
  Rational.of(49n, 9n),
  Rational.of(12345n, 678n),
  Rational.of(10n ** 6n),
  Rational.of(10n ** 12n),
  Rational.of(10n ** 24n + 1n, 3n),
  // Blocks of 2^50 and 2^117 values: the filter sees the first digits of an offset alone.
  Rational.of(10n ** 40n + 7n, 3n),
  Rational.of(10n ** 80n),
];

describe('sampleDiscreteGaussian', () => {
  it.each([
    [1n, 4n],
    [1n, 1n],
    [5n, 2n],
  ])('has the stated law over every sequence of bits at sigma^2 %i/%i', (n, d) => {
    const { mass, open } = enumerate(
      (source) => sampleDiscreteGaussian(Rational.of(n, d), source),
      2,
      15,
    );
    const weight = (x: number): number => Math.exp((-x * x * Number(d)) / (2 * Number(n)));
    let total = 0;
    for (let x = -60; x <= 60; x += 1) total += weight(x);
    expect(open.toNumber()).toBeLessThan(0.5);
    for (let x = -4; x <= 4; x += 1) {
      const seen = mass.get(String(x))?.toNumber() ?? 0;
      expect(seen).toBeLessThanOrEqual(weight(x) / total + 1e-12);
      expect(seen + open.toNumber()).toBeGreaterThanOrEqual(weight(x) / total - 1e-12);
      if (x !== 0) expect(seen).toBe(mass.get(String(-x))?.toNumber() ?? 0);
    }
  });

  it.each(SQUARES.map((square) => [square.toString(), square] as const))(
    'accepts each candidate with exactly its probability at sigma^2 %s',
    (_, square) => {
      const t = integerSqrt(square.floor()) + 1n;
      const candidates = new LaplaceDraw(Rational.of(t));
      const wideWords = Math.ceil(new GeometricDraw(Rational.of(t)).blockBits / 32);
      const offset = (word: () => number): number[] => Array.from({ length: wideWords }, word);
      const accept = wideWords > 0 ? [0] : [];
      const noise = new GaussianDraw(square);
      const seeds = seededSource(21);
      for (let i = 0; i < 60; i += 1) {
        // -ln U below 6, an offset and a word that surely accepts it.
        const high = (seeds.nextWord() | 0x01000000) >>> 0;
        const words = [high, i & 1, ...offset(() => seeds.nextWord()), ...accept];
        let y: bigint;
        try {
          y = candidates.sampleBigInt(scriptedSource(words));
        } catch {
          continue; // minus zero
        }
        const size = y < 0n ? -y : y;
        // (|y| - s/t)^2 / (2 s) for s = n/d, as (|y| t d - n)^2 / (2 n d t^2)
        const { numerator: n, denominator: d } = square;
        const root = size * t * d - n;
        const digits = scaledExp(root * root, 2n * n * d * t * t, 64)[0];
        const first = Number(digits >> 32n);
        const second = Number(digits & 0xffffffffn);
        // A second candidate that is 2 blocks' worth of other, taken when the first one is refused.
        const other = [0x08000000, 0, ...offset(() => 0), ...accept, 0];
        const z = candidates.sampleBigInt(scriptedSource(other.slice(0, -1)));
        if (z === y) continue;
        for (const sample of [
          (...last: number[]) => noise.sampleBigInt(scriptedSource([...words, ...last, ...other])),
          ...(wideWords < 2
            ? [
                (...last: number[]) =>
                  BigInt(noise.sample(scriptedSource([...words, ...last, ...other]))),
              ]
            : []),
        ]) {
          if (first > 4) expect(sample(first - 4)).toBe(y);
          if (second > 4) expect(sample(first, second - 4)).toBe(y);
          if (second + 4 < 2 ** 32) expect(sample(first, second + 4)).toBe(z);
          if (first + 4 < 2 ** 32) expect(sample(first + 4)).toBe(z);
        }
      }
    },
  );

  it('draws again for minus zero, and for no other value of block 0, where blocks are wide', () => {
    // t = 2^20: blocks of 16 values. Offset 9 or 0 of block 0, a word that accepts the offset, one that accepts the candidate.
    const noise = new GaussianDraw(Rational.of((1n << 40n) - 1n));
    const first = [0xffffffff, 0xfffff800 + 1];
    const samples = [
      (words: number[]) => BigInt(noise.sample(scriptedSource(words))),
      (words: number[]) => noise.sampleBigInt(scriptedSource(words)),
    ];
    for (const sample of samples) {
      expect(sample([...first, 0x90000000, 0, 0])).toBe(-9n);
      expect(sample([...first, 0, 0, ...first, 0x90000000, 0, 0])).toBe(-9n);
      expect(sample([0xffffffff, 0xfffff800, 0, 0, 0])).toBe(0n);
    }
    const narrow = new GaussianDraw(Rational.of(1n, 4n));
    expect(narrow.sampleBigInt(scriptedSource([0xffffffff, 1, 0xffffffff, 0, 0]))).toBe(0n);
    expect(narrow.sample(scriptedSource([0xffffffff, 1, 0xffffffff, 0, 0]))).toBe(0);
  });

  it.each(['1e-40', '1e40', 'large', 'small'])('ends at sigma^2 %s and has its size', (name) => {
    const huge = 7n ** 900n;
    const square =
      name === '1e-40'
        ? Rational.of(1n, 10n ** 40n)
        : name === '1e40'
          ? Rational.of(10n ** 40n)
          : name === 'large'
            ? Rational.of(huge, 3n ** 500n)
            : Rational.of(3n ** 500n, huge);
    const source = seededSource(3);
    const values = Array.from({ length: 200 }, () => sampleDiscreteGaussian(square, source));
    const squares = values.reduce((sum, x) => sum + x * x, 0n);
    const ratio = Rational.of(squares, 200n).div(square).toNumber();
    if (square.lessThan(Rational.one)) expect(squares).toBe(0n);
    // 200 squares of normal variables: mean 1, deviation 0.1.
    else expect(Math.abs(ratio - 1)).toBeLessThan(0.5);
    expect(values.some((x) => x < 0n)).toBe(!square.lessThan(Rational.one));
  });

  it.each([Rational.zero, Rational.of(-1n, 2n)])('refuses sigma^2 %s', (square) => {
    const source = scriptedSource([]);
    const got = `sigmaSquared must be > 0, got ${square.toString()}`;
    expect(() => sampleDiscreteGaussian(square, source)).toThrow(`sampleDiscreteGaussian: ${got}`);
    expect(() => discreteGaussianVector(1, square, source)).toThrow(
      `discreteGaussianVector: ${got}`,
    );
    expect(() => {
      fillDiscreteGaussian(new Float64Array(1), square, source);
    }).toThrow(`fillDiscreteGaussian: ${got}`);
  });
});

describe('vectors of discrete Gaussian noise', () => {
  it('go through the scalar path below 2048 elements and agree with the exact integers', () => {
    const square = Rational.of(1000n, 3n);
    const source = seededSource(6);
    const scalars = Array.from({ length: 2047 }, () => sampleDiscreteGaussian(square, source));
    const short = new Float64Array(2047);
    fillDiscreteGaussian(short, square, seededSource(6));
    expect([...short].map(BigInt)).toEqual(scalars);
    const long = new Float64Array(5000);
    fillDiscreteGaussian(long, square, seededSource(6));
    expect(discreteGaussianVector(5000, square, seededSource(6))).toEqual([...long].map(BigInt));
  });

  it('have the size of sigmas beyond 2^45', () => {
    const square = Rational.of(10n ** 40n);
    const values = discreteGaussianVector(200, square, seededSource(8));
    const ratio = Rational.of(
      values.reduce((sum, x) => sum + x * x, 0n),
      200n * 10n ** 40n,
    ).toNumber();
    expect(Math.abs(ratio - 1)).toBeLessThan(0.5);
  });
});

describe('integerSqrt', () => {
  it('is the floor of the root', () => {
    for (let n = 0n; n < 1000n; n += 1n) {
      const root = integerSqrt(n);
      expect(root * root <= n && (root + 1n) * (root + 1n) > n).toBe(true);
    }
    for (const root of [10n ** 40n, 2n ** 500n - 1n, 3n ** 300n]) {
      expect(integerSqrt(root * root)).toBe(root);
      expect(integerSqrt(root * root - 1n)).toBe(root - 1n);
      expect(integerSqrt(root * root + 2n * root)).toBe(root);
    }
  });
});
