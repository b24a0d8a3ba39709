import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, cities, json, prepared, total } from './command.ts';

describe('a certificate', () => {
  let here: Awaited<ReturnType<typeof prepared>>;
  const verify = (...more: readonly string[]) =>
    call('verify', '--ledger', here.at('ledger'), ...more);
  const changed = async (path: string, value: unknown): Promise<string> => {
    const certificate = JSON.parse(readFileSync(here.at('certificate'), 'utf8')) as object;
    const before = JSON.stringify(certificate);
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const inner = keys.reduce<object>((at, key) => Reflect.get(at, key) as object, certificate);
    Reflect.set(inner, last, value);
    expect(JSON.stringify(certificate)).not.toBe(before);
    const { code, out, error } = await verify(
      ...['--certificate', here.put('changed', certificate), '--public-key', here.at('public')],
    );
    expect(code).not.toBe(0);
    return `${code}: ${out}${error}`;
  };

  beforeAll(async () => {
    here = await prepared('2', '0.25');
    here.put('public', (await json('key', here.at('key'))).publicKey);
    here.put('plan', {
      format: 'discreet/plan',
      version: 1,
      budget: { epsilon: 1 },
      ask: { total: total('0.5'), cities: cities('0.25') },
    });
    const signed = ['--signing-key', here.at('key'), '--certificate', here.at('certificate')];
    await json(...here.release('a', 'plan'), ...signed);
    await json(...here.release('b', 'plan'), '--certificate', here.at('unsigned'));
  });

  it('holds as it was given, with its signature', async () => {
    const { code, out } = await verify(
      ...['--certificate', here.at('certificate'), '--public-key', here.at('public')],
    );

    expect(code).toBe(0);
    expect(out).toContain('signature    holds');
    expect(out).toMatch(/all of it holds$/);
  });

  it('is still the same, and holds, after more releases and an expiry', async () => {
    await json(...here.release('c'));
    await json('budget', 'expire', 'census', 'c', '--ledger', here.at('ledger'));

    expect((await verify('--certificate', here.at('certificate'))).out).toContain(
      'signature    not checked',
    );
    expect((await call(...here.release('c'))).code).toBe(5);
  });

  it.each<[string, string, unknown, RegExp]>([
    ['the answer', 'answer.total', 123456789, /8: .*the answer is another one/s],
    ['a label of the answer', 'answer.cities.Oslo', 123456789, /the answer is another one/],
    ['the loss', 'loss.epsilon', '1/8', /loss is not what the question says/],
    ['the noise', 'answers.0.noise.scale', '1', /answers is not what the question says/],
    ['the accuracy', 'answers.1.accuracy.within', 1, /answers is not what the question says/],
    [
      'the measure',
      'measure',
      'zeroConcentratedDivergence',
      /measure is not what the question says/,
    ],
    ['the unit', 'unit.contributions', 2, /unit is not what the question says/],
    ['the assumptions', 'assumptions', [], /assumptions is not what the question says/],
    ['the distance', 'dIn', '2', /the account charges at another distance/],
    ['a distance that is none', 'dIn', 'x', /^2: .*dIn must be a whole number/],
    ['the version', 'snapshot.version', 'v2', /another question or snapshot/],
    ['the random id', 'snapshot.id', 'x', /another question or snapshot/],
    [
      'the question',
      'query.queries.0.pipeline.steps.2.upper',
      '101',
      /another question or snapshot/,
    ],
    [
      'the form of the question',
      'query.queries.0.pipeline.steps.2.upper',
      '100.0',
      /not in its canonical form/,
    ],
    ['the key', 'receipt.key', 'b', /another request under this key/],
    ['an unknown key', 'receipt.key', 'zz', /no request under this key/],
    ['the account', 'receipt.account', 'x', /no such account/],
    ['the entry', 'receipt.seq', 2, /another entry in this place/],
    ['the head', 'receipt.head', '0'.repeat(64), /another entry in this place/],
    ['the fingerprint', 'receipt.fingerprint', '0'.repeat(64), /another question or snapshot/],
    ['the hash of the answer', 'receipt.answer', '0'.repeat(64), /the answer is another one/],
    ['the signature', 'receipt.signature', 'AAAA', /the signature is not that of the key/],
    ['no signature', 'receipt.signature', undefined, /the signature is not that of the key/],
    ['another format', 'version', 2, /^2: .*discreet\/certificate, version 1/],
    ['a key that nobody knows', 'more', 1, /^2: .*there is no key 'more'/],
    ['no receipt', 'receipt', undefined, /^2: .*receipt: it must be a JSON object/],
  ])('does not hold with %s changed', async (_, path, value, said) => {
    expect(await changed(path, value)).toMatch(said);
  });

  it('does not hold with another key of the ledger, or without a signature', async () => {
    here.put('stranger', (await json('key', here.at('other'))).publicKey);

    const stranger = await verify(
      '--certificate',
      here.at('certificate'),
      '--public-key',
      here.at('stranger'),
    );
    const unsigned = await verify(
      '--certificate',
      here.at('unsigned'),
      '--public-key',
      here.at('public'),
    );
    const alone = await verify('--certificate', here.at('unsigned'));

    expect([stranger.code, unsigned.code, alone.code]).toEqual([8, 8, 0]);
  });
});

describe('verify', () => {
  it('tells a ledger that was altered, and nothing is released from it', async () => {
    const { at, release } = await prepared();
    await json(...release('a'));
    const database = new DatabaseSync(at('ledger'));
    database.exec(`update account set spent = '{"epsilon":"0"}'`);
    database.close();

    const verified = await call('verify', '--ledger', at('ledger'), '--json');
    const released = await call(...release('b'));

    expect(verified.code).toBe(8);
    expect(verified.out).toContain('says another amount than its entries');
    expect(released.code).toBe(6);
  });

  it('tells an old copy by its anchors; recovery charges the gap', async () => {
    const { at, release, spent } = await prepared();
    copyFileSync(at('ledger'), at('old'));
    await json(...release('a'));
    await json(...release('b'));
    for (const end of ['-wal', '-shm']) writeFileSync(at(`ledger${end}`), '');
    copyFileSync(at('old'), at('ledger'));

    const refused = await call(...release('c'));
    const shown = await call('budget', 'show', '--ledger', at('ledger'));
    const verified = await call('verify', '--ledger', at('ledger'));
    const recovered = await call('budget', 'recover', '--ledger', at('ledger'));

    expect([refused.code, shown.code, verified.code, recovered.code]).toEqual([6, 6, 8, 0]);
    expect(refused.error).toContain('lacks what its anchors say it had');
    expect(recovered.out).toContain('census: entries 2 to 5 were missing');
    expect(await spent()).toBe('1/2');
    expect((await call(...release('c'))).code).toBe(0);
    expect((await call('verify', '--ledger', at('ledger'))).code).toBe(0);
  });

  it('recovers a ledger that is gone from its anchors alone', async () => {
    const { at, release } = await prepared();
    await json(...release('a'));

    const elsewhere = ['--ledger', at('new'), '--anchor', at('ledger.anchors')];
    const shown = await call('budget', 'show', ...elsewhere);
    const recovered = await call('budget', 'recover', ...elsewhere);

    expect([shown.code, recovered.code]).toEqual([2, 0]);
    expect((await json('budget', 'show', ...elsewhere)).accounts[0]?.spent).toEqual({
      epsilon: '1/4',
    });
    // the anchors know of the recovery, and the ledger that they came from does not
    expect((await call(...release('b'))).code).toBe(6);
  });

  it('refuses a ledger whose anchors are gone or somewhere else', async () => {
    const { at, release } = await prepared();

    const wrong = await call(...release('a'), '--anchor', at('elsewhere'));
    const create = await call(
      ...[
        'budget',
        'create',
        'x',
        '--ledger',
        at('ledger'),
        '--anchor',
        at('elsewhere'),
        '--epsilon',
        '1',
      ],
    );

    expect([wrong.code, create.code]).toEqual([6, 6]);
    expect(wrong.error).toContain("the ledger's anchors are not there");
  });
});
