import { describe, expect, it } from 'vitest';
import {
  createEntropyPool,
  type EntropyPool,
  type Platform,
} from '../src/internal/entropy-pool.ts';

interface Recorder {
  readonly pool: EntropyPool;
  /** The arrays that were asked for, as bytes. */
  readonly asked: number[];
  /** The memory behind the pool's last refill. */
  readonly memory: () => Uint32Array;
  readonly serialize: () => void;
}

/** A platform that counts up from 1 in every word and refuses more than the quota, as Web Crypto does. */
function record(change: Partial<Platform> = {}): Recorder {
  const asked: number[] = [];
  const callbacks: (() => void)[] = [];
  let memory = new Uint32Array(0);
  let next = 1;
  const platform: Platform = {
    randomFill: () => (array) => {
      if (array.byteLength > 65536) throw new Error('QuotaExceededError');
      if (!(array.buffer instanceof ArrayBuffer)) throw new Error('TypeMismatchError');
      asked.push(array.byteLength);
      memory = new Uint32Array(array.buffer, array.byteOffset, array.length);
      for (let index = 0; index < array.length; index += 1) array[index] = next++;
    },
    processId: () => 1,
    beforeSnapshot: (callback) => callbacks.push(callback) > 0,
    ...change,
  };
  // Callbacks that are added meanwhile run too, as in Node.
  const serialize = (): void => {
    for (let callback = callbacks.shift(); callback !== undefined; callback = callbacks.shift()) {
      callback();
    }
  };
  return { pool: createEntropyPool(platform), asked, memory: () => memory, serialize };
}

describe('the entropy pool', () => {
  it('draws nothing until the first word is asked for', () => {
    const { pool, asked } = record();
    expect(asked).toEqual([]);
    expect(pool.source.nextWord()).toBe(1);
    expect(asked).toEqual([4096]);
  });

  it('grows from 4 KiB to the quota of 64 KiB and no further', () => {
    const { pool, asked } = record();
    for (let i = 1; i <= 50_000; i += 1) expect(pool.source.nextWord()).toBe(i);
    expect(asked).toEqual([4096, 8192, 16384, 32768, 65536, 65536, 65536]);
  });

  it('wipes each word as it is given', () => {
    const { pool, memory } = record();
    for (let i = 0; i < 10; i += 1) pool.source.nextWord();
    expect([...memory().slice(0, 12)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11, 12]);
  });

  it('takes bits from whole words, the first word highest', () => {
    const { pool } = record();
    expect(pool.source.nextBits(64)).toBe((1n << 32n) | 2n);
    expect(pool.source.nextBits(33)).toBe((3n << 1n) | 0n);
    expect(pool.source.nextBits(0)).toBe(0n);
    expect(pool.source.nextWord()).toBe(5);
    expect(pool.source.wordBits).toBe(32);
  });

  it('fills small arrays from the pool and large ones from the platform, within the quota', () => {
    const { pool, asked } = record();
    const small = new Uint32Array(1023);
    pool.source.fillWords(small);
    expect([small[0], small[1022]]).toEqual([1, 1023]);
    expect(asked).toEqual([4096]);
    const large = new Uint32Array(40_000);
    pool.source.fillWords(large);
    expect(asked).toEqual([4096, 65536, 65536, 28928]);
    expect([large[0], large[39_999]]).toEqual([1025, 41_024]);
    expect(pool.source.nextWord()).toBe(1024);
  });

  it('wipes and drops what is left on flush, and starts again with 4 KiB', () => {
    const { pool, asked, memory } = record();
    pool.source.nextWord();
    const before = memory();
    pool.flush();
    expect(before.every((word) => word === 0)).toBe(true);
    expect(pool.source.nextWord()).toBe(1025);
    expect(asked).toEqual([4096, 4096]);
  });

  it('is empty in a snapshot of the heap', () => {
    const { pool, memory, serialize } = record();
    pool.source.nextWord();
    const before = memory();
    serialize();
    expect(before.every((word) => word === 0)).toBe(true);
    expect(pool.source.nextWord()).toBe(1025);
  });

  it('is empty in a snapshot even if a later callback drew again', () => {
    const { pool, memory, serialize } = record();
    pool.source.nextWord();
    serialize();
    pool.source.nextWord();
    const before = memory();
    serialize();
    expect(before.every((word) => word === 0)).toBe(true);
    expect(pool.source.nextWord()).toBe(2049);
  });

  it('gives no word where a snapshot is written that it cannot be emptied before', () => {
    const { pool, asked } = record({ beforeSnapshot: () => false });
    const refused = expect.objectContaining({
      _tag: 'NoSecureRandomness',
      message:
        'systemEntropy: this engine writes a startup snapshot and cannot empty the pool before it',
    }) as Error;
    for (let i = 0; i < 2; i += 1) expect(() => pool.source.nextWord()).toThrow(refused);
    expect(() => {
      pool.source.fillWords(new Uint32Array(5000));
    }).toThrow(refused);
    expect(asked).toEqual([]);
  });

  it('drops the words of another process when it is next refilled or fills a vector', () => {
    let pid = 1;
    const { pool, asked, memory } = record({ processId: () => pid });
    for (let i = 0; i < 1024 + 5; i += 1) pool.source.nextWord();
    expect(asked).toEqual([4096, 8192]);
    const before = memory();
    pid = 2;
    pool.source.fillWords(new Uint32Array(4));
    expect(before.every((word) => word === 0)).toBe(true);
    expect(asked).toEqual([4096, 8192, 4096]);
  });

  it('refuses at each refill where there is no CSPRNG, and gives no words in between', () => {
    let present = true;
    const fill = (array: Uint32Array): void => {
      array.fill(7);
    };
    const { pool } = record({ randomFill: () => (present ? fill : undefined) });
    for (let i = 0; i < 1024; i += 1) pool.source.nextWord();
    present = false;
    for (let i = 0; i < 3; i += 1) {
      expect(() => pool.source.nextWord()).toThrow(
        expect.objectContaining({
          _tag: 'NoSecureRandomness',
          message: 'systemEntropy: this engine has no crypto.getRandomValues',
        }),
      );
    }
    expect(() => {
      pool.source.fillWords(new Uint32Array(2000));
    }).toThrow('no crypto.getRandomValues');
  });

  it('refuses a generator that throws, and one that does nothing', () => {
    const broken = record({
      randomFill: () => () => {
        throw new Error('engine');
      },
    });
    expect(() => broken.pool.source.nextWord()).toThrow('engine');
    expect(() => broken.pool.source.nextWord()).toThrow('engine');
    const idle = record({ randomFill: () => () => undefined });
    expect(() => idle.pool.source.nextWord()).toThrow('left its array zero');
    expect(() => {
      idle.pool.source.fillWords(new Uint32Array(5000).fill(9));
    }).toThrow('left its array zero');
  });

  it('cannot be changed by those who hold it', () => {
    expect(Object.isFrozen(record().pool.source)).toBe(true);
  });
});
