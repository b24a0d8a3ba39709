// What every engine must do; each engine's test file runs all of it.
import {
  advancedFilter,
  approximateZeroConcentratedFilter,
  type FilterKernel,
  pureFilter,
  zeroConcentratedFilter,
} from '@discreet/composition';
import { changeOneDistance, DiscreetError, symmetricDistance } from '@discreet/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AccountOptions,
  type Anchor,
  fileSigner,
  isSigned,
  type Ledger,
  type LedgerEngine,
  LedgerError,
  type LedgerOptions,
  memoryAnchor,
  openLedger,
  type Release,
} from '../../src/index.ts';
import { adults, failing, howMany, snapshot, total, unregistered } from './people.ts';

/** A place for ledgers that can be opened again and again. */
export interface Store {
  /** an engine on the store with that name, new in each call */
  readonly open: (name: string) => Promise<LedgerEngine>;
  /** whether a second engine sees what the first has written after it was closed */
  readonly lasts: boolean;
  readonly close: () => Promise<void>;
}

const tagOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof DiscreetError ? error._tag : String(error);
  }
};

let stores = 0;

export function ledgerContract(start: () => Promise<Store>, keyFile: () => string): void {
  let store: Store;
  let ledger: Ledger;
  let anchor: Anchor;
  let name: string;
  const opened: Ledger[] = [];

  const open = async (options: Partial<LedgerOptions> = {}): Promise<Ledger> => {
    const made = await openLedger({ engine: await store.open(name), anchor, ...options });
    opened.push(made);
    return made;
  };
  const account = (
    given: Partial<AccountOptions> & { readonly filter?: FilterKernel } = {},
  ): Promise<unknown> =>
    ledger.createAccount({
      name: 'census',
      dataset: 'people',
      unit: symmetricDistance(),
      filter: pureFilter({ epsilon: 1 }),
      ...given,
    });
  const ask = (key?: string, epsilon = 0.25, version = 'v1', of = 'census'): Promise<Release> =>
    ledger.release({
      account: of,
      query: howMany(epsilon),
      data: snapshot(version),
      ...(key === undefined ? {} : { key }),
    });
  const spent = async (of = 'census'): Promise<string | undefined> =>
    Object.values((await ledger.account(of)).spent)[0]?.toString();
  const holds = async (): Promise<void> => {
    expect(await ledger.verify()).toMatchObject({ holds: true, problems: [] });
  };

  beforeAll(async () => {
    store = await start();
  });
  afterAll(async () => {
    for (const one of opened) await one.close();
    await store.close();
  });
  beforeEach(async () => {
    name = `store${(stores += 1)}`;
    anchor = memoryAnchor();
    ledger = await open();
  });

  describe('an account', () => {
    it('is created once, and says what it is', async () => {
      await account();
      expect(await ledger.account('census')).toMatchObject({
        name: 'census',
        state: 'open',
        seq: 1,
      });
      expect(await tagOf(account())).toBe('InvalidParameter');
      expect((await ledger.accounts()).map((one) => one.name)).toEqual(['census']);
      await holds();
    });

    it.each(['', 'a'.repeat(201), 'a\nb', 'a\u0000'])('is not called %j', async (bad) => {
      expect(await tagOf(account({ name: bad }))).toBe('InvalidParameter');
      expect(await ledger.accounts()).toEqual([]);
    });

    it('and a key may be called anything that can be printed', async () => {
      const odd = `O'Neil \\' "; drop table x -- $1 \u{1F600} é ''`;
      await account({ name: odd, dataset: odd });
      const first = await ask(odd, 0.25, 'v1', odd);
      expect(await ask(odd, 0.25, 'v1', odd)).toMatchObject({
        ...{ bytes: first.bytes, key: odd, replayed: true },
      });
      expect((await ledger.account(odd)).name).toBe(odd);
      expect(await tagOf(ask(odd, 0.25, 'v1', `${odd}\0`))).toMatch(/UnknownAccount|NotSupported/);
      await holds();
    });

    it('that is not there gives nothing', async () => {
      expect(await tagOf(ask())).toBe('UnknownAccount');
      expect(await tagOf(ledger.account('census'))).toBe('UnknownAccount');
      expect(await tagOf(ledger.resume('census'))).toBe('UnknownAccount');
    });

    it('above another has its dataset, unit, distance and kind of filter', async () => {
      await account();
      const below = { name: 'tenant', parent: 'census' };
      for (const other of [
        { dataset: 'others' },
        { unit: symmetricDistance({ contributions: 2 }) },
        { unit: changeOneDistance({ size: 5 }) },
        { dIn: 2 },
        { filter: zeroConcentratedFilter({ rho: 1 }) },
        { parent: 'nobody' },
      ])
        expect(await tagOf(account({ ...below, ...other }))).toBe('InvalidParameter');
      await account(below);
      await holds();
    });
  });

  describe('a release', () => {
    it('charges, answers, and gives a receipt', async () => {
      await account();
      const release = await ask('a');
      expect(Number.isInteger(release.answer)).toBe(true);
      expect(JSON.parse(release.bytes)).toBe(release.answer);
      expect(release).toMatchObject({ key: 'a', replayed: false });
      expect(release.receipt).toMatchObject({ account: 'census', key: 'a', seq: 3 });
      expect(await spent()).toBe('1/4');
      await holds();
    });

    it('under the same key gives the same bytes at no cost, also after the ledger was opened again', async () => {
      await account();
      const first = await ask('a');
      const again = await ask('a');
      expect(again).toMatchObject({ bytes: first.bytes, replayed: true });
      expect(again.receipt).toEqual(first.receipt);
      ledger = await open();
      expect(await ask('a')).toMatchObject({ bytes: first.bytes, replayed: true });
      expect(await spent()).toBe('1/4');
      await holds();
    });

    it('under the same key with another query, snapshot or charge is a conflict that tells nothing and costs nothing', async () => {
      await account();
      await ask('a');
      const data = snapshot('v1');
      const others = [
        ask('a', 0.125),
        ask('a', 0.25, 'v2'),
        ledger.release({ account: 'census', query: total, data, key: 'a' }),
        ledger.release({ account: 'census', query: howMany(0.25), data, snapshot: 'x', key: 'a' }),
      ];
      for (const other of await Promise.allSettled(others)) {
        const error: unknown = other.status === 'rejected' ? other.reason : undefined;
        expect(error).toBeInstanceOf(LedgerError);
        expect(String(error)).toBe(
          "LedgerError: account 'census': this key was used for another request",
        );
      }
      expect(await spent()).toBe('1/4');
      await holds();
    });

    it('without a key gets a random one, and the error names it as well', async () => {
      await account();
      const [a, b] = [await ask(), await ask()];
      expect(a.key).not.toBe(b.key);
      const error: unknown = await ask(undefined, 9).catch((thrown: unknown) => thrown);
      expect(error instanceof LedgerError && error.key.length > 10).toBe(true);
    });

    it('keeps keys of accounts apart', async () => {
      await account();
      await account({ name: 'other' });
      await ask('a');
      expect((await ask('a', 0.5, 'v2', 'other')).replayed).toBe(false);
      expect(await spent('other')).toBe('1/2');
    });

    it('that costs more than is left is refused, spends nothing, and the account lives on', async () => {
      await account();
      await ask('a', 0.75);
      expect(await tagOf(ask('b', 0.5))).toBe('Overspent');
      expect(await spent()).toBe('3/4');
      await ask('b', 0.25);
      expect(await tagOf(ask('c', 0.001))).toBe('Overspent');
      expect(await spent()).toBe('1');
      await holds();
    });

    it('ten tenths fit into one', async () => {
      await account();
      const results = await Promise.all(
        Array.from({ length: 11 }, (_, i) => tagOf(ask(`k${i}`, 0.1))),
      );
      expect(results).toEqual([...Array<string>(10).fill('none'), 'Overspent']);
      expect(await spent()).toBe('1');
      await holds();
    });

    it('100 at once of 0.02 against 1: exactly 50 are taken', async () => {
      await account();
      const results = await Promise.all(
        Array.from({ length: 100 }, (_, i) => tagOf(ask(`k${i}`, 0.02))),
      );
      expect(results.filter((tag) => tag === 'none')).toHaveLength(50);
      expect(results.filter((tag) => tag === 'Overspent')).toHaveLength(50);
      expect(await spent()).toBe('1');
      await holds();
    });

    it('asked for twice at once under one key draws once', async () => {
      await account();
      const [a, b] = await Promise.all([ask('a'), ask('a')]);
      expect(a.bytes).toBe(b.bytes);
      expect([a.replayed, b.replayed]).toEqual([false, true]);
      expect(await spent()).toBe('1/4');
      expect(await tagOf(Promise.all([ask('b'), ask('b', 0.125)]))).toBe('Conflict');
    });

    it('of another unit, another table or raw rows is refused before it is charged', async () => {
      await account({ unit: symmetricDistance({ contributions: 2 }) });
      const data = snapshot('v1');
      expect(await tagOf(ask('a'))).toBe('StepMismatch');
      const raw: never = [1, 2, 3] as never;
      const query = howMany(0.25);
      expect(await tagOf(ledger.release({ account: 'census', query, data: raw }))).toBe(
        'StepMismatch',
      );
      const copy = { ...query };
      expect(await tagOf(ledger.release({ account: 'census', query: copy, data }))).toBe(
        'StepMismatch',
      );
      expect(await spent()).toBe('0');
    });

    it('in another measure is refused before it is charged', async () => {
      await account({ filter: zeroConcentratedFilter({ rho: 1 }) });
      expect(await tagOf(ask('a'))).toBe('StepMismatch');
      await account({ name: 'b', filter: approximateZeroConcentratedFilter({ rho: 1, delta: 0 }) });
      expect(await tagOf(ask('a', 0.25, 'v1', 'b'))).toBe('StepMismatch');
      await account({
        name: 'c',
        filter: advancedFilter({ epsilon: 1, deltaPrime: 1e-6, deltaDoublePrime: 0 }),
      });
      await ask('a', 0.125, 'v1', 'c');
      expect(await spent('c')).toBe('1/64');
    });

    it('with a function that has no name is refused: nobody could say later what was asked', async () => {
      await account();
      const data = snapshot('v1');
      expect(await tagOf(ledger.release({ account: 'census', query: unregistered, data }))).toBe(
        'NotSerialisable',
      );
      await ledger.release({ account: 'census', query: adults, data });
    });

    it('at a distance of two costs twice', async () => {
      await account({ dIn: 2 });
      await ask('a', 0.25);
      expect(await spent()).toBe('1/2');
    });
  });

  describe('a mechanism that fails', () => {
    it('keeps the charge, says one constant thing, tells the operator why, and suspends the account', async () => {
      const told: unknown[] = [];
      ledger = await open({ report: (cause, request) => told.push([String(cause), request]) });
      await account();
      const data = failing('v1');
      const error: unknown = await ledger
        .release({ account: 'census', query: howMany(0.25), data, key: 'a' })
        .catch((thrown: unknown) => thrown);
      expect(String(error)).toBe(
        'LedgerError: release: the mechanism failed after it was charged; the operator knows more',
      );
      expect(error instanceof LedgerError && error._tag).toBe('MechanismFailed');
      expect(JSON.stringify(error)).not.toContain('Alice');
      expect(told).toHaveLength(1);
      expect(await spent()).toBe('1/4');
      expect(await tagOf(ask('b'))).toBe('Suspended');
      expect(await tagOf(ask('a'))).toBe('Burned');
      await ledger.resume('census');
      await ask('b');
      expect(await tagOf(ask('a'))).toBe('Burned');
      expect(await spent()).toBe('1/2');
      await holds();
    });

    it('does so also where the log of the operator fails', async () => {
      ledger = await open({
        report: () => {
          throw new Error('disk full');
        },
      });
      await account();
      const query = howMany(0.25);
      const asked = ledger.release({ account: 'census', query, data: failing('v1') });
      expect(await tagOf(asked)).toBe('MechanismFailed');
      expect((await ledger.account('census')).state).toBe('suspended');
    });
  });

  describe('accounts above', () => {
    beforeEach(async () => {
      await account({ filter: pureFilter({ epsilon: 0.5 }) });
      await account({ name: 'a', parent: 'census' });
      await account({ name: 'b', parent: 'a', filter: pureFilter({ epsilon: 0.4 }) });
    });

    it('are charged as well', async () => {
      await ask('k', 0.25, 'v1', 'b');
      expect([await spent(), await spent('a'), await spent('b')]).toEqual(['1/4', '1/4', '1/4']);
      await holds();
    });

    it('refuse what one of them has not left, and then none is charged', async () => {
      await ask('k', 0.25, 'v1', 'a');
      expect(await tagOf(ask('l', 0.3, 'v1', 'b'))).toBe('Overspent');
      expect([await spent(), await spent('a'), await spent('b')]).toEqual(['1/4', '1/4', '0']);
      await ask('m', 0.25);
      expect(await tagOf(ask('n', 0.01, 'v1', 'b'))).toBe('Overspent');
      expect(await spent('b')).toBe('0');
      await holds();
    });

    it('that are suspended refuse for all below', async () => {
      await ledger.suspend('census');
      expect(await tagOf(ask('k', 0.1, 'v1', 'b'))).toBe('Suspended');
      await ledger.resume('census');
      await ask('k', 0.1, 'v1', 'b');
    });
  });

  describe('what an operator does', () => {
    it('closes an account for ever; what was kept can still be read', async () => {
      await account();
      const first = await ask('a');
      await ledger.suspend('census', { forEver: true });
      expect(await tagOf(ask('b'))).toBe('Suspended');
      expect(await tagOf(ledger.resume('census'))).toBe('Suspended');
      expect(await ask('a')).toMatchObject({ bytes: first.bytes, replayed: true });
      await holds();
    });

    it('removes an answer; its key is never drawn for again', async () => {
      await account();
      await ask('a');
      await ledger.expire('census', 'a');
      expect(await tagOf(ask('a'))).toBe('Expired');
      expect(await tagOf(ledger.expire('census', 'a'))).toBe('InvalidParameter');
      expect(await spent()).toBe('1/4');
      await holds();
    });
  });

  describe('a process that dies', () => {
    /** asks, in a ledger whose process is gone from a point on: it never goes on from there. Ends when it is there. */
    const dieAt = (point: string): Promise<void> =>
      new Promise((resolve, reject) => {
        let hangs = false;
        const observe = (at: string): Promise<never> | undefined => {
          if (at !== point && !hangs) return undefined;
          hangs = true;
          resolve();
          return new Promise<never>(() => undefined);
        };
        void open({ observe })
          .then((gone) => gone.release(request))
          .catch(reject);
      });
    const request = { account: 'census', query: howMany(0.25), data: snapshot('v1'), key: 'a' };
    /** asks, and stops at a point until it is told to go on */
    const stopAt = (
      point: string,
    ): Promise<{ readonly go: () => void; readonly outcome: Promise<Release> }> =>
      new Promise((resolve, reject) => {
        let outcome: Promise<Release>;
        const observe = (at: string): Promise<void> | undefined =>
          at === point
            ? new Promise((go) => {
                resolve({ go, outcome });
              })
            : undefined;
        void open({ observe })
          .then((slow) => {
            outcome = slow.release(request);
            return outcome;
          })
          .catch(reject);
      });

    it.each([
      ['start', '1/4', false],
      ['reserving', '1/4', false],
      ['reserved', '1/4', true],
      ['drawn', '1/4', true],
      ['committing', '1/4', true],
      ['committed', '1/4', false],
      ['anchored', '1/4', false],
    ] as const)(
      'at "%s" leaves a key that is answered or burned, and one charge',
      async (point, charged, burned) => {
        await account();
        await dieAt(point);
        // a process on this machine that is gone is seen at once; this one lives on, so the time must decide
        ledger = await open({ leaseMilliseconds: 0, now: () => new Date(Date.now() + 3_600_000) });
        const tag = await tagOf(ask('a'));
        expect(tag).toBe(burned ? 'Burned' : 'none');
        expect(await tagOf(ask('a'))).toBe(tag);
        expect(await spent()).toBe(charged);
        await holds();
      },
    );

    it('and comes back after its reservation was burned cannot keep its answer', async () => {
      await account();
      const { go, outcome } = await stopAt('drawn');
      const tag = tagOf(outcome);
      const other = await open({ now: () => new Date(Date.now() + 3_600_000) });
      expect(await other.sweep()).toBe(1);
      go();
      expect(await tag).toBe('Burned');
      expect(await tagOf(ask('a'))).toBe('Burned');
      await holds();
    });

    it('is waited for while it lives', async () => {
      await account();
      const { go, outcome } = await stopAt('drawn');
      expect(await tagOf(ask('a'))).toBe('Pending');
      expect(await ledger.sweep()).toBe(0);
      go();
      const release = await outcome;
      expect(await ask('a')).toMatchObject({ bytes: release.bytes, replayed: true });
    });
  });

  describe('anchors', () => {
    it('hold every head before an answer leaves', async () => {
      await account();
      const { receipt } = await ask('a');
      expect(await anchor.records()).toContainEqual(
        expect.objectContaining({ account: 'census', seq: receipt.seq, head: receipt.head }),
      );
    });

    it('are made up for where a process died before them', async () => {
      await account();
      await new Promise<void>((resolve, reject) => {
        void open({
          observe: (point) => {
            if (point !== 'committed') return undefined;
            resolve();
            return new Promise<never>(() => undefined);
          },
        })
          .then((gone) =>
            gone.release({
              account: 'census',
              query: howMany(0.25),
              data: snapshot('v1'),
              key: 'a',
            }),
          )
          .catch(reject);
      });
      expect((await anchor.records()).map(({ seq }) => seq)).toEqual([1]);
      const { receipt } = await ask('a');
      expect((await anchor.records()).map(({ seq }) => seq)).toContain(receipt.seq);
    });

    it('that the store does not have keep it from being opened, until its operator charges the gap', async () => {
      await account();
      await ask('a');
      const { seq } = await ledger.account('census');
      await anchor.append([
        { account: 'census', seq: seq + 7, head: 'f'.repeat(64), spent: '{"epsilon":"3/4"}' },
      ]);
      expect(await tagOf(open())).toBe('BehindAnchor');
      const recovering = await open({ recovering: true });
      expect(
        await tagOf(
          recovering.release({ account: 'census', query: howMany(0.1), data: snapshot('v1') }),
        ),
      ).toBe('BehindAnchor');
      expect(await recovering.recover()).toEqual({
        restored: [{ account: 'census', from: seq, to: seq + 7 }],
      });
      ledger = await open();
      expect(await spent()).toBe('3/4');
      await ask('b');
      expect(await tagOf(ask('c', 0.001))).toBe('Overspent');
      await holds();
    });

    it('of a history that was forked close the account', async () => {
      await account();
      await ask('a');
      const { seq } = await ledger.account('census');
      await anchor.append([
        { account: 'census', seq, head: 'e'.repeat(64), spent: '{"epsilon":"1/2"}' },
      ]);
      const report = await ledger.verify();
      expect(report.holds).toBe(false);
      expect(report.problems[0]).toContain('is not the one that was anchored');
      expect(await tagOf(open())).toBe('BehindAnchor');
      const recovering = await open({ recovering: true });
      expect((await recovering.recover()).restored).toHaveLength(1);
      ledger = await open();
      expect(await ledger.account('census')).toMatchObject({ state: 'closed' });
      expect(await spent()).toBe('1/2');
      expect(await tagOf(ask('b'))).toBe('Suspended');
      await holds();
    });

    it('of an account that the store has lost bring it back, charged', async () => {
      await account();
      await ask('a', 0.75);
      const lost = name;
      name = `${name}lost`;
      expect(await tagOf(open())).toBe('BehindAnchor');
      const recovering = await open({ recovering: true });
      await recovering.recover();
      ledger = await open();
      expect(await spent()).toBe('3/4');
      expect(await tagOf(ask('b', 0.5))).toBe('Overspent');
      await ask('c', 0.25);
      await holds();
      expect(lost).not.toBe(name);
    });
  });

  describe('receipts', () => {
    it('are signed, and a changed one is not', async () => {
      const signer = fileSigner({ file: keyFile() });
      ledger = await open({ signer });
      await account();
      const { receipt } = await ask('a');
      expect(isSigned(receipt, signer.publicKey)).toBe(true);
      for (const change of [
        { seq: 4 },
        { key: 'b' },
        { head: 'x' },
        { answer: 'x' },
        { account: 'y' },
      ])
        expect(isSigned({ ...receipt, ...change }, signer.publicKey)).toBe(false);
      const { signature, ...unsigned } = receipt;
      expect(signature).toBeDefined();
      expect(isSigned(unsigned, signer.publicKey)).toBe(false);
      expect(isSigned(receipt, 'no key')).toBe(false);
    });
  });

  it('opens again where it was closed', async () => {
    if (!store.lasts) return;
    await account();
    const first = await ask('a');
    await ledger.close();
    ledger = await open();
    expect(await ask('a')).toMatchObject({ bytes: first.bytes, replayed: true });
    await holds();
  });
}
