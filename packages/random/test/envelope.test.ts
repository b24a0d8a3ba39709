import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  buildAliasTable,
  CAPACITY,
  COLUMNS,
  countWords,
  TOTAL,
} from '../src/internal/alias-table.ts';
import { Envelope } from '../src/internal/envelope.ts';
import { envelopeWeights } from '../src/internal/envelope-weights.ts';
import { exponentAt, type NoiseLaw } from '../src/internal/noise-law.ts';
import { scaledExp, scaledWeight } from './support/law-oracle.ts';
import { scriptedSource } from './support/scripted-source.ts';
import { seededSource } from './support/seeded-source.ts';

const laplace = (numerator: bigint, denominator: bigint = 1n): NoiseLaw => ({
  kind: 'laplace',
  numerator,
  denominator,
});
const gaussian = (numerator: bigint, denominator: bigint = 1n): NoiseLaw => ({
  kind: 'gaussian',
  numerator,
  denominator,
});

const LAWS: readonly NoiseLaw[] = [
  laplace(1n, 1023n),
  laplace(1n, 10n),
  laplace(1n),
  laplace(7n, 3n),
  laplace(10n),
  laplace(128n),
  laplace(129n),
  laplace(1000n),
  laplace(10n ** 6n),
  laplace(1n << 23n),
  laplace((1n << 23n) + 1n),
  laplace(10n ** 12n),
  laplace(1n << 45n),
  laplace(7n ** 400n, 3n ** 700n),
  gaussian(1n, 1n << 19n),
  gaussian(1n, 100n),
  gaussian(1n),
  gaussian(49n, 9n),
  gaussian(12345n, 678n),
  gaussian(10n ** 6n),
  gaussian(1n << 14n),
  gaussian((1n << 14n) + 1n),
  gaussian(10n ** 12n),
  gaussian(10n ** 24n),
  gaussian(1n << 90n),
];
const NAMED = LAWS.map((law) => {
  const value = Rational.of(law.numerator, law.denominator).toNumber();
  return [`${law.kind} ${value}`, law] as const;
});

describe('the envelope of a law', () => {
  it.each(NAMED)('dominates, bounds the squeeze and decays at %s, by enclosures', (_, law) => {
    const { blockBits, blocks, tailBits, scaling, sure, weights } = envelopeWeights(law);
    const width = 1n << BigInt(blockBits);
    let sum = 0;
    for (const weight of weights) {
      expect(Number.isInteger(weight) && weight >= 1).toBe(true);
      sum += weight;
    }
    expect(sum).toBe(TOTAL);
    expect(weights.length).toBe(2 * blocks + 1);
    expect(weights.length).toBeLessThanOrEqual(COLUMNS);
    for (let entry = 0; entry < 2 * blocks; entry += 1) {
      const first = BigInt(entry - blocks) * width;
      const last = first + width - 1n;
      const size = (x: bigint): bigint => (x < 0n ? -x : x);
      const [near, far] = size(first) < size(last) ? [first, last] : [last, first];
      const weight = BigInt(weights[entry] ?? 0);
      // weight >= K max f: even above the upper bound.
      expect(scaledWeight(law, size(near), 64, scaling)[1] <= weight << 64n).toBe(true);
      // sure/2^16 <= K min f/weight: even below the lower bound.
      const atLeast = scaledWeight(law, size(far), 16, scaling, weight)[0];
      expect(BigInt(sure[entry] ?? 0) <= atLeast).toBe(true);
    }
    expect(sure[2 * blocks]).toBe(0);
    const start = BigInt(blocks) * width;
    const tail = BigInt(weights[2 * blocks] ?? 0);
    const factor = 4n << BigInt(tailBits - blockBits);
    expect(scaledWeight(law, start, 64, factor * scaling)[1] <= tail << 64n).toBe(true);
    const [near, over] = exponentAt(law, start);
    const [far] = exponentAt(law, start + (1n << BigInt(tailBits)));
    expect(scaledExp(far - near, over, 64)[1] <= 1n << 63n).toBe(true);
  });

  it.each(NAMED)('is tight at %s', (_, law) => {
    const { blockBits, blocks, scaling, sure, weights } = envelopeWeights(law);
    const width = 1n << BigInt(blockBits);
    // What is proposed without being surely accepted, and what the tail gets.
    let unsure = 0;
    for (const [entry, weight] of weights.entries()) {
      if (entry === 2 * blocks) continue;
      unsure += (weight / TOTAL) * (1 - (sure[entry] ?? 0) / 65536);
    }
    expect(unsure).toBeLessThan(0.02);
    expect((weights[2 * blocks] ?? 0) / TOTAL).toBeLessThan(3e-7);
    expect(width === 1n || weights.length > 800).toBe(true);
    expect(scaling > 0n).toBe(true);
  });

  it('has the block width of which the scale holds at most 128', () => {
    const bits = (law: NoiseLaw): number => envelopeWeights(law).blockBits;
    expect(bits(laplace(128n))).toBe(0);
    expect(bits(laplace(129n))).toBe(1);
    expect(bits(laplace(1n << 45n))).toBe(38);
    expect(bits(gaussian(1n << 14n))).toBe(0);
    expect(bits(gaussian((1n << 14n) + 1n))).toBe(1);
    expect(bits(gaussian(1n << 16n))).toBe(1);
    expect(bits(gaussian((1n << 16n) + 1n))).toBe(2);
  });
});

describe('the alias table', () => {
  it.each(NAMED)('gives every block of %s exactly its words', (_, law) => {
    const { weights } = envelopeWeights(law);
    const counted = countWords(buildAliasTable(weights));
    for (const [entry, count] of counted.entries()) expect(count).toBe(weights[entry] ?? 0);
  });

  it('keeps full columns, a single entry and random weights', () => {
    expect(countWords(buildAliasTable(Float64Array.of(TOTAL)))[0]).toBe(TOTAL);
    const even = new Float64Array(COLUMNS).fill(CAPACITY);
    expect(countWords(buildAliasTable(even))).toEqual(even);
    const source = seededSource(31);
    for (let round = 0; round < 20; round += 1) {
      const cuts = Array.from({ length: 1000 }, () => source.nextWord()).sort((a, b) => a - b);
      const weights = Float64Array.from(cuts, (cut, i) => cut - (i === 0 ? 0 : (cuts[i - 1] ?? 0)));
      weights[0] = (weights[0] ?? 0) + TOTAL - (cuts[999] ?? 0);
      const counted = countWords(buildAliasTable(weights));
      expect(counted.slice(0, 1000)).toEqual(weights);
    }
  });

  it('refuses weights that do not sum to 2^32', () => {
    expect(() => buildAliasTable(Float64Array.of(TOTAL - 1))).toThrow('alias table');
    expect(() => buildAliasTable(Float64Array.of(TOTAL, 1))).toThrow('alias table');
    expect(() => buildAliasTable(new Float64Array(0))).toThrow('alias table');
  });
});

/** A word that picks each entry, by search through the table. */
function picks(table: Uint32Array): Map<number, number> {
  const found = new Map<number, number>();
  for (let column = 0; column < COLUMNS; column += 1) {
    const element = table[column] ?? 0;
    const threshold = element >>> 12;
    const alias = element & 4095;
    if (threshold > 0) found.set(column, column * CAPACITY + threshold - 1);
    found.set(alias, column * CAPACITY + (column % 2 === 0 ? threshold : CAPACITY - 1));
  }
  return found;
}

describe('one trial of the envelope', () => {
  it.each(NAMED)('accepts each value of %s with exactly K f(x)/weight', (_, law) => {
    const envelope = new Envelope(law);
    const { blockBits, blocks, scaling, sure, weights } = envelopeWeights(law);
    const pick = picks(buildAliasTable(weights));
    const source = seededSource(41);
    const sampled = (words: readonly number[]): number | undefined => {
      const out = new Float64Array(1);
      try {
        envelope.fill(out, scriptedSource(words), undefined);
      } catch {
        return undefined; // refused: the script has no second trial
      }
      return out[0];
    };
    for (let i = 0; i < 150; i += 1) {
      const entry = i < 4 ? blocks - 2 + i : Number(source.nextBits(12)) % (2 * blocks);
      const offset = Number(source.nextBits(blockBits));
      const x = (entry - blocks) * 2 ** blockBits + offset;
      const weight = BigInt(weights[entry] ?? 0);
      const digits = scaledWeight(law, BigInt(Math.abs(x)), 80, scaling, weight)[0];
      const u48 = digits >> 32n;
      const rest = Number(digits & 0xffffffffn);
      const trial = (u: bigint, ...more: number[]): number | undefined => {
        if (u < 0n || u >= 1n << 48n) return undefined;
        const second = Number(u >> 32n) * 65536 + (offset % 65536);
        const unused = blockBits < 16 ? 2 ** 16 - 2 ** blockBits : 0;
        const third = blockBits > 16 ? [Math.floor(offset / 65536) * 2 ** (48 - blockBits)] : [];
        const slow = Number(u >> 32n) < (sure[entry] ?? 0) ? [] : [Number(u & 0xffffffffn)];
        return sampled([pick.get(entry) ?? -1, second + unused, ...third, ...slow, ...more]);
      };
      // By the filter on doubles, by the enclosure on the same bits, and with one more word.
      if (u48 >= 100000n) {
        for (const below of [u48 - 100000n, u48 - 1n]) expect(trial(below)).toBe(x);
      }
      if (rest > 100) expect(trial(u48, rest - 100)).toBe(x);
      if (rest < 2 ** 32 - 100) expect(trial(u48, rest + 100)).toBeUndefined();
      for (const above of [u48 + 1n, u48 + 100000n]) expect(trial(above)).toBeUndefined();
    }
  });

  it.each(NAMED)('accepts each value of the tail of %s with exactly its probability', (_, law) => {
    const envelope = new Envelope(law);
    const { blockBits, blocks, tailBits, scaling, weights } = envelopeWeights(law);
    const pick = picks(buildAliasTable(weights)).get(2 * blocks) ?? -1;
    const source = seededSource(43);
    const start = BigInt(blocks) << BigInt(blockBits);
    for (let i = 0; i < 40; i += 1) {
      const block = i % 7 === 6 ? 33 : i % 7;
      const negative = i % 2 === 1;
      const inside = i === 0 ? 0n : source.nextBits(tailBits);
      const size = start + (BigInt(block) << BigInt(tailBits)) + inside + (negative ? 1n : 0n);
      // A value of the tail has a_T 2^-(block + 2)/2^tailBits of 2^-32; it must keep K f/2^blockBits of it.
      const times = scaling << BigInt(block + 2 + tailBits - blockBits);
      const digits = scaledWeight(law, size, 80, times, BigInt(weights[2 * blocks] ?? 0))[0];
      const u48 = digits >> 32n;
      const rest = Number(digits & 0xffffffffn);
      const trial = (u: bigint, ...more: number[]): bigint | undefined => {
        const zeros = block >= 32 ? [0, 2 ** (31 - (block - 32))] : [2 ** (31 - block)];
        const insideWords: number[] = [];
        const padded = inside << BigInt((32 - (tailBits % 32)) % 32);
        for (let left = Math.ceil(tailBits / 32) - 1; left >= 0; left -= 1) {
          insideWords.push(Number((padded >> BigInt(32 * left)) & 0xffffffffn));
        }
        const words = [
          pick,
          Number(u >> 32n) * 65536,
          ...(blockBits > 16 ? [0] : []),
          Number(u & 0xffffffffn),
          negative ? 2 ** 31 : 0,
          ...zeros,
          ...insideWords,
          ...more,
        ];
        const out = new Float64Array(1);
        let exact: bigint | undefined;
        try {
          envelope.fill(out, scriptedSource(words), (_index, value) => {
            exact = value;
          });
        } catch {
          return undefined;
        }
        return exact ?? BigInt(out[0] ?? Number.NaN);
      };
      const x = negative ? -size : size;
      expect(digits < 1n << 80n).toBe(true);
      if (u48 > 100000n)
        for (const below of [u48 - 100000n, u48 - 1n]) expect(trial(below)).toBe(x);
      if (rest > 100) expect(trial(u48, rest - 100)).toBe(x);
      if (rest < 2 ** 32 - 100) expect(trial(u48, rest + 100)).toBeUndefined();
      for (const above of [u48 + 1n, u48 + 100000n]) expect(trial(above)).toBeUndefined();
    }
  });

  it('gives a value beyond 2^53 as the nearest double and reports it exactly', () => {
    const law = laplace(1n << 45n);
    const envelope = new Envelope(law);
    const { blocks, blockBits, tailBits, weights } = envelopeWeights(law);
    const pick = picks(buildAliasTable(weights)).get(2 * blocks) ?? -1;
    // Tail block 300: nine words of zeros, then 12 zero bits; the acceptance uniform is 0 through 700 bits.
    const zeros = [...new Array<number>(9).fill(0), 2 ** 19];
    const inside = [0x40000000, 0x00080000 * 3];
    const words = [pick, 0, 0, 0, 0, ...zeros, ...inside, ...new Array<number>(40).fill(0)];
    const out = new Float64Array(1);
    const reports: (readonly [number, bigint])[] = [];
    envelope.fill(out, scriptedSource(words), (index, exact) => reports.push([index, exact]));
    const [report] = reports;
    const value = (BigInt(blocks) << BigInt(blockBits)) + (300n << BigInt(tailBits));
    expect(report?.[0]).toBe(0);
    expect((report?.[1] ?? 0n) - value).toBeGreaterThan(0n);
    expect((report?.[1] ?? 0n) - value).toBeLessThan(1n << BigInt(tailBits));
    expect(out[0]).toBe(Number(report?.[1]));
    expect(() => {
      envelope.fill(out, scriptedSource(words), undefined);
    }).not.toThrow();
  });

  it('wipes the words that it took', () => {
    const source = seededSource(51);
    let taken: Uint32Array | undefined;
    const watched = {
      ...source,
      fillWords: (out: Uint32Array) => {
        source.fillWords(out);
        taken = out;
      },
    };
    new Envelope(laplace(1000n)).fill(new Float64Array(5000), watched, undefined);
    expect(taken?.length).toBeGreaterThan(0);
    expect(taken?.every((word) => word === 0)).toBe(true);
  });
});
