import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { call, cities, json, prepared, schemaJson, told, total } from './command.ts';

/** Noise as it is, unless it is told to fail: entropy itself is taken when it loads, and no test can replace it. */
const noise = vi.hoisted(() => ({ fails: false }));
vi.mock('@discreet/random/samplers', async (original) => {
  const real = await original<Record<string, unknown>>();
  return {
    ...real,
    addNoise: (...given: readonly unknown[]): unknown => {
      if (noise.fails) throw new Error('Alice is 41');
      const { addNoise } = real;
      return typeof addNoise === 'function' ? Reflect.apply(addNoise, undefined, given) : undefined;
    },
  };
});

describe('explain', () => {
  it('says domains, metrics, maps, loss, noise and accuracy before anything is spent', async () => {
    const { at, put } = await prepared();

    const { code, out } = await call('explain', at('total.json'));
    const both = await call(
      ...[
        'explain',
        put('plan', {
          format: 'discreet/plan',
          version: 1,
          budget: { epsilon: 1 },
          ask: { total: total('1/2'), cities: cities('0.25') },
        }),
      ],
    );

    expect(code).toBe(0);
    for (const said of [
      'symmetricDistance',
      'absoluteDistance <= 100 d',
      'discrete Laplace of scale 400',
      'epsilon 0.25',
      'accuracy',
    ])
      expect(out).toContain(said);
    expect(both.out).toContain('together     epsilon 0.75, charged as one');
    expect(both.out).toContain('budget       epsilon 1 at most');
  });

  it('gives the same to programs', async () => {
    const { at } = await prepared();

    expect(await json('explain', at('total.json'))).toMatchObject({
      measure: 'maxDivergence',
      loss: { epsilon: '1/4' },
      unit: { kind: 'symmetricDistance', contributions: 1 },
      answers: [
        {
          noise: { law: 'discreteLaplace', scale: '400', unit: '1' },
          accuracy: { within: 1198, probability: 0.95 },
        },
      ],
    });
  });
});

describe('release', () => {
  it('charges, answers with a certificate, and says what is left', async () => {
    const { at, release, spent } = await prepared();

    const told = await json(...release('a'), '--certificate', at('certificate'));

    expect(Number.isInteger(told.answer)).toBe(true);
    expect(told.left).toEqual([{ account: 'census', epsilon: '3/4' }]);
    expect(await spent()).toBe('1/4');
    expect(told.certificate).toMatchObject({
      format: 'discreet/certificate',
      library: '0.1.0',
      snapshot: { version: 'v1' },
      measure: 'maxDivergence',
      loss: { epsilon: '1/4' },
      dIn: '1',
      assumptions: ['nobody has more than one row'],
      answer: told.answer,
      receipt: { account: 'census', key: 'a', seq: 3 },
    });
    expect(JSON.parse(readFileSync(at('certificate'), 'utf8'))).toEqual(told.certificate);
    expect(statSync(at('certificate')).mode & 0o777).toBe(0o600);
  });

  it('gives the same answer under the same key, at no cost', async () => {
    const { release, spent } = await prepared();

    const first = await json(...release('a'));
    const again = await json(...release('a'));
    const people = await call(...release('a'));

    expect([first.replayed, again.replayed]).toEqual([false, true]);
    expect(again.certificate).toEqual(first.certificate);
    expect(people.out).toContain('no charge now');
    expect(await spent()).toBe('1/4');
  });

  it('makes a key where none is given, and says it first', async () => {
    const { at, on } = await prepared();

    const { error, out } = await call('release', at('total.json'), ...on);

    const key = /^key (\S+) /.exec(error)?.[1] ?? '';
    expect(key).toMatch(/^[0-9a-f-]{36}$/);
    expect(out).toContain(`key          ${key}`);
  });

  it('charges a plan as one and answers all of it together', async () => {
    const { put, release, spent } = await prepared();
    put('plan', {
      format: 'discreet/plan',
      version: 1,
      budget: { epsilon: '0.75' },
      ask: { total: total('0.5'), cities: cities('0.25') },
    });

    const { answer, certificate } = await json(...release('p', 'plan'));
    const people = await call(...release('p', 'plan'));

    expect(answer).toEqual({
      total: expect.any(Number) as number,
      cities: { Oslo: expect.any(Number) as number, Bergen: expect.any(Number) as number },
    });
    expect(certificate['loss']).toEqual({ epsilon: '3/4' });
    expect(people.out).toMatch(/^total:\n +-?\d+ .*\ncities:\n +Bergen +-?\d+/);
    expect(await spent()).toBe('3/4');
  });

  it('refuses what costs more than is left, spends nothing, and goes on', async () => {
    const { put, release, spent } = await prepared('0.4');
    put('small', total('0.1'));
    await json(...release('a'));

    const { code, error } = await call(...release('b'), '--json');
    const small = await call(...release('c', 'small'));

    expect(code).toBe(4);
    expect(told(error).error).toMatchObject({ tag: 'Overspent', key: 'b', exitCode: 4 });
    expect(small.code).toBe(0);
    expect(await spent()).toBe('7/20');
  });

  it('refuses a key that was used for another question or another snapshot, and says nothing of the data', async () => {
    const { at, put, release, spent } = await prepared();
    put('other.json', total('0.2'));
    await json(...release('a'));
    const args = ['ingest', at('people.csv'), '--schema', at('schema.json')];
    await json(...args, '--version', 'v1', '--out', at('second'));

    const other = await call(...release('a', 'other.json'));
    const second = await call(
      ...release('a').map((word) => (word === at('people.snapshot') ? at('second') : word)),
    );

    expect([other.code, second.code]).toEqual([5, 5]);
    expect(other.error).toBe(second.error);
    expect(other.error).toBe("account 'census': this key was used for another request (key a)");
    expect(await spent()).toBe('1/4');
  });

  it('charges the accounts above as well, and shows what is left in each', async () => {
    const { at, put, on } = await prepared();
    put('q', total('0.5'));
    const ledger = ['--ledger', at('ledger')];
    for (const tenant of ['x', 'y'])
      await json('budget', 'create', tenant, ...ledger, '--parent', 'census', '--epsilon', '0.75');
    const ask = (account: string, key: string): readonly string[] => [
      ...['release', at('q'), ...on.slice(0, -1), account, '--key', key],
    ];

    const first = await json(...ask('x', 'k'));
    await json(...ask('y', 'k'));
    const { code, error } = await call(...ask('y', 'l'));

    expect(first.left).toEqual([
      { account: 'x', epsilon: '1/4' },
      { account: 'census', epsilon: '1/2' },
    ]);
    expect(code).toBe(4);
    expect(error).toContain('the request costs more than is left');
  });

  it('answers in rho under a budget in rho', async () => {
    const { at, put, on } = await prepared();
    const steps = (total('1') as { steps: object[] }).steps;
    put('g', {
      format: 'discreet/pipeline',
      version: 1,
      steps: [...steps.slice(0, -1), { step: 'gaussian', rho: '0.125' }],
    });
    await json(
      'budget',
      'create',
      'r',
      '--ledger',
      at('ledger'),
      '--rho',
      '0.5',
      '--delta',
      '1e-6',
    );

    const answered = await json('release', at('g'), ...on.slice(0, -1), 'r', '--key', 'k');

    expect(answered.certificate['loss']).toEqual({ rho: '1/8' });
    expect(answered.left).toEqual([{ account: 'r', rho: '3/8', delta: '1/1000000' }]);
  });

  it('answers over a public number of rows', async () => {
    const { at, put } = await prepared();
    const metric = { kind: 'changeOneDistance', size: 3 };
    put('sized.json', schemaJson({ metric }));
    const question = total('1') as { steps: Record<string, unknown>[] };
    question.steps[0] = { ...question.steps[0], metric };
    question.steps[3] = { step: 'mean' };
    put('mean', question);
    await json('ingest', at('people.csv'), '--schema', at('sized.json'), '--out', at('sized'));
    await json('budget', 'create', 's', '--ledger', at('ledger'), '--size', '3', '--epsilon', '1');

    const { answer, certificate } = await json(
      ...['release', at('mean'), '--data', at('sized'), '--ledger', at('ledger')],
      ...['--account', 's', '--key', 'k'],
    );

    expect(typeof answer).toBe('number');
    expect(certificate['unit']).toBe('changeOneDistance');
  });
});

describe('a mechanism that fails after its charge', () => {
  it('keeps the charge, says one constant thing, tells the log alone why, and suspends the account', async () => {
    const { at, release, spent } = await prepared();
    noise.fails = true;
    const failed = await call(...release('a'), '--log', at('log'));
    noise.fails = false;

    expect(failed.code).toBe(7);
    expect(`${failed.out}${failed.error}`).not.toContain('Alice');
    expect(failed.error).toContain('the mechanism failed after it was charged');
    expect(readFileSync(at('log'), 'utf8')).toContain('Alice is 41');
    expect(statSync(at('log')).mode & 0o777).toBe(0o600);
    expect(await spent()).toBe('1/4');
    expect((await call(...release('b'))).code).toBe(4);
    expect((await call(...release('a'))).code).toBe(5);
  });

  it('is not begun where its log cannot be written', async () => {
    const { at, release, spent } = await prepared();

    const { code, error } = await call(...release('a'), '--log', at('nowhere/log'));

    expect(code).toBe(2);
    expect(error).toContain('the log cannot be written');
    expect(await spent()).toBe('0');
  });
});
