import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  cities,
  json,
  pipelineJson,
  place,
  prepared,
  spawnCommand,
  told,
  total,
} from './command.ts';

describe('bad input', () => {
  let here: Awaited<ReturnType<typeof prepared>>;

  beforeAll(async () => {
    here = await prepared('1', '0.5');
    const { at, put } = here;
    await json(...here.release('spent'));
    put('dear', total('0.6'));
    put('column', pipelineJson([{ step: 'column', name: 'wage' }, { step: 'count' }]));
    put(
      'reversed',
      pipelineJson([
        { step: 'column', name: 'age' },
        { step: 'clamp', lower: '9', upper: '1', resolution: '1' },
      ]),
    );
    put('order', pipelineJson([{ step: 'column', name: 'city' }, { step: 'sum' }]));
    put('exact', pipelineJson([{ step: 'count' }]));
    put(
      'other',
      pipelineJson([{ step: 'count' }, { step: 'laplace', epsilon: '0.1' }], {
        columns: { age: 'integer' },
      }),
    );
    put(
      'twice',
      pipelineJson([{ step: 'count' }, { step: 'laplace', epsilon: '0.1' }], {
        metric: { kind: 'symmetricDistance', contributions: 2 },
      }),
    );
    put('parsing', { ...total('0.1'), schema: { age: 'text' } });
    put('negative', pipelineJson([{ step: 'count' }, { step: 'laplace', epsilon: '-1' }]));
    put('nothing', pipelineJson([{ step: 'count' }, { step: 'laplace', epsilon: '0' }]));
    put('rho', pipelineJson([{ step: 'count' }, { step: 'gaussian', rho: '0.1' }]));
    put('plan', {
      format: 'discreet/plan',
      version: 1,
      budget: { epsilon: 0.5 },
      ask: { a: total('0.3'), b: cities('0.3') },
    });
    put('mixed', {
      format: 'discreet/plan',
      version: 1,
      budget: { rho: 1 },
      ask: { a: total('0.3') },
    });
    put('text', 'not JSON: 41,Oslo');
    put('binary', '');
    writeFileSync(at('binary'), Buffer.from([0xff, 0xfe, 0x00]));
    put(
      'noledger',
      'this is no database, but a text that is long enough to be taken for one '.repeat(20),
    );
    put('noledger.anchors', '');
    put('empty.pem', 'no key');
    mkdirSync(at('folder'));
    put('deep', '{"format":"discreet/pipeline","version":1,"steps":'.padEnd(100_000, '['));
  });

  const at = (text: string): string =>
    text.replace(/@(\w[\w.]*)/g, (_, name: string) => here.at(name));
  const run = (line: string) => call(...line.split(' ').map(at));
  const release = '--data @people.snapshot --ledger @ledger --account census --key k';

  it.each<[string, number, RegExp]>([
    // words
    ['', 2, /usage|there is no command/],
    ['relaese @total.json', 2, /there is no command 'relaese'; see discreet --help/],
    [
      'budget',
      2,
      /discreet budget: one of create, show, resume, suspend, expire, recover must follow/,
    ],
    ['release', 2, /SPEC is missing; see discreet release --help/],
    [`release @total.json more ${release}`, 2, /unexpected argument 'more'/],
    [`release @total.json --epsilon 1 ${release}`, 2, /Unknown option '--epsilon'/],
    [`release @total.json ${release} --key l`, 2, /--key is given twice/],
    [`release @total.json --data @people.snapshot --account census`, 2, /--ledger must be given/],
    [`release @total.json --data @people.snapshot --ledger @ledger`, 2, /--account must be given/],
    [`release @total.json ${release} --patience soon`, 2, /--patience must be a whole number/],
    [`release @total.json ${release} --certificate=`, 2, /--certificate must not be empty/],
    // files
    [`release @nowhere ${release}`, 2, /nowhere: there is no such file/],
    [`release @folder ${release}`, 2, /folder: this is a folder, not a file/],
    [`release @text ${release}`, 2, /text: it is not JSON( \(line 1, column \d+\))?$/],
    [`release @binary ${release}`, 2, /binary: it is not UTF-8 text/],
    [`release @deep ${release}`, 2, /deep: it is not JSON/],
    [`release @people.csv ${release}`, 2, /people\.csv: it is not JSON/],
    [
      'release @total.json --data @people.csv --ledger @ledger --account census',
      2,
      /people\.csv: it is no snapshot; discreet ingest makes one/,
    ],
    [
      'release @total.json --data @nowhere --ledger @ledger --account census',
      2,
      /nowhere: there is no such file/,
    ],
    [
      'release @total.json --data @people.snapshot --ledger @nowhere --account census',
      2,
      /nowhere: there is no such ledger; discreet budget create makes one/,
    ],
    [
      'release @total.json --data @people.snapshot --ledger @noledger --account census',
      6,
      /ledger: (it is no ledger|the file is no database)/,
    ],
    [
      'release @total.json --data @people.snapshot --ledger @folder --account census',
      6,
      /the file cannot be opened|it cannot be opened/,
    ],
    [
      'release @total.json --data @people.snapshot --ledger postgres://nobody@127.0.0.1:1/x --anchor @ledger.anchors --account census',
      6,
      /PostgreSQL|postgresEngine|ledger/,
    ],
    [
      'release @total.json --data @people.snapshot --ledger postgres://nobody@127.0.0.1:1/x --account census',
      2,
      /--anchor must be given/,
    ],
    [
      `release @total.json ${release} --signing-key @nowhere`,
      2,
      /nowhere: there is no such key; discreet key makes one/,
    ],
    [
      `release @total.json ${release} --signing-key @empty.pem`,
      6,
      /the file must hold an Ed25519 key as PEM/,
    ],
    [
      `release @total.json ${release} --certificate @people.snapshot`,
      2,
      /people\.snapshot: it is there, and it is no certificate/,
    ],
    [
      `release @total.json ${release} --certificate @ledger`,
      2,
      /it is there, and it is no certificate/,
    ],
    [`release @total.json ${release} --certificate @none/c`, 2, /none\/c: there is no such file/],
    [`release @total.json ${release} --anchor /dev/null`, 2, /the anchors must be a file/],
    // questions
    [`release @column ${release}`, 2, /column: .*'wage'/],
    [`release @reversed ${release}`, 2, /reversed: .*lower/],
    [`release @order ${release}`, 2, /order: /],
    [`release @exact ${release}`, 2, /exact: a query ends with noise/],
    [
      `release @parsing ${release}`,
      2,
      /parsing: a pipeline takes format, version and steps, not schema/,
    ],
    [`release @negative ${release}`, 2, /negative: .*epsilon must be .*got/],
    [`release @nothing ${release}`, 2, /nothing: .*epsilon must be .*got/],
    [`release @plan ${release}`, 2, /plan: the queries cost epsilon 0\.6, the budget is 0\.5/],
    [`release @mixed ${release}`, 2, /mixed: the budget is in rho, the queries are in epsilon/],
    // refused by the account, before anything is charged
    [`release @dear ${release}`, 4, /the request costs more than is left \(key k\)/],
    [`release @other ${release}`, 4, /the query must be about the snapshot's rows of/],
    [`release @twice ${release}`, 4, /the query must/],
    [`release @rho ${release}`, 4, /the filter 'pure' adds up epsilon: convert the query first/],
    [
      'release @total.json --data @people.snapshot --ledger @ledger --account nobody',
      4,
      /the account must be there, got 'nobody'/,
    ],
    [
      `release @dear ${release.replace('--key k', '--key spent')}`,
      5,
      /this key was used for another request \(key spent\)/,
    ],
    // budgets
    [
      'budget create census --ledger @ledger --epsilon 1',
      2,
      /name must be one that no account has/,
    ],
    ['budget create x --ledger @ledger', 2, /one of --epsilon, --rho and --filter must be given/],
    [
      'budget create x --ledger @ledger --epsilon 1 --rho 1',
      2,
      /one of --epsilon, --rho and --filter must be given/,
    ],
    [
      'budget create x --ledger @ledger --epsilon=-1',
      2,
      /epsilon must be a finite number >= 0, got '-1'/,
    ],
    ['budget create x --ledger @ledger --epsilon NaN', 2, /epsilon must be a finite number >= 0/],
    ['budget create x --ledger @ledger --epsilon 1 --delta 1', 2, /--delta must be a number < 1/],
    [
      'budget create x --ledger @ledger --filter {}',
      2,
      /--filter: format must be 'discreet\/filter'/,
    ],
    ['budget create x --ledger @ledger --filter {', 2, /--filter: it is not JSON/],
    ['budget create x --ledger @ledger --epsilon 1 --contributions 0', 2, /--contributions: /],
    [
      'budget create x --ledger @ledger --epsilon 1 --contributions 1 --size 2',
      2,
      /one of --contributions, --size and --unit may be given/,
    ],
    [
      'budget create x --ledger @ledger --epsilon 1 --unit {"kind":"hammingDistance"}',
      2,
      /--unit: metric must be one that a source can state/,
    ],
    [
      'budget create x --ledger @ledger --epsilon 1 --parent nobody',
      4,
      /the account must be there, got 'nobody'/,
    ],
    ['budget create x --ledger @ledger --rho 1 --parent census', 2, /kind of filter/],
    ['budget create x --ledger @folder/none/ledger --epsilon 1', 6, /./],
    ['budget show nobody --ledger @ledger', 4, /the account must be there/],
    ['budget expire census nokey --ledger @ledger', 2, /key must be that of a kept answer/],
    ['budget recover --ledger @nowhere', 2, /there is no such ledger/],
    ['verify --ledger @nowhere', 2, /there is no such ledger/],
    ['verify --ledger @ledger --certificate @people.csv', 2, /people\.csv: it is not JSON/],
    [
      'verify --ledger @ledger --public-key @total.json',
      2,
      /--public-key needs a --certificate to check/,
    ],
    // the owner's step
    ['ingest @people.csv', 2, /--schema must be given/],
    ['ingest @people.csv --schema @total.json', 2, /total\.json: there is no key 'steps'/],
    [
      'ingest @total.json --schema @schema.json',
      2,
      /its name does not tell its format, give --format csv, jsonl, parquet, arrow/,
    ],
    [
      'ingest @total.json --schema @schema.json --format xml',
      2,
      /--format must be csv, jsonl, parquet, arrow/,
    ],
    ['ingest @folder --schema @schema.json --format csv --out @x', 2, /folder: this is a folder/],
    ['ingest @people.csv --schema @schema.json --out @folder/none/x', 2, /there is no such file/],
  ])('discreet %s', async (line, code, said) => {
    const before = await here.spent();

    const outcome = await run(line);
    const structured = line === '' ? undefined : await run(`${line} --json`);

    expect(outcome.code, outcome.error).toBe(code);
    expect(outcome.error).toMatch(said);
    expect(outcome.out).toBe('');
    if (line !== '') expect(outcome.error).not.toContain('\n');
    expect(outcome.error).not.toMatch(/\bat .*:\d+:\d+|Error:|41|Bergen,b/);
    if (structured !== undefined) {
      expect(structured.code).toBe(code);
      expect(told(structured.error).error.tag).not.toBe('Unexpected');
      expect(structured.out).toBe('');
    }
    expect(await here.spent()).toBe(before);
    expect((await call('verify', '--ledger', here.at('ledger'))).code).toBe(0);
  });

  it('leaves no ledger behind where none was', () => {
    expect(readdirSync(here.at('.')).filter((name) => /nowhere/.test(name))).toEqual([]);
    expect(readFileSync(here.at('ledger.anchors'), 'utf8').trimEnd().split('\n')).toHaveLength(2);
  });
});

describe('a ledger that another process writes', () => {
  it('is said to be locked, and nothing is spent', async () => {
    const { at, release, spent } = await prepared();
    const other = new DatabaseSync(at('ledger'));
    other.exec('begin immediate');

    const { code, error } = await call(...release('a'), '--patience', '50');
    other.exec('rollback');
    other.close();

    expect(code).toBe(6);
    expect(error).toMatch(/another process/);
    expect(await spent()).toBe('0');
    expect((await call(...release('a'))).code).toBe(0);
  });
});

describe('an account', () => {
  it('is suspended and resumed by its operator, and closed for ever', async () => {
    const { at, release } = await prepared();
    const operator = (verb: string, ...more: readonly string[]) =>
      call('budget', verb, 'census', '--ledger', at('ledger'), ...more);

    expect((await operator('suspend')).out).toContain('state      suspended');
    expect((await call(...release('a'))).code).toBe(4);
    expect((await operator('resume')).code).toBe(0);
    expect((await call(...release('a'))).code).toBe(0);
    expect((await operator('suspend', '--for-ever')).out).toContain('state      closed');
    expect((await operator('resume')).code).toBe(4);
    expect((await call(...release('b'))).code).toBe(4);
    // what was kept may still be had
    expect((await call(...release('a'))).code).toBe(0);
  });
});

describe('help', () => {
  it.each([
    'ingest',
    'budget create',
    'budget show',
    'explain',
    'release',
    'verify',
    'key',
    'schema',
    'budget resume',
    'budget suspend',
    'budget expire',
    'budget recover',
  ])('says what %s takes', async (name) => {
    const { code, out } = await call(...name.split(' '), '--help');

    expect(code).toBe(0);
    expect(out).toContain(`usage: discreet ${name}`);
    expect((await call('--help')).out).toContain(`  ${name} `);
  });

  it('fits a terminal', async () => {
    for (const name of ['release', 'verify', 'ingest', 'budget create'])
      for (const line of (await call(...name.split(' '), '--help')).out.split('\n'))
        expect(line.length, line).toBeLessThanOrEqual(120);
  });

  it('tells the version', async () => {
    expect((await call('--version')).out).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('the process', () => {
  it('ends with the code, and writes answers and errors to their streams', async () => {
    const { at } = await prepared();

    const shown = await spawnCommand(['budget', 'show', '--ledger', at('ledger')]);
    const refused = await spawnCommand(['budget', 'show', '--ledger', at('nowhere')]);

    expect([shown.code, shown.error]).toEqual([0, '']);
    expect(shown.out).toContain('census');
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.error).toMatch(/no such ledger.*\n$/);
  });

  it('says one sentence on an older Node', async () => {
    const { put } = place();
    const older = put(
      'older.mjs',
      "Object.defineProperty(process.versions, 'node', { value: '22.12.0' });",
    );

    const { code, out, error } = await spawnCommand(['--version'], {
      nodeFlags: ['--import', older],
    });

    expect([code, out]).toEqual([9, '']);
    expect(error).toMatch(/^discreet needs Node 22\.13 or later, this is v\S+\n$/);
  });

  it('says what the disk says, where nothing may be written', async () => {
    const { at } = await prepared();
    const args = ['ingest', at('people.csv'), '--schema', at('schema.json')];

    const { code, error } = await call(...args, '--out', `${at('schema.json')}/x`);

    expect([code, error]).toEqual([2, `${at('schema.json')}/x: a part of its path is no folder`]);
  });
});
