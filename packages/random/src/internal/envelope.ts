import { Rational } from '@discreet/numeric';
import type { EntropySource } from '../entropy-source.ts';
import { buildAliasTable, COLUMN_BITS, COLUMNS } from './alias-table.ts';
import { decideWord, UNDECIDED } from './decide-word.ts';
import { envelopeWeights, type EnvelopeWeights } from './envelope-weights.ts';
import { expNegative } from './exp-double.ts';
import { LazyUniform } from './lazy-uniform.ts';
import { exponentAt, type NoiseLaw } from './noise-law.ts';
import { outOfBounds } from './out-of-bounds.ts';
import { abs, clz32, min } from './intrinsics.ts';

/** 64 KiB, the most that the platform gives at a time. */
const BLOCK_WORDS = 16384;
const WORD = 4294967296;
const U48 = 281474976710656;
/** Up to this exponent, doubles give the acceptance within 2^-44: see the proof page. */
const FILTER_LIMIT = 64;
/** 2^-40. */
const SLACK = 1 / 1099511627776;
const POINT_MASK = 1048575;

/** Settings for tests: without the squeeze, or with a filter that doubts more than it must, the law is the same. */
export interface EnvelopeOptions {
  readonly squeeze?: boolean;
  readonly slack?: number;
}

/** Receives the index and the exact value of a noise that a double cannot hold. */
export type OnLargeAt = (index: number, exact: bigint) => void;

/**
 * Vectors of noise: a block by an exact alias table, a value in it by fair bits, accepted with its exact probability.
 *
 * P(propose x, accept) = weights[j]/(2^32 w) times K f(x)/weights[j] = K f(x)/(2^32 w), proportional to f(x) for all x.
 * Trials are independent of one another. Sources must have 32-bit words. Proof: docs/proofs/integer-alias-envelope.md.
 */
export class Envelope {
  private readonly law: NoiseLaw;
  private readonly parts: EnvelopeWeights;
  private readonly table: Int32Array;
  private readonly sure: Uint16Array;
  private readonly scaling: number;
  /** The exponent is |x| times this for Laplace, x^2 times this for Gaussian. */
  private readonly rate: number;
  private readonly slack: number;

  constructor(law: NoiseLaw, options: EnvelopeOptions = {}) {
    const parts = envelopeWeights(law);
    const [numerator, denominator] = exponentAt(law, 1n);
    this.law = law;
    this.parts = parts;
    this.table = new Int32Array(buildAliasTable(parts.weights).buffer);
    this.sure = options.squeeze === false ? new Uint16Array(parts.sure.length) : parts.sure;
    this.scaling = Number(parts.scaling);
    this.rate = Rational.of(numerator, denominator).toNumber();
    this.slack = options.slack ?? SLACK;
  }

  /** Fills `out` with independent values; beyond 2^53 with the nearest double, and `onLarge` gets the exact value. */
  fill(out: Float64Array, source: EntropySource, onLarge: OnLargeAt | undefined): void {
    const narrow = this.parts.blockBits <= 16;
    const perTrial = narrow ? 2 : 3;
    const most = BLOCK_WORDS - (BLOCK_WORDS % perTrial);
    const words = new Uint32Array(min(most, perTrial * out.length));
    try {
      for (let done = 0; done < out.length;) {
        const taken = min(words.length, perTrial * (out.length - done));
        source.fillWords(words.subarray(0, taken));
        const signed = new Int32Array(words.buffer, 0, taken);
        done = narrow
          ? this.runNarrow(out, done, signed, source, onLarge)
          : this.runWide(out, done, signed, source, onLarge);
      }
    } finally {
      words.fill(0);
    }
  }

  /** Blocks of at most 2^16 values: the second word holds 16 bits of acceptance and the offset. */
  private runNarrow(
    out: Float64Array,
    from: number,
    words: Int32Array,
    source: EntropySource,
    onLarge: OnLargeAt | undefined,
  ): number {
    const { table, sure } = this;
    const { blocks, blockBits } = this.parts;
    const width = 1 << blockBits;
    const mask = width - 1;
    let done = from;
    for (let position = 0; position < words.length; position += 2) {
      const entry = pickEntry(table, words[position] ?? outOfBounds());
      const word = words[position + 1] ?? outOfBounds();
      const acceptance = word >>> 16;
      const value = (entry - blocks) * width + (word & mask);
      if (acceptance < (sure[entry] ?? outOfBounds())) {
        out[done] = value;
        done += 1;
      } else if (this.decide(out, done, entry, value, acceptance, source, onLarge)) {
        done += 1;
      }
    }
    return done;
  }

  /** Wider blocks: the 16 low bits of the offset as before, the others from a third word. */
  private runWide(
    out: Float64Array,
    from: number,
    words: Int32Array,
    source: EntropySource,
    onLarge: OnLargeAt | undefined,
  ): number {
    const { table, sure } = this;
    const { blocks, blockBits } = this.parts;
    const width = 65536 * (1 << (blockBits - 16));
    const drop = 48 - blockBits;
    let done = from;
    for (let position = 0; position < words.length; position += 3) {
      const entry = pickEntry(table, words[position] ?? outOfBounds());
      const word = words[position + 1] ?? outOfBounds();
      const acceptance = word >>> 16;
      const offset = ((words[position + 2] ?? outOfBounds()) >>> drop) * 65536 + (word & 65535);
      const value = (entry - blocks) * width + offset;
      if (acceptance < (sure[entry] ?? outOfBounds())) {
        out[done] = value;
        done += 1;
      } else if (this.decide(out, done, entry, value, acceptance, source, onLarge)) {
        done += 1;
      }
    }
    return done;
  }

  /** Where the squeeze is not sure: writes the value, or the tail's value, and says so, if it is accepted. */
  private decide(
    out: Float64Array,
    index: number,
    entry: number,
    proposed: number,
    acceptance: number,
    source: EntropySource,
    onLarge: OnLargeAt | undefined,
  ): boolean {
    const { blocks, weights, scaling } = this.parts;
    const weight = weights[entry] ?? outOfBounds();
    const u48 = acceptance * WORD + source.nextWord();
    if (entry !== 2 * blocks) {
      const magnitude = abs(proposed);
      if (!this.accepts(u48, magnitude, 1, magnitude, scaling, weight, source)) return false;
      out[index] = proposed;
      return true;
    }
    const tail = this.drawTail(source);
    const magnitude = tail.value < 0n ? -tail.value : tail.value;
    const times = scaling << BigInt(tail.factorBits);
    const factor = Number(1n << BigInt(tail.factorBits));
    if (!this.accepts(u48, Number(magnitude), factor, magnitude, times, weight, source))
      return false;
    out[index] = Number(tail.value);
    if (onLarge !== undefined && magnitude > MAX_SAFE) onLarge(index, tail.value);
    return true;
  }

  /**
   * A value of the tail: a side, a block i with probability 2^-(i + 1), a place in it: each value of block i has
   * probability 2^-(i + 2)/2^tailBits, against 1/2^blockBits inside; 2^factorBits is the quotient of the two.
   */
  private drawTail(source: EntropySource): { readonly value: bigint; readonly factorBits: number } {
    const { blocks, blockBits, tailBits } = this.parts;
    const negative = source.nextBits(1) === 1n;
    let block = 0;
    let bits = source.nextWord();
    while (bits === 0) {
      block += 32;
      bits = source.nextWord();
    }
    block += clz32(bits);
    const start = BigInt(blocks) << BigInt(blockBits);
    const inside = source.nextBits(tailBits);
    const value = start + (BigInt(block) << BigInt(tailBits)) + inside;
    // The negative side starts at -(X + 1): the blocks end there.
    return { value: negative ? -value - 1n : value, factorBits: tailBits - blockBits + block + 2 };
  }

  /** Whether U < exp(-g(magnitude)) times/over for the U of [0, 1) whose first 48 bits are `u48`, exactly. */
  private accepts(
    u48: number,
    magnitude: number,
    factor: number,
    exact: number | bigint,
    times: bigint,
    over: number,
    source: EntropySource,
  ): boolean {
    const square = this.law.kind === 'gaussian' ? magnitude : 1;
    const exponent = magnitude * square * this.rate;
    if (exponent <= FILTER_LIMIT) {
      const estimate = expNegative(exponent) * ((this.scaling * factor) / over);
      const decided = decideWord(u48, U48, estimate, this.slack);
      if (decided !== UNDECIDED) return decided === 1;
    }
    const [numerator, denominator] = exponentAt(this.law, BigInt(exact));
    const uniform = new LazyUniform(source, BigInt(u48), 48);
    return uniform.isBelowExp(numerator, denominator, times, BigInt(over));
  }
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The entry of a 32-bit word, by masks: a branch here would be taken at random. */
function pickEntry(table: Int32Array, pick: number): number {
  const column = pick >>> (32 - COLUMN_BITS);
  const element = table[column] ?? outOfBounds();
  const own = ((pick & POINT_MASK) - (element >>> COLUMN_BITS)) >> 31;
  const alias = element & (COLUMNS - 1);
  return alias ^ ((alias ^ column) & own);
}
