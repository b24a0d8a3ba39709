import { describe, expect, it } from 'vitest';
import { sealPipeline } from '../src/construction.ts';
import { isSealedPipeline } from '../src/index.ts';

describe('the seal of a pipeline', () => {
  it('is on the very object that was sealed, which is frozen', () => {
    const made = { kind: 'measurement' };
    expect(sealPipeline(made)).toBe(made);
    expect(isSealedPipeline(made)).toBe(true);
    expect(Object.isFrozen(made)).toBe(true);
  });

  it('is not on a copy, a clone, an heir or a proxy of it', () => {
    const made = sealPipeline({ kind: 'measurement' });
    expect(isSealedPipeline({ ...made })).toBe(false);
    expect(isSealedPipeline(structuredClone(made))).toBe(false);
    expect(isSealedPipeline(Object.create(made))).toBe(false);
    expect(isSealedPipeline(new Proxy(made, {}))).toBe(false);
  });

  it('is on nothing else', () => {
    for (const other of [undefined, null, 1, 'measurement', {}, () => 1])
      expect(isSealedPipeline(other)).toBe(false);
  });
});
