import { Rational } from '@discreet/numeric';
import { geometric } from '@discreet/random/samplers';
import { describe, expect, it } from 'vitest';
import { GeometricDraw } from '../src/internal/geometric-draw.ts';
import { enumerate } from './support/enumerate.ts';
import { scaledExp } from './support/law-oracle.ts';
import { scriptedSource } from './support/scripted-source.ts';
import { seededSource } from './support/seeded-source.ts';

const SCALES = [
  Rational.of(1n, 1000000n),
  Rational.of(1n, 10n),
  Rational.one,
  Rational.of(7n, 3n),
  Rational.of(1000n),
  Rational.of(65536n),
  Rational.of(65537n),
  Rational.of(10n ** 6n),
  Rational.of(10n ** 12n + 1n, 7n),
  Rational.of(1n << 45n),
];

/** The two words whose 53 highest bits are the prefix; the lowest bit is the sign. */
function wordsOf(prefix: bigint, sign: number): number[] {
  return [Number(prefix >> 21n), Number((prefix & 0x1fffffn) << 11n) + sign];
}

/** floor(-scale/width ln(prefix/2^53)) from enclosures: the largest k with prefix <= 2^53 exp(-k width/scale). */
function exactBlock(draw: GeometricDraw, prefix: bigint, from: bigint): bigint {
  const { numerator, denominator, blockBits } = draw;
  const atMost = (k: bigint): boolean =>
    scaledExp(k * (denominator << BigInt(blockBits)), numerator, 53)[0] >= prefix;
  let k = from;
  while (!atMost(k)) k -= 1n;
  while (atMost(k + 1n)) k += 1n;
  return k;
}

describe('the block of a geometric draw', () => {
  it.each(SCALES.map((scale) => [scale.toString(), scale] as const))(
    'is floor(-scale ln U) by enclosures at scale %s',
    (_, scale) => {
      const draw = new GeometricDraw(scale);
      const source = seededSource(11);
      for (let i = 0; i < 300; i += 1) {
        const prefix = source.nextBits(53 - (i % 20)) | (1n << 32n);
        const sign = i & 1;
        const signed = draw.signedBlock(scriptedSource(wordsOf(prefix, sign)));
        const block = Math.floor(signed / 2);
        expect(signed - 2 * block).toBe(sign);
        expect(BigInt(block)).toBe(exactBlock(draw, prefix, BigInt(block)));
      }
    },
  );

  it.each(SCALES.map((scale) => [scale.toString(), scale] as const))(
    'turns exactly at U = exp(-k/scale) at scale %s, with the digits of one U',
    (_, scale) => {
      const draw = new GeometricDraw(scale);
      const { numerator, denominator, blockBits } = draw;
      for (const k of [1n, 2n, 3n, 7n]) {
        const digits = scaledExp(k * (denominator << BigInt(blockBits)), numerator, 117)[0];
        const prefix = digits >> 64n;
        if (prefix < 1n << 33n) continue;
        const next = (digits >> 32n) & 0xffffffffn;
        const block = (...words: number[]): number =>
          Math.floor(draw.signedBlock(scriptedSource(words)) / 2);
        const more = [0x80000000, 0x80000000];
        const above = block(...wordsOf(prefix, 1), Number(next) + 2, ...more);
        expect(block(...wordsOf(prefix, 0), Number(next) - 2, ...more)).toBe(above + 1);
        expect(above + 1).toBe(Number(k));
        expect(block(...wordsOf(prefix - 1n, 0), ...more)).toBe(Number(k));
        expect(block(...wordsOf(prefix + 1n, 0), ...more)).toBe(Number(k) - 1);
      }
    },
  );

  it('goes on with more words where the first ones are zero, at every size of the scale', () => {
    for (const scale of [...SCALES, Rational.of(1n, 10n ** 400n), Rational.of(10n ** 400n)]) {
      const draw = new GeometricDraw(scale);
      const signed = draw.signedBlock(scriptedSource([0, 1, 0, 0x80000000, 5, 6, 7]));
      // U lies in [2^-86, 2^-85] or so: -ln U is about 86 ln 2 = 59.6.
      const inBlocks = Rational.of(draw.numerator, draw.denominator << BigInt(draw.blockBits));
      const expected = 59.26 * inBlocks.toNumber();
      expect(Math.floor(signed / 2)).toBeGreaterThanOrEqual(Math.floor(expected * 0.98));
      expect(Math.floor(signed / 2)).toBeLessThanOrEqual(Math.ceil(expected * 1.02));
      expect(signed % 2).toBe(1);
    }
  });

  it('has the smallest width at which the scale is at most 2^16 blocks', () => {
    const bits = (scale: Rational): number => new GeometricDraw(scale).blockBits;
    expect(bits(Rational.of(65536n))).toBe(0);
    expect(bits(Rational.of(65537n))).toBe(1);
    expect(bits(Rational.of(131072n))).toBe(1);
    expect(bits(Rational.of(131073n))).toBe(2);
    expect(bits(Rational.of(1n, 10n ** 40n))).toBe(0);
    expect(bits(Rational.of((1n << 45n) + 1n, 1n))).toBe(30);
    expect(bits(Rational.of(3n * (1n << 200n), 3n))).toBe(184);
  });
});

describe('the offset of a geometric draw', () => {
  it.each([17, 20, 30, 45])(
    'is accepted with exactly exp(-offset/scale) at scale 3/5 2^%i',
    (bits) => {
      const scale = Rational.of(3n << BigInt(bits), 5n);
      const draw = new GeometricDraw(scale);
      const { blockBits, numerator, denominator } = draw;
      const fraction = seededSource(bits);
      for (let i = 0; i < 50; i += 1) {
        const word = fraction.nextWord() | 0x80000000;
        const offset = word >>> (32 - blockBits);
        const digits = scaledExp(BigInt(offset) * denominator, numerator, 64)[0];
        const first = Number(digits >> 32n);
        const second = Number(digits & 0xffffffffn);
        // A refused offset is drawn again: the next one is 0, which no word below 2^32 - 2 refuses.
        const offsetOf = (...words: number[]): number =>
          draw.offset(scriptedSource([word >>> 0, ...words, 0, 0]));
        expect(offsetOf(first - 4)).toBe(offset);
        expect(offsetOf(first, second - 4)).toBe(offset);
        expect(offsetOf(first, second + 4)).toBe(0);
        expect(offsetOf(first + 4)).toBe(0);
        const wide = (...words: number[]): bigint =>
          draw.wideOffset(scriptedSource([word >>> 0, ...words, 0, 0]));
        expect(wide(first - 4)).toBe(BigInt(offset));
        expect(wide(first, second - 4)).toBe(BigInt(offset));
        expect(wide(first, second + 4)).toBe(0n);
        expect(wide(first + 4)).toBe(0n);
      }
    },
  );

  it('is taken at once below the bound 1 - 2^-15 and for no other word', () => {
    const draw = new GeometricDraw(Rational.of(65537n));
    // Offset 1 of a block of 2: exp(-1/65537) is above 1 - 2^-15, so every word below it accepts.
    const sure = 2 ** 32 - 2 ** 17;
    expect(draw.offset(scriptedSource([0xffffffff, sure - 1]))).toBe(1);
    expect(draw.offset(scriptedSource([0xffffffff, 0xffffffff, 0, 0]))).toBe(0);
  });

  it('draws blocks of hundreds of bits', () => {
    const draw = new GeometricDraw(Rational.of(10n ** 100n));
    const source = seededSource(5);
    let most = 0n;
    for (let i = 0; i < 200; i += 1) {
      const offset = draw.wideOffset(source);
      expect(offset < 1n << BigInt(draw.blockBits)).toBe(true);
      if (offset > most) most = offset;
    }
    expect(most > 9n << BigInt(draw.blockBits - 4)).toBe(true);
  });
});

describe('geometric', () => {
  it.each([
    [1n, 2n],
    [1n, 1n],
    [3n, 1n],
  ])('has the stated law over every sequence of bits at scale %i/%i', (n, d) => {
    const { mass, open } = enumerate((source) => geometric(Rational.of(n, d), source), 3, 13);
    expect(open.toNumber()).toBeLessThan(0.05);
    for (let k = 0n; k < 6n; k += 1n) {
      const seen = mass.get(String(k))?.toNumber() ?? 0;
      const q = Math.exp(-Number(d) / Number(n));
      const truth = (1 - q) * q ** Number(k);
      expect(seen).toBeLessThanOrEqual(truth + 1e-12);
      expect(seen + open.toNumber()).toBeGreaterThanOrEqual(truth - 1e-12);
    }
  });

  it('gives block times width plus offset', () => {
    const scale = Rational.of(1n << 20n);
    // U is just below 1/2, so the block is floor(2^16 ln 2) = 45426; the offset's 4 bits are 1001.
    const words = [0x7fffffff, 0xfffff800, 0x90000000, 0];
    const draw = new GeometricDraw(scale);
    const block = Math.floor(draw.signedBlock(scriptedSource(words.slice(0, 2))) / 2);
    expect(block).toBe(45426);
    expect(geometric(scale, scriptedSource(words))).toBe(BigInt(block * 16 + 9));
    expect(draw.sample(scriptedSource(words))).toBe(block * 16 + 9);
  });

  it('refuses a scale that is not positive', () => {
    expect(() => geometric(Rational.zero, scriptedSource([]))).toThrow(
      'geometric: scale must be > 0, got 0',
    );
  });
});
