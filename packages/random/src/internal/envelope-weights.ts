import { expNegativeBits, Rational } from '@discreet/numeric';
import { COLUMNS, TOTAL } from './alias-table.ts';
import { exponentAt, type NoiseLaw } from './noise-law.ts';
import { outOfBounds } from './out-of-bounds.ts';
import { ceil, floor, max, min, sqrt } from './intrinsics.ts';

/** Binary digits of the enclosures. */
const PRECISION = 64;
const P = BigInt(PRECISION);
/** A block is at least 1/128 of the scale wide, so the weight falls by at most exp(-1/64) in a Laplace block. */
const SCALE_PER_BLOCK_BITS = 7;
/** Where the tail begins, in scales or sigmas, if the columns suffice: exp(-18) = 2^-26, and 7^2/2 > 24. */
const LAPLACE_CUT = 18;
const GAUSSIAN_CUT = 7;

/**
 * A step function above the law's weight f, in integers.
 *
 * Entry j of `weights` below 2 blocks is the block [(j - blocks) w, (j - blocks + 1) w) with w = 2^blockBits; entry 2 blocks is the
 * tail, all |x| beyond. With `scaling` = K:
 *   dominance    weights[j] >= K f(x)                for every x of block j
 *   squeeze      sure[j] / 2^16 <= K f(x)/weights[j] for every x of block j
 *   tail         weights[2 blocks] >= 4 2^(tailBits - blockBits) K f(X), X = blocks w
 *   decay        f(X + 2^tailBits) <= f(X)/2
 *   sum          the weights sum to 2^32
 * Each holds by construction from enclosures, with no double in it. Proof: docs/proofs/integer-alias-envelope.md.
 */
export interface EnvelopeWeights {
  readonly blockBits: number;
  readonly tailBits: number;
  readonly blocks: number;
  readonly scaling: bigint;
  readonly weights: Float64Array;
  readonly sure: Uint16Array;
}

export function envelopeWeights(law: NoiseLaw): EnvelopeWeights {
  const blockBits = chooseBlockBits(law);
  const width = 1n << BigInt(blockBits);
  const blocks = chooseBlocks(law, width);
  const start = BigInt(blocks) * width;
  const tailBits = chooseTailBits(law, blockBits, start);
  const tailFactor = 4n << BigInt(tailBits - blockBits);
  const { lower, upper } = encloseWeights(law, width, blocks);

  // With width 1 a block is one value: k on the right, -(k + 1) on the left. Else both sides of [k w, (k + 1) w] lie
  // between f(k w) above and f((k + 1) w) below.
  const single = width === 1n;
  const high = (side: number, k: number): bigint => at(upper, single ? k + side : k);
  const low = (side: number, k: number): bigint => at(lower, single ? k + side : k + 1);
  let total = tailFactor * at(upper, blocks);
  for (let k = 0; k < blocks; k += 1) total += high(0, k) + high(1, k);
  // Every weight is K upper/2^P cut down, plus 1: the sum stays below 2^32 whatever is cut.
  const entries = 2 * blocks + 1;
  const scaling = (BigInt(TOTAL - entries) << P) / total;

  const weights = new Float64Array(entries);
  const sure = new Uint16Array(entries);
  let left = TOTAL;
  const setWeight = (entry: number, bound: bigint): number => {
    const weight = Number((scaling * bound) >> P) + 1;
    weights[entry] = weight;
    left -= weight;
    return weight;
  };
  for (let k = 0; k < blocks; k += 1) {
    for (const side of [0, 1]) {
      const entry = side === 0 ? blocks + k : blocks - 1 - k;
      const weight = setWeight(entry, high(side, k));
      sure[entry] = sureBound(scaling * low(side, k), weight);
    }
  }
  setWeight(2 * blocks, tailFactor * at(upper, blocks));
  // What is left goes to the block of 0, whose bound is computed once more for its new weight.
  const first = blocks;
  const weight = (weights[first] ?? outOfBounds()) + left;
  weights[first] = weight;
  sure[first] = sureBound(scaling * low(0, 0), weight);
  return { blockBits, tailBits, blocks, scaling, weights, sure };
}

/** floor(2^16 (product/2^P) / weight), or less: exact in doubles, since all integers stay below 2^53. */
function sureBound(product: bigint, weight: number): number {
  const scaled = Number(product >> (P - 20n));
  const quotient = floor(scaled / (weight * 16));
  return quotient * weight * 16 <= scaled ? quotient : quotient - 1;
}

/** Enclosures of 2^P f(k w) for k = 0 ... blocks, by products of enclosed ratios rounded outward. */
function encloseWeights(
  law: NoiseLaw,
  width: bigint,
  blocks: number,
): { readonly lower: readonly bigint[]; readonly upper: readonly bigint[] } {
  const [n, d] = exponentAt(law, width);
  // f((k + 1) w)/f(k w) is exp(-c) for Laplace; for Gaussian exp(-(2k + 1) c), which falls by exp(-2c) a step.
  let [ratioLow, ratioHigh] = expNegativeBits(n, d, PRECISION);
  const [bendLow, bendHigh] =
    law.kind === 'laplace' ? [1n << P, 1n << P] : expNegativeBits(2n * n, d, PRECISION);
  const bends = law.kind === 'gaussian';
  let low = 1n << P;
  let high = low;
  const lower = [low];
  const upper = [high];
  for (let k = 0; k < blocks; k += 1) {
    low = (low * ratioLow) >> P;
    high = ((high * ratioHigh) >> P) + 1n;
    lower.push(low);
    upper.push(high);
    if (bends) {
      ratioLow = (ratioLow * bendLow) >> P;
      ratioHigh = ((ratioHigh * bendHigh) >> P) + 1n;
    }
  }
  return { lower, upper };
}

/** The smallest b >= 0 for which the scale is at most 128 2^b. */
function chooseBlockBits(law: NoiseLaw): number {
  const step = law.kind === 'laplace' ? 1n : 2n;
  let bits = 0;
  while (law.numerator > law.denominator << (step * BigInt(SCALE_PER_BLOCK_BITS + bits))) bits += 1;
  return bits;
}

/** Any number from 1 to (columns - 1)/2 is right; this one makes the tail rare. */
function chooseBlocks(law: NoiseLaw, width: bigint): number {
  const scale = Rational.of(law.numerator, law.denominator).toNumber();
  const cut = law.kind === 'laplace' ? LAPLACE_CUT * scale : GAUSSIAN_CUT * sqrt(scale);
  return max(2, min(COLUMNS / 2 - 1, ceil(cut / Number(width))));
}

/** The smallest tail block, from blockBits on, over which the weight is seen to fall at least by half. */
function chooseTailBits(law: NoiseLaw, blockBits: number, start: bigint): number {
  const [near, over] = exponentAt(law, start);
  for (let bits = blockBits; ; bits += 1) {
    const [far] = exponentAt(law, start + (1n << BigInt(bits)));
    const [, ratioHigh] = expNegativeBits(far - near, over, PRECISION);
    if (2n * ratioHigh <= 1n << P) return bits;
  }
}

function at(list: readonly bigint[], index: number): bigint {
  return list[index] ?? outOfBounds();
}
