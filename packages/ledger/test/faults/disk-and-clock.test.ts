// Disks that are full or may not be written, processes that pause, and clocks that are wrong.
import { DiscreetError } from '@discreet/core';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ledger, openLedger, sqliteEngine } from '../../src/index.ts';
import { howMany, snapshot } from '../contract/people.ts';
import { bundleWorker } from './bundle.ts';
import { checkLedger } from './check-history.ts';
import { makeAccounts, sqlitePlace } from './places.ts';
import { eventsIn, startWorker } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'discreet-disk-'));
let bundle: string;
beforeAll(async () => {
  bundle = await bundleWorker(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const tagOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof DiscreetError ? error._tag : String(error);
  }
};

const asks = Array.from({ length: 40 }, (_, i) => ({ account: 'x', key: `k${i}`, cost: 1000 }));

describe('a disk that is full', () => {
  it('refuses, and loses nothing that was told', async () => {
    const place = await sqlitePlace();
    await makeAccounts(place, '');
    const { plan: engine, anchors, log } = place;
    // no file of this process may become larger than so many blocks of 512 bytes
    const limited = ['sh', '-c', 'ulimit -f 700; exec "$@"', 'sh'];
    await startWorker(bundle, { engine, anchors, log, asks: [asks] }, 60, limited).ended;
    const events = eventsIn(log);
    const oks = events.filter(({ what }) => what === 'ok').length;
    const tags = new Set(events.flatMap((event) => (event.what === 'fail' ? [event.tag] : [])));
    expect(oks).toBeGreaterThan(0);
    expect(oks).toBeLessThan(asks.length);
    expect(
      [...tags].every((tag) => ['OutcomeUnknown', 'NotSupported', 'Burned'].includes(tag)),
    ).toBe(true);
    // and with room again it goes on
    const { stderr } = await startWorker(bundle, { engine, anchors, log, asks: [asks] }).ended;
    expect(stderr).toBe('');
    const checked = await checkLedger(place.engine, place.anchor, eventsIn(log), new Map());
    await place.close();
    expect(checked.problems).toEqual([]);
  });
});

describe('a file that may not be written', () => {
  it('is refused with one sentence, and nothing is charged', async () => {
    const place = await sqlitePlace();
    await makeAccounts(place, '');
    const { plan: engine, anchors } = place;
    const log = join(folder, 'log');
    writeFileSync(log, '');
    chmodSync(log, 0o666);
    // the user who runs the tests may write anything if it is the administrator; nobody may not
    chmodSync(place.folder, 0o555);
    for (const file of ['budget.db', 'heads']) chmodSync(join(place.folder, file), 0o444);
    const root = process.getuid?.() === 0;
    if (root) {
      chmodSync(folder, 0o755);
      chownSync(bundle, 65534, 65534);
    }
    const nobody = root ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const { stderr } = await startWorker(bundle, { engine, anchors, log, asks: [] }, 60, nobody)
      .ended;
    chmodSync(place.folder, 0o755);
    await place.close();
    expect(stderr).toContain('sqliteEngine: the file cannot be opened');
  });

  it('also where no file can be made', async () => {
    await expect(sqliteEngine({ file: '/proc/budget.db' })).rejects.toMatchObject({
      _tag: 'NotSupported',
    });
  });
});

describe('clocks', () => {
  const year = 365 * 86_400_000;

  it.each([-1, 1])('that are %i years off burn at worst, and never draw twice', async (years) => {
    const place = await sqlitePlace();
    await makeAccounts(place, '');
    let draws = 0;
    const data = snapshot('v1');
    const watched = {
      ...data,
      '~batches': () => {
        draws += 1;
        return data['~batches']();
      },
    };
    const ask = (ledger: Ledger): Promise<unknown> =>
      ledger.release({ account: 'x', key: 'a', query: howMany(1 / 8), data: watched });
    let go: () => void = () => undefined;
    let slow: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve, reject) => {
      void openLedger({
        ...{ engine: place.engine, anchor: place.anchor },
        observe: (point) =>
          point === 'drawn'
            ? new Promise<void>((release) => {
                go = release;
                resolve();
              })
            : undefined,
      })
        .then((ledger) => {
          slow = ask(ledger);
          return slow;
        })
        .catch(reject);
    });
    const other = await openLedger({
      ...{ engine: place.engine, anchor: place.anchor },
      now: () => new Date(Date.now() + years * year),
    });
    // a clock that is behind waits for who may still answer; one that is ahead takes it for dead
    const first = await tagOf(ask(other));
    expect(first).toBe(years < 0 ? 'Pending' : 'Burned');
    go();
    const late = await tagOf(slow);
    expect(late).toBe(years < 0 ? 'none' : 'Burned');
    expect(await tagOf(ask(other))).toBe(years < 0 ? 'none' : 'Burned');
    expect(draws).toBe(1);
    expect((await other.account('x')).spent['epsilon']?.toString()).toBe('1/8');
    expect(await other.verify()).toMatchObject({ holds: true, open: [] });
    await place.close();
  });
});

describe('a process that is stopped and goes on', () => {
  it('keeps its reservation as long as it lives, and its answer', async () => {
    const place = await sqlitePlace();
    await makeAccounts(place, '');
    const { plan: engine, anchors, log } = place;
    const { child, ready, ended } = startWorker(bundle, { engine, anchors, log, asks: [asks] });
    await ready;
    for (let i = 0; i < 5; i++) {
      child.kill('SIGSTOP');
      const ledger = await sqliteEngine({ file: join(place.folder, 'budget.db'), patience: 200 })
        .then((opened) => openLedger({ engine: opened, anchor: place.anchor }))
        .catch(() => undefined);
      // it may hold the file's lock; where it does not, none of its reservations is taken from it
      if (ledger !== undefined) {
        expect(['0', 'Locked']).toContain(
          await ledger
            .sweep()
            .then(String, (error: unknown) =>
              error instanceof DiscreetError ? error._tag : String(error),
            ),
        );
        await ledger.close();
      }
      child.kill('SIGCONT');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await ended;
    const events = eventsIn(log);
    expect(events.filter(({ what }) => what === 'ok')).toHaveLength(asks.length);
    const checked = await checkLedger(place.engine, place.anchor, events, new Map());
    await place.close();
    expect(checked.problems).toEqual([]);
  });
});
