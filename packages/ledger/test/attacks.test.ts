// What somebody may try who can write the ledger's file, or ask it; each must be refused or found.
import { pureFilter } from '@discreet/composition';
import { DiscreetError, symmetricDistance } from '@discreet/core';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AccountOptions,
  type EntryRow,
  fileAnchor,
  type Ledger,
  type LedgerOptions,
  openLedger,
  type Release,
  sqliteEngine,
} from '../src/index.ts';
import { entryOf } from '../src/internal/rows.ts';
import { entryHash } from '../src/internal/history.ts';
import { howMany, snapshot } from './contract/people.ts';

const tagOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof DiscreetError ? error._tag : String(error);
  }
};

let folder: string;
let file: string;
let anchors: string;
let ledger: Ledger;

const open = async (options: Partial<LedgerOptions> = {}): Promise<Ledger> =>
  openLedger({
    engine: await sqliteEngine({ file }),
    anchor: fileAnchor({ file: anchors }),
    ...options,
  });
const account = (given: Partial<AccountOptions> = {}): Promise<unknown> =>
  ledger.createAccount({
    ...{ name: 'census', dataset: 'people', unit: symmetricDistance() },
    filter: pureFilter({ epsilon: 1 }),
    ...given,
  });
const ask = (key: string, epsilon = 0.125, of = 'census', on = ledger): Promise<Release> =>
  on.release({ account: of, query: howMany(epsilon), data: snapshot('v1'), key });

/** changes the file behind the ledger's back, without its triggers */
const tamper = (...sql: readonly string[]): void => {
  const database = new DatabaseSync(file);
  database.exec(`
    drop trigger entry_is_kept; drop trigger entry_is_fixed; drop trigger request_is_kept; drop trigger account_is_kept;
    pragma foreign_keys = off`);
  for (const one of sql) database.exec(one);
  database.close();
};
const problems = async (on: Ledger = ledger): Promise<string> =>
  (await on.verify()).problems.join('; ');
const copy = (to: string): void => {
  for (const end of ['', '-wal', '-shm'])
    if (existsSync(file + end)) copyFileSync(file + end, to + end);
};
const restore = (from: string): void => {
  for (const end of ['', '-wal', '-shm']) {
    rmSync(file + end, { force: true });
    if (existsSync(from + end)) copyFileSync(from + end, file + end);
  }
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'discreet-attacks-'));
  file = join(folder, 'budget.db');
  anchors = join(folder, 'heads');
  ledger = await open();
  await account();
  await ask('a');
  await ask('b', 0.25);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a column of an account that was changed', () => {
  const filter = JSON.stringify(pureFilter({ epsilon: 100 })).replaceAll("'", "''");
  it.each([
    ['spent = \'{"epsilon":"0"}\'', 'another amount'],
    [`filter = '${filter}'`, 'other terms'],
    ["parent = 'census'", 'other terms'],
    ["dataset = 'others'", 'other terms'],
    ["unit = '{}'", 'other terms'],
    ["d_in = '1/2'", 'other terms'],
    ['seq = 4', 'another head'],
    [`head = '${'0'.repeat(64)}'`, 'another head'],
    ["state = 'suspended'", 'another state'],
  ])('%s is refused by the next request, and found', async (change, found) => {
    tamper(`update account set ${change}`);
    expect(await tagOf(ask('c'))).toBe('LedgerCorrupt');
    expect(await problems()).toContain(found);
  });

  it('to another name is found', async () => {
    tamper("update account set name = 'other'");
    expect(await problems()).toContain("'census' was anchored and is not there");
    expect(await tagOf(open())).toBe('BehindAnchor');
  });
});

describe('an entry that was changed', () => {
  it.each([
    ["account = 'x'", 2],
    ['seq = 9', 2],
    [`prev = '${'1'.repeat(64)}'`, 2],
    [`hash = '${'1'.repeat(64)}'`, 2],
    ["at = '1970-01-01T00:00:00.000Z'", 2],
    ["actor = 'nobody'", 2],
    ["kind = 'burn'", 2],
    ["body = replace(body, '1/8', '1/9')", 2],
    ["body = '{}'", 3],
  ])('in %s is found', async (change, seq) => {
    tamper(`update entry set ${change} where seq = ${seq}`);
    expect(await problems()).not.toBe('');
    expect((await ledger.verify()).holds).toBe(false);
  });

  it('together with its own hash is found: the next one names the hash that it had', async () => {
    const database = new DatabaseSync(file);
    const row = entryOf(database.prepare('select * from entry where seq = 2').get());
    database.close();
    if (row === undefined) throw new TypeError('no entry');
    const body = row.body.replace('1/8', '1/9');
    tamper(
      `update entry set body = '${body}', hash = '${entryHash({ ...row, body })}' where seq = 2`,
    );
    expect(await problems()).toContain('entry 3 does not follow the one before it');
  });

  it('together with all hashes after it is found by the anchors, at the next opening and at the next answer', async () => {
    const database = new DatabaseSync(file);
    const rows = database
      .prepare('select * from entry order by seq')
      .all()
      .flatMap((row) => entryOf(row) ?? []);
    database.close();
    const changes: string[] = [];
    let prev: string | undefined;
    let spent = '';
    for (const row of rows) {
      // the attacker makes every charge a thousandth of what it was
      const body = row.body
        .replaceAll('1/8', '1/8000')
        .replaceAll('1/4', '1/4000')
        .replaceAll('3/8', '3/8000');
      const moved = { ...row, body, prev: prev ?? row.prev };
      prev = entryHash(moved);
      spent = String(Reflect.get(JSON.parse(body) as object, 'spent'));
      changes.push(
        `update entry set body = '${body}', prev = '${moved.prev}', hash = '${prev}' where seq = ${row.seq}`,
      );
    }
    changes.push(`update account set spent = '${spent}', head = '${prev ?? ''}'`);
    changes.push(
      "update request set charge = replace(replace(charge, '1/8', '1/8000'), '1/4', '1/4000')",
    );
    tamper(...changes);
    expect(await tagOf(ask('c'))).toBe('BehindAnchor');
    expect(await tagOf(open())).toBe('BehindAnchor');
    const report = await ledger.verify();
    expect(report.problems.every((one) => one.includes('anchored'))).toBe(true);
    expect(report.holds).toBe(false);
  });

  it('has a hash of each of its parts', () => {
    const row: Omit<EntryRow, 'hash'> = {
      ...{ account: 'a', seq: 1, prev: 'p', at: 't', actor: 'x' },
      ...{ kind: 'create', body: '{}' },
    };
    expect(entryHash(row)).toBe(
      createHash('sha256').update('18:discreet-ledger/v11:a1:11:p1:t1:x6:create2:{}').digest('hex'),
    );
    const changes: readonly Partial<EntryRow>[] = [
      ...[{ account: 'b' }, { seq: 2 }, { prev: 'q' }, { at: 'u' }, { actor: 'y' }],
      ...[{ kind: 'burn' } as const, { body: '{ }' }],
    ];
    const others = changes.map((change) => entryHash({ ...row, ...change }));
    expect(new Set([entryHash(row), ...others]).size).toBe(8);
  });
});

describe('an end that was cut off', () => {
  const cut = [
    'delete from request where reserve_seq > 3',
    'delete from entry where seq > 3',
    'update account set seq = 3, head = (select hash from entry where seq = 3), spent = \'{"epsilon":"1/8"}\'',
  ];
  it('is found by whoever opens the ledger, and by a ledger that is open', async () => {
    tamper(...cut);
    expect(await tagOf(ask('c'))).toBe('BehindAnchor');
    expect(await tagOf(open())).toBe('BehindAnchor');
    expect(await problems()).toContain('is not the one that was anchored');
  });

  it('is charged for when its operator recovers it; nothing is given back', async () => {
    tamper(...cut);
    await (await open({ recovering: true })).recover();
    ledger = await open();
    expect((await ledger.account('census')).spent['epsilon']?.toString()).toBe('3/8');
    expect(await problems()).toBe('');
    expect(await tagOf(ask('c', 0.7))).toBe('Overspent');
  });
});

describe('a request that was changed', () => {
  it('to the answer of another is not handed over, and is found', async () => {
    tamper("update request set answer = '424242' where key = 'a'");
    expect(await tagOf(ask('a'))).toBe('LedgerCorrupt');
    expect(await problems()).toContain("request 'a' has another answer");
    expect((await ask('b', 0.25)).replayed).toBe(true);
  });

  it('by swapping the answers of two is not handed over', async () => {
    tamper(
      "update request set commit_seq = 5, answer = (select answer from request where key = 'b') where key = 'a'",
    );
    expect(await tagOf(ask('a'))).toBe('LedgerCorrupt');
  });

  it.each([
    ["fingerprint = 'x'", 'Conflict'],
    ["state = 'burned'", 'Burned'],
    ["state = 'failed'", 'Burned'],
    ["state = 'expired'", 'Expired'],
    // its owner lives and does not draw it any more: burned, and never drawn
    ["state = 'reserved'", 'Burned'],
    ["charge = '{}'", 'none'],
    ['commit_seq = 2', 'LedgerCorrupt'],
    ['reserve_seq = 1', 'none'],
    ["lease_owner = 'x', lease_until = 0", 'none'],
  ])('in %s is never drawn again', async (change, tag) => {
    const first = await ask('a');
    tamper(`update request set ${change} where key = 'a'`);
    expect(await tagOf(ask('a'))).toBe(tag);
    expect((await ledger.account('census')).spent['epsilon']?.toString()).toBe('3/8');
    if (tag === 'none') expect((await ask('a')).bytes).toBe(first.bytes);
    // who may still answer is no part of the history: it decides nothing about privacy
    if (!change.startsWith('lease')) expect((await ledger.verify()).holds).toBe(false);
  });

  it('to be gone costs a new charge, and is found', async () => {
    tamper("delete from request where key = 'a'");
    expect(await problems()).toContain("the charge for 'a' has no request");
    expect((await ask('a')).replayed).toBe(false);
    expect((await ledger.account('census')).spent['epsilon']?.toString()).toBe('1/2');
    expect(await problems()).toContain("charges 'a' a second time");
  });
});

describe('anchors', () => {
  it('that are lost keep the ledger closed, and recovery closes its accounts', async () => {
    rmSync(anchors);
    expect(await tagOf(open())).toBe('BehindAnchor');
    await (await open({ recovering: true })).recover();
    ledger = await open();
    expect((await ledger.account('census')).state).toBe('closed');
    expect(await problems()).toBe('');
  });

  it('that lost their end under a ledger that is open stop it', async () => {
    const [first = ''] = readFileSync(anchors, 'utf8').split('\n');
    writeFileSync(anchors, `${first}\n`);
    expect(await tagOf(ask('c'))).toBe('BehindAnchor');
  });

  it('with a changed head keep the ledger closed', async () => {
    writeFileSync(
      anchors,
      readFileSync(anchors, 'utf8').replaceAll(/"head":"[0-9a-f]/g, '"head":"x'),
    );
    expect(await tagOf(open())).toBe('BehindAnchor');
  });

  it('with a line that a crash cut off are read without it, and the next line stands alone', async () => {
    writeFileSync(anchors, `${readFileSync(anchors, 'utf8')}{"account":"cen`);
    ledger = await open();
    await ask('c');
    ledger = await open();
    expect(await problems()).toBe('');
  });
});

describe('an old copy', () => {
  it('that is put back is refused, by its opening and by a process that did not close it', async () => {
    await ledger.close();
    const old = join(folder, 'old.db');
    copy(old);
    ledger = await open();
    await ask('c', 0.25);
    await ledger.close();
    restore(old);
    expect(await tagOf(open())).toBe('BehindAnchor');
    await (await open({ recovering: true })).recover();
    ledger = await open();
    expect((await ledger.account('census')).spent['epsilon']?.toString()).toBe('5/8');
  });

  it('whose log was deleted is refused', async () => {
    const database = new DatabaseSync(file);
    database.exec('pragma wal_checkpoint(truncate)');
    const base = join(folder, 'base.db');
    copyFileSync(file, base);
    await ask('c', 0.25);
    database.close();
    rmSync(file);
    rmSync(`${file}-wal`);
    rmSync(`${file}-shm`, { force: true });
    copyFileSync(base, file);
    expect(await tagOf(open())).toBe('BehindAnchor');
  });

  it('behind a process that has seen less than others is found before an answer leaves', async () => {
    // a stale replica: it has all that this process knows, and lacks what another has anchored since
    const old = join(folder, 'stale.db');
    await ledger.close();
    copy(old);
    const stale = await openLedger({
      engine: await sqliteEngine({ file: old }),
      anchor: fileAnchor({ file: anchors }),
    });
    ledger = await open();
    await ask('c', 0.25);
    expect(await tagOf(ask('d', 0.25, 'census', stale))).toBe('BehindAnchor');
    expect(await tagOf(ask('a', 0.125, 'census', stale))).toBe('BehindAnchor');
  });

  it('that went on by itself for a while is closed when it is recovered', async () => {
    await ledger.close();
    const old = join(folder, 'fork.db');
    copy(old);
    ledger = await open();
    const before = fileAnchor({ file: anchors });
    const known = await before.records();
    // both are reserved before either is kept, so that nothing is anchored where the fork will end
    await Promise.all([ask('c'), ask('d')]);
    await ledger.close();
    restore(old);
    // a process that does not see what was anchored since
    const blind = {
      append: before.append,
      records: (from = 0) => Promise.resolve(known.slice(from)),
    };
    ledger = await open({ anchor: blind });
    await ask('x', 0.5);
    await ledger.close();
    expect(await tagOf(open())).toBe('BehindAnchor');
    await (await open({ recovering: true })).recover();
    ledger = await open();
    expect((await ledger.account('census')).state).toBe('closed');
    expect(await problems()).toBe('');
  });
});

describe('who asks', () => {
  it('gets no refund for giving up, and pays for a new key', async () => {
    const given = ask('c');
    void given.catch(() => undefined);
    await given;
    await ask('d');
    expect((await ledger.account('census')).spent['epsilon']?.toString()).toBe('5/8');
  });

  it('cannot read the answer under the key of another account', async () => {
    await account({ name: 'tenant' });
    const mine = await ask('a');
    const theirs = await ask('a', 0.125, 'tenant');
    expect(theirs.replayed).toBe(false);
    expect(theirs.receipt.account).toBe('tenant');
    expect(mine.receipt).not.toEqual(theirs.receipt);
    expect((await ledger.account('tenant')).spent['epsilon']?.toString()).toBe('1/8');
  });

  it('shares the cap of the dataset: two tenants whose caps each fit do not get more together', async () => {
    await account({ name: 'all', filter: pureFilter({ epsilon: 1 }) });
    await account({ name: 'x', parent: 'all', filter: pureFilter({ epsilon: 0.75 }) });
    await account({ name: 'y', parent: 'all', filter: pureFilter({ epsilon: 0.75 }) });
    const tags = await Promise.all([tagOf(ask('k', 0.75, 'x')), tagOf(ask('k', 0.75, 'y'))]);
    expect(tags).toEqual(['none', 'Overspent']);
    expect(await tagOf(ask('l', 0.25, 'y'))).toBe('none');
    expect((await ledger.account('all')).spent['epsilon']?.toString()).toBe('1');
    expect(await problems()).toBe('');
  });

  it('gains nothing by a clock that is set back or forward a year', async () => {
    for (const years of [-1, 1]) {
      const shifted = await open({
        now: () => new Date(Date.now() + years * 365 * 86_400_000),
      });
      expect((await ask('a', 0.125, 'census', shifted)).replayed).toBe(true);
      expect(await tagOf(ask(`k${years}`, 0.7, 'census', shifted))).toBe('Overspent');
      expect((await shifted.account('census')).spent['epsilon']?.toString()).toBe('3/8');
    }
    expect(await problems()).toBe('');
  });

  it('under one key with another snapshot gets a conflict', async () => {
    const query = howMany(0.125);
    expect(
      await tagOf(ledger.release({ account: 'census', query, data: snapshot('v2'), key: 'a' })),
    ).toBe('Conflict');
  });

  it('who brings rules of his own gets an account only where they are rules of this library', async () => {
    const forged = { ...pureFilter({ epsilon: 1 }), toJSON: () => ({ format: 'mine' }) };
    expect(await tagOf(account({ name: 'forged', filter: forged as never }))).toBe('InvalidJson');
  });
});

describe('a bare charge', () => {
  it('is charged once under its key, and has a receipt', async () => {
    const first = await ledger.charge({ account: 'census', charge: { epsilon: '1/8' }, key: 'k' });
    expect(first).toMatchObject({ key: 'k', replayed: false, receipt: { account: 'census' } });
    const again = await ledger.charge({ account: 'census', charge: { epsilon: 0.125 }, key: 'k' });
    expect(again).toEqual({ ...first, replayed: true });
    expect((await ledger.account('census')).spent['epsilon']?.toString()).toBe('1/2');
    const other = { account: 'census', charge: { epsilon: '1/4' }, key: 'k' };
    expect(await tagOf(ledger.charge(other))).toBe('Conflict');
    expect(await tagOf(ask('k'))).toBe('Conflict');
    expect(await problems()).toBe('');
  });

  it.each([{ epsilon: NaN }, { epsilon: -1 }, { epsilon: 'Infinity' }, { rho: 1 }, {}, 'x', null])(
    'of %j is refused and costs nothing',
    async (charge) => {
      expect(await tagOf(ledger.charge({ account: 'census', charge }))).toBe('InvalidParameter');
      expect((await ledger.account('census')).spent['epsilon']?.toString()).toBe('3/8');
    },
  );

  it('of more than is left is refused', async () => {
    const charge = { epsilon: 0.7 };
    expect(await tagOf(ledger.charge({ account: 'census', charge }))).toBe('Overspent');
  });
});
