import { DiscreetError } from '@discreet/core';
import { LedgerError } from '@discreet/ledger';
import { describe, expect, it } from 'vitest';
import { CommandError } from '../src/index.ts';
import { failureOf } from '../src/internal/failure.ts';

const codeOf = (tag: DiscreetError['_tag']): number =>
  failureOf(new DiscreetError({ tag, where: 'x', rule: 'y' })).exitCode;

describe('the exit code', () => {
  it.each([
    [2, ['InvalidParameter', 'InvalidJson', 'NotSerialisable', 'Simulated']],
    [3, ['IngestionRefused']],
    [
      4,
      [
        'Overspent',
        'Suspended',
        'StepMismatch',
        'UnknownAccount',
        'InvalidDistance',
        'Retired',
        'Superseded',
      ],
    ],
    [5, ['Conflict', 'Burned', 'Pending', 'Expired']],
    [6, ['Locked', 'BehindAnchor', 'LedgerCorrupt', 'OutcomeUnknown', 'NotSupported']],
    [7, ['MechanismFailed', 'SourceFailed', 'NoSecureRandomness']],
  ] as const)('is %d for %j', (code, tags) => {
    expect(tags.map(codeOf)).toEqual(tags.map(() => code));
  });
});

describe('a failure', () => {
  it('carries the key of its request', () => {
    expect(failureOf(new LedgerError('Burned', 'a', 'b', 'k'))).toMatchObject({
      key: 'k',
      exitCode: 5,
    });
  });

  it('is one line, whatever names stand in it', () => {
    const { message } = failureOf(new CommandError('Usage', 'a\nb\u001b[31m\u202ec'));

    expect(message).toBe('a b [31m c');
  });

  it('says nothing of what nobody foresaw but its kind: its message may hold a record', () => {
    for (const error of [new TypeError('Alice is 41'), 'Alice', { message: 'Alice' }, undefined]) {
      const { message, exitCode } = failureOf(error);
      expect(exitCode).toBe(1);
      expect(message).not.toContain('Alice');
    }
  });

  it.each([
    [5, 'Locked'],
    [261, 'Locked'],
    [6, 'Locked'],
    [8, 'NotSupported'],
    [13, 'NotSupported'],
    [26, 'NotSupported'],
    [999, 'NotSupported'],
  ])('of SQLite, number %d, is one of the ledger', (errcode, tag) => {
    const error = Object.assign(new Error('Alice'), { code: 'ERR_SQLITE_ERROR', errcode });

    const failure = failureOf(error);

    expect(failure).toMatchObject({ tag, exitCode: 6 });
    expect(failure.message).not.toContain('Alice');
  });

  it('of PostgreSQL, or of the way to it, is one of the ledger', () => {
    const server = Object.assign(new Error('Alice'), { code: '57P01', severity: 'FATAL' });
    const network = Object.assign(new Error('10.0.0.1'), { code: 'ECONNREFUSED' });

    expect([failureOf(server), failureOf(network)]).toEqual([
      expect.objectContaining({
        exitCode: 6,
        message: 'ledger: the PostgreSQL server cannot be used, 57P01',
      }),
      expect.objectContaining({
        exitCode: 6,
        message: 'ledger: the PostgreSQL server cannot be used, ECONNREFUSED',
      }),
    ]);
  });
});
