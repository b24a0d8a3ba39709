import { DiscreetError } from '@discreet/numeric';
import type { EntropySource } from './entropy-source.ts';
import { bitLength } from './internal/bit-length.ts';
import { clz32, floor } from './internal/intrinsics.ts';

const WORD = 4294967296;

/**
 * A uniform integer from 0 to n - 1.
 *
 * **Contract** For every n >= 1 and every word width: each value has probability exactly 1/n. Proof:
 * docs/proofs/uniform-and-bernoulli.md.
 *
 * **Errors** `DiscreetError` for n < 1.
 *
 * **Cost** Fewer than two expected trials of as many bits as n - 1 has. The number of trials does not depend on the
 * value that is given.
 *
 * @example
 * import { entropyFromWords, uniformBelow } from '@discreet/random/samplers';
 * uniformBelow(10n, entropyFromWords(() => 0x80000000)); // => 8n
 */
export function uniformBelow(n: bigint, source: EntropySource): bigint {
  if (n < 1n) throw refusal('uniformBelow', 'n must be >= 1', String(n));
  const bits = bitLength(n - 1n);
  for (;;) {
    const candidate = source.nextBits(bits);
    if (candidate < n) return candidate;
  }
}

/**
 * A uniform integer from 0 to n - 1 as a number, for n up to 2^53.
 *
 * **Contract** That of `uniformBelow`.
 *
 * **Errors** `DiscreetError` where n is no integer from 1 to 2^53.
 *
 * **Cost** One or two words a trial, fewer than two expected trials.
 *
 * @example
 * import { entropyFromWords, uniformBelowNumber } from '@discreet/random/samplers';
 * uniformBelowNumber(10, entropyFromWords(() => 0x80000000)); // => 8
 */
export function uniformBelowNumber(n: number, source: EntropySource): number {
  if (!(Number.isInteger(n) && n >= 1 && n <= 9007199254740992)) {
    throw refusal('uniformBelowNumber', 'n must be an integer from 1 to 2^53', String(n));
  }
  if (source.wordBits !== 32) return Number(uniformBelow(BigInt(n), source));
  if (n === 1) return 0;
  if (n <= WORD) {
    // n - 1 has 32 - clz32(n - 1) bits: the shift keeps as many, and at least one since n > 1.
    const drop = clz32(n - 1);
    for (;;) {
      const candidate = source.nextWord() >>> drop;
      if (candidate < n) return candidate;
    }
  }
  const drop = clz32(floor((n - 1) / WORD));
  for (;;) {
    const candidate = (source.nextWord() >>> drop) * WORD + source.nextWord();
    if (candidate < n) return candidate;
  }
}

function refusal(where: string, rule: string, received: string): DiscreetError {
  return new DiscreetError({ tag: 'InvalidParameter', where, rule, received });
}
