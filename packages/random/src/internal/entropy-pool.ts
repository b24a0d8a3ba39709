import { DiscreetError } from '@discreet/numeric';
import { bitsFromWords, type EntropySource } from '../entropy-source.ts';
import { outOfBounds } from './out-of-bounds.ts';
import { max, min } from './intrinsics.ts';

/** What the pool needs from the engine; handed in so that tests can take parts of it away. */
export interface Platform {
  /** Fills the array with random bytes from the engine's CSPRNG, or `undefined` where there is none. */
  randomFill(): ((array: Uint32Array) => void) | undefined;
  /** The number of this process, where the engine has one. */
  processId(): number | undefined;
  /**
   * Where the engine is about to write its heap into a snapshot, has it call back before it does. False where it is about to,
   * and cannot be made to call back.
   */
  beforeSnapshot(callback: () => void): boolean;
}

/** A pool of words from the platform, as a source, and the way to empty it. */
export interface EntropyPool {
  readonly source: EntropySource;
  flush(): void;
}

/** Web Crypto gives at most 65,536 bytes a call. */
const QUOTA_WORDS = 16384;
/** 4 KiB cost the engine no more than 4 bytes: the call is dearer than the bytes. */
const FIRST_WORDS = 1024;
/** A fill that leaves this many words zero is a stub, not a generator: chance 2^-256. */
const HEALTH_WORDS = 8;

/**
 * Pooled words of the platform's CSPRNG: nothing is drawn until the first word is asked for.
 *
 * Words are zeroed as they are given. The pool is emptied before a heap snapshot, so two processes that start from
 * one snapshot do not share noise, and when the process id has changed. The buffer is private and never shared
 * memory, so a worker, which loads its own copy of this module, has its own words.
 */
export function createEntropyPool(platform: Platform): EntropyPool {
  let words = new Uint32Array(0);
  let position = 0;
  let end = 0;
  let refillWords = FIRST_WORDS;
  let owner: number | undefined;
  let watching = false;

  function flush(): void {
    words.fill(0);
    words = new Uint32Array(0);
    position = 0;
    end = 0;
    refillWords = FIRST_WORDS;
  }

  /** Another callback, run after this one, may draw again: the next draw asks to be called back once more. */
  function flushForSnapshot(): void {
    flush();
    watching = false;
  }

  function fillFresh(array: Uint32Array): void {
    const randomFill = platform.randomFill();
    if (randomFill === undefined) throw refusal('this engine has no crypto.getRandomValues');
    const tail = array.subarray(max(0, array.length - HEALTH_WORDS));
    tail.fill(0);
    randomFill(array);
    if (tail.length === HEALTH_WORDS && tail.every((word) => word === 0)) {
      throw refusal('crypto.getRandomValues left its array zero');
    }
  }

  function checkOwner(): void {
    const current = platform.processId();
    if (current !== owner) flush();
    owner = current;
    if (!watching && !platform.beforeSnapshot(flushForSnapshot)) {
      throw refusal('this engine writes a startup snapshot and cannot empty the pool before it');
    }
    watching = true;
  }

  function refill(): void {
    checkOwner();
    if (words.length === 0) words = new Uint32Array(QUOTA_WORDS);
    // Emptied first: if the engine refuses, the next call must refuse too, not hand out zeros.
    position = 0;
    end = 0;
    fillFresh(words.subarray(0, refillWords));
    end = refillWords;
    refillWords = min(QUOTA_WORDS, 2 * refillWords);
  }

  function nextWord(): number {
    if (position === end) refill();
    const word = words[position] ?? outOfBounds();
    words[position] = 0;
    position += 1;
    return word;
  }

  function fillWords(out: Uint32Array): void {
    checkOwner();
    if (out.length < FIRST_WORDS) {
      for (let index = 0; index < out.length; index += 1) out[index] = nextWord();
      return;
    }
    for (let start = 0; start < out.length; start += QUOTA_WORDS) {
      fillFresh(out.subarray(start, start + QUOTA_WORDS));
    }
  }

  const source: EntropySource = Object.freeze({
    wordBits: 32,
    nextWord,
    nextBits: (count: number) => bitsFromWords(nextWord, 32, count),
    fillWords,
  });
  return { source, flush };
}

function refusal(rule: string): DiscreetError {
  return new DiscreetError({
    tag: 'NoSecureRandomness',
    where: 'systemEntropy',
    rule,
    received: undefined,
  });
}
