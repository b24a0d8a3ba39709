import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decideInMemory, missOf, readSequence } from '../lib/oracle/filter-decisions.mjs';

const vectors = new URL(
  '../../packages/composition/test/vectors/filter-decisions.json',
  import.meta.url,
);

const isFile = (x: unknown): x is { readonly records: readonly { readonly id: string }[] } =>
  typeof x === 'object' && x !== null && 'records' in x && Array.isArray(x.records);

const records = (() => {
  const file: unknown = JSON.parse(readFileSync(vectors, 'utf8'));
  if (!isFile(file)) throw new TypeError('expected a file of records');
  return file.records;
})();

describe('a filter decides whole sequences of requests as exact arithmetic does', () => {
  it('of 103 sequences', () => {
    expect(records).toHaveLength(103);
  });

  it.each(records)('$id', (record) => {
    const sequence = readSequence(record);
    if (sequence === undefined) throw new TypeError('a measure that is not known');
    expect(missOf(sequence, decideInMemory(sequence))).toBeUndefined();
  });
});

const example = {
  id: 'x',
  params: {
    measure: 'pure',
    number_semantics: 'decimal',
    capacity: { epsilon: '1' },
    requests: [{ epsilon: '0.5' }, { epsilon: '0.6' }],
  },
  expected: { accept: [true, false], spent: '0.5' },
};

describe('and a wrong decision is a miss', () => {
  const miss = (expected: object): string | undefined => {
    const sequence = readSequence({ ...example, expected });
    return sequence === undefined ? 'unknown' : missOf(sequence, decideInMemory(sequence));
  };
  it('where a request is refused that must be taken, or taken that must be refused', () => {
    expect(miss(example.expected)).toBeUndefined();
    expect(miss({ accept: [true, true], spent: '0.5' })).toBe('request 1: must be taken');
    expect(miss({ accept: [false, false], spent: '0' })).toBe('request 0: must be refused');
  });

  it('where the total is another one', () => {
    expect(miss({ accept: [true, false], spent: '0.6' })).toBe('spent: must be 0.6, got 0.5');
  });

  it('where the measure is not known', () => {
    const params = { ...example.params, measure: 'pld' };
    expect(readSequence({ ...example, params })).toBeUndefined();
  });
});
