import { Rational } from '@discreet/numeric';
import {
  discreteLaplaceVector,
  entropyFromWords,
  type EntropySource,
  fillDiscreteLaplace,
  sampleDiscreteLaplace,
} from '@discreet/random/samplers';
import { describe, expect, it } from 'vitest';
import { LaplaceDraw } from '../src/internal/laplace-draw.ts';
import { enumerate } from './support/enumerate.ts';
import { scriptedSource } from './support/scripted-source.ts';
import { seededSource } from './support/seeded-source.ts';

const ONE = Rational.one;
/** The two words of a 32-bit source that give block floor(-scale ln(high/2^32)) and the sign. */
const draw = (high: number, sign: number): number[] => [high, sign];

describe('sampleDiscreteLaplace', () => {
  it.each([
    [1n, 2n],
    [1n, 1n],
    [5n, 2n],
  ])('has the stated law over every sequence of bits at scale %i/%i', (n, d) => {
    const { mass, open } = enumerate(
      (source) => sampleDiscreteLaplace(Rational.of(n, d), source),
      3,
      17,
    );
    const q = Math.exp(-Number(d) / Number(n));
    expect(open.toNumber()).toBeLessThan(0.1);
    for (let x = -6; x <= 6; x += 1) {
      const seen = mass.get(String(x))?.toNumber() ?? 0;
      const truth = ((1 - q) / (1 + q)) * q ** Math.abs(x);
      expect(seen).toBeLessThanOrEqual(truth + 1e-12);
      expect(seen + open.toNumber()).toBeGreaterThanOrEqual(truth - 1e-12);
      expect(seen).toBe(mass.get(String(-x))?.toNumber() ?? (x === 0 ? seen : 0));
    }
  });

  it('takes the sign from the lowest bit and draws again for minus zero', () => {
    // exp(-2) < U = 3/8 < exp(-0): -ln U = 0.98, so 0 at scale 1; U = 1/8 gives 2.
    expect(sampleDiscreteLaplace(ONE, scriptedSource(draw(0x20000000, 0)))).toBe(2n);
    expect(sampleDiscreteLaplace(ONE, scriptedSource(draw(0x20000000, 1)))).toBe(-2n);
    expect(sampleDiscreteLaplace(ONE, scriptedSource(draw(0x60000000, 0)))).toBe(0n);
    const again = scriptedSource([...draw(0x60000000, 1), ...draw(0x20000000, 0)]);
    expect(sampleDiscreteLaplace(ONE, again)).toBe(2n);
    expect(again.left()).toBe(0);
  });

  it('draws again for minus zero, and for no other value of block 0, where blocks are wide', () => {
    // U is just below 1: block 0. Blocks of 16 values: offset 9, then offset 0, each with a word that accepts it.
    const first = [0xffffffff, 0xfffff800 + 1];
    const [nine, zero] = [
      [0x90000000, 0],
      [0, 0],
    ];
    const scale = Rational.of(1n << 20n);
    const noise = new LaplaceDraw(scale);
    const samples = [
      (words: number[]) => BigInt(noise.sample(scriptedSource(words))),
      (words: number[]) => noise.sampleBigInt(scriptedSource(words)),
    ];
    for (const sample of samples) {
      expect(sample([...first, ...nine])).toBe(-9n);
      expect(sample([...first, ...zero, ...first, ...nine])).toBe(-9n);
      expect(sample([0xffffffff, 0xfffff800, ...zero])).toBe(0n);
    }
    const narrow = new LaplaceDraw(ONE);
    expect(
      narrow.sampleBigInt(scriptedSource([...draw(0x60000000, 1), ...draw(0x20000000, 1)])),
    ).toBe(-2n);
  });

  it('never gives a negative zero as a number', () => {
    const noise = new LaplaceDraw(ONE);
    expect(Object.is(noise.sample(scriptedSource(draw(0x60000000, 0))), 0)).toBe(true);
    const again = [...draw(0x60000000, 1), ...draw(0x60000000, 0)];
    expect(Object.is(noise.sample(scriptedSource(again)), 0)).toBe(true);
  });

  it.each(['1e-40', '1e40', 'large', 'small'])('ends at scale %s and has its size', (name) => {
    const huge = 7n ** 900n;
    const scale =
      name === '1e-40'
        ? Rational.of(1n, 10n ** 40n)
        : name === '1e40'
          ? Rational.of(10n ** 40n)
          : name === 'large'
            ? Rational.of(huge, 3n ** 500n)
            : Rational.of(3n ** 500n, huge);
    const source = seededSource(3);
    const values = Array.from({ length: 200 }, () => sampleDiscreteLaplace(scale, source));
    const mean = values.reduce((sum, x) => sum + (x < 0n ? -x : x), 0n) / 200n;
    const ratio = Rational.of(mean).div(scale).toNumber();
    if (scale.lessThan(ONE)) expect(mean).toBe(0n);
    // The mean of 200 exponential magnitudes is within 5 deviations, 0.36, of its mean.
    else expect(Math.abs(ratio - 1)).toBeLessThan(0.36);
    expect(values.some((x) => x < 0n)).toBe(!scale.lessThan(ONE));
  });

  it('gives a value beyond 2^53 exactly, and as the nearest double to a vector', () => {
    // 14 zero words: U is near 2^-448, the value near 310 scales of 2^45.
    const words = [0, 1, ...new Array<number>(13).fill(0), 0x12345678, 0x9abcdeff, 0x80000000];
    const script = [...words, 0x2468acef, 0];
    const scale = Rational.of(1n << 45n);
    const exact = sampleDiscreteLaplace(scale, scriptedSource(script));
    expect(exact < -(1n << 53n)).toBe(true);
    expect(BigInt(Number(exact))).not.toBe(exact);
    const out = new Float64Array(1);
    const reports: (readonly [number, bigint])[] = [];
    fillDiscreteLaplace(out, scale, scriptedSource(script), (index, value) => {
      reports.push([index, value]);
    });
    expect(out[0]).toBe(Number(exact));
    expect(reports).toEqual([[0, exact]]);
    expect(discreteLaplaceVector(1, scale, scriptedSource(script))).toEqual([exact]);
  });

  it.each([Rational.zero, Rational.of(-1n, 2n)])('refuses the scale %s', (scale) => {
    const source = scriptedSource([]);
    const got = `scale must be > 0, got ${scale.toString()}`;
    expect(() => sampleDiscreteLaplace(scale, source)).toThrow(`sampleDiscreteLaplace: ${got}`);
    expect(() => discreteLaplaceVector(1, scale, source)).toThrow(`discreteLaplaceVector: ${got}`);
    expect(() => {
      fillDiscreteLaplace(new Float64Array(1), scale, source);
    }).toThrow(`fillDiscreteLaplace: ${got}`);
  });
});

describe('vectors of discrete Laplace noise', () => {
  it('are the same for the same words, whatever was drawn before', () => {
    const scale = Rational.of(22n, 7n);
    const fill = (length: number): Float64Array => {
      const out = new Float64Array(length);
      fillDiscreteLaplace(out, scale, seededSource(4));
      return out;
    };
    const [short, long] = [fill(2047), fill(2048)];
    expect(fill(2047)).toEqual(short);
    expect(fill(2048)).toEqual(long);
    expect(discreteLaplaceVector(2048, scale, seededSource(4))).toEqual([...long].map(BigInt));
  });

  it('go through the scalar path below 2048 elements and through the table from there on', () => {
    const scale = Rational.of(22n, 7n);
    const source = seededSource(6);
    const scalars = Array.from({ length: 2048 }, () =>
      Number(sampleDiscreteLaplace(scale, source)),
    );
    const short = new Float64Array(2047);
    fillDiscreteLaplace(short, scale, seededSource(6));
    expect([...short]).toEqual(scalars.slice(0, 2047));
    const long = new Float64Array(2048);
    fillDiscreteLaplace(long, scale, seededSource(6));
    expect([...long]).not.toEqual(scalars);
  });

  it('are exact integers beyond 2^45, and doubles with a report', () => {
    const scale = Rational.of(10n ** 30n);
    const exact = discreteLaplaceVector(50, scale, seededSource(9));
    const out = new Float64Array(50);
    const reports = new Map<number, bigint>();
    fillDiscreteLaplace(out, scale, seededSource(9), (index, value) => reports.set(index, value));
    expect([...out]).toEqual(exact.map(Number));
    expect(exact.map((_, index) => reports.get(index))).toEqual(exact);
    expect(() => {
      fillDiscreteLaplace(out, scale, seededSource(9));
    }).not.toThrow();
  });

  it('take words of another width through the scalar path', () => {
    const words = seededSource(12);
    const bytes: EntropySource = {
      ...entropyFromWords(() => words.nextWord() & 255, 8),
      fillWords: () => expect.fail('blocks of words are for 32 bits'),
    };
    const out = new Float64Array(4096);
    fillDiscreteLaplace(out, ONE, bytes);
    const mean = out.reduce((sum, x) => sum + Math.abs(x), 0) / out.length;
    // E|X| = 2q/(1 - q^2) = 0.851, deviation below 1.1: 5 deviations of the mean are 0.09.
    expect(Math.abs(mean - 0.851)).toBeLessThan(0.09);
  });
});
