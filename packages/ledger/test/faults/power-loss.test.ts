// SQLite: what was told outlasts a power cut, wherever it cuts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLedger } from '../../src/index.ts';
import { howMany, snapshot } from '../contract/people.ts';
import { bundleWorker } from './bundle.ts';
import { looseAnchors, looseDisk, type Mutant } from './mutants.ts';
import { makeAccounts, sqlitePlace } from './places.ts';
import { frameSize, logHeader, lossOf, statesOf } from './power-loss.ts';
import { startWorker } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'discreet-power-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the log, cut off at every frame', () => {
  it('has all that was told before, and is refused where it lacks what was anchored', async () => {
    const place = await sqlitePlace();
    await makeAccounts(place, '');
    const ledger = await openLedger({ engine: place.engine, anchor: place.anchor });
    const file = join(place.folder, 'budget.db');
    const told: {
      readonly size: number;
      readonly key: string;
      readonly bytes: string;
      readonly heads: Buffer;
    }[] = [];
    for (const key of ['a', 'b', 'c', 'd']) {
      const { bytes } = await ledger.release({
        ...{ account: 'x', key, query: howMany(1 / 1000), data: snapshot('v1') },
      });
      const { size } = statSync(`${file}-wal`);
      told.push({ size, key, bytes, heads: readFileSync(place.anchors) });
    }
    const [base, log, first] = [readFileSync(file), readFileSync(`${file}-wal`), told[0]];
    const heads = readFileSync(place.anchors);
    await place.close();
    if (first === undefined) throw new TypeError('nothing was told');
    let cuts = 0;
    for (let end = logHeader; end <= log.length; end += frameSize) {
      const before = told.filter(({ size }) => size <= end);
      const files = (anchors: Buffer): ReadonlyMap<string, Buffer> =>
        new Map([
          ['budget.db', base],
          ['budget.db-wal', log.subarray(0, end)],
          ['heads', anchors],
        ]);
      const oks = before.map(({ key, bytes }) => ({
        ...({ what: 'ok', account: 'x', key, bytes, cost: 1000 } as const),
        ...{ began: 0, at: 0, seq: 0, replayed: false },
      }));
      const as = join(folder, `cut${end}`);
      if (before.length > 0)
        expect(await lossOf(as, files(before.at(-1)?.heads ?? heads), oks)).toBeUndefined();
      if (before.length < told.length)
        expect(await lossOf(`${as}all`, files(heads), [])).toMatch(/lacks what its anchors say/);
      cuts += 1;
    }
    expect(cuts).toBeGreaterThan(20);
  });
});

const traced = async (mutant?: Mutant): Promise<readonly (string | undefined)[]> => {
  const bundle = await bundleWorker(folder, mutant);
  const place = await sqlitePlace();
  await makeAccounts(place, '');
  await place.engine.close();
  const trace = join(place.folder, 'trace');
  const asks = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => ({ account: 'x', key, cost: 1000 }));
  const start = new Map(
    ['budget.db', 'heads'].map((name) => [name, readFileSync(join(place.folder, name))]),
  );
  const { stderr } = await startWorker(
    bundle,
    { engine: place.plan, anchors: place.anchors, log: place.log, asks: [asks] },
    100,
    [
      ...['strace', '-f', '-qq', '-y', '-xx', '-s', '10000000', '-o', trace, '-e'],
      'trace=pwrite64,write,ftruncate,fsync,fdatasync',
    ],
  ).ended;
  if (stderr !== '') throw new Error(stderr);
  const states = statesOf(trace, start);
  const results: (string | undefined)[] = [];
  for (const [i, { files, told }] of states.entries())
    results.push(await lossOf(join(place.folder, `state${i}`), files, told));
  await place.close();
  return results;
};

// the file system of the machine flushes; what it had not flushed yet can only be known by watching
describe.skipIf(spawnSync('strace', ['-V']).status !== 0)(
  'writes that were not flushed, dropped',
  () => {
    it('lose nothing that was told', async () => {
      const results = await traced();
      expect(results).toHaveLength(12);
      expect(results.filter((one) => one !== undefined)).toEqual([]);
    });

    it('lose it where the ledger flushes less than it must', async () => {
      for (const mutant of [looseDisk, looseAnchors]) {
        const results = await traced(mutant);
        expect(results).toHaveLength(12);
        expect(results.filter((one) => one !== undefined)).not.toEqual([]);
      }
    });
  },
);

describe('a ledger that would flush less', () => {
  it('is refused by what it reads back', async () => {
    const half: Mutant = { ...looseDisk, name: 'half', edits: looseDisk.edits.slice(0, 1) };
    const place = await sqlitePlace();
    const { stderr } = await startWorker(await bundleWorker(folder, half), {
      ...{ engine: place.plan, anchors: place.anchors, log: place.log, asks: [] },
    }).ended;
    await place.close();
    expect(stderr).toContain('synchronous must read back as 2 (full), got 1');
  });
});
