import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { call, json, type Outcome, prepared, spawnCommand, told } from './command.ts';

const killer = fileURLToPath(new URL('kill-at.mjs', import.meta.url));

const killedAt = (args: readonly string[], when: string, n: number) =>
  spawnCommand(args, { nodeFlags: ['--import', killer], env: { KILL_AT: `${when} ${n}` } });

/** What a request came to, when it is asked again under its key: its answer, or burned; nothing else. */
const settled = async (args: readonly string[]): Promise<unknown> => {
  const { code, out, error }: Outcome = await call(...args, '--json');
  if (code === 0) return told(out).answer;
  expect([code, told(error).error.tag]).toEqual([5, 'Burned']);
  return 'burned';
};

describe('a release that is killed', () => {
  it('at any moment of its work on the disk: asked again it gives the same answer or is burned, and the budget is right', async () => {
    const { at, release, spent } = await prepared('10', '0.01');
    const came = { done: 0, killed: 0, answered: 0, replayed: 0, burned: 0, fresh: 0 };
    let charges = 0;
    for (const when of ['before', 'after'])
      for (let n = 1; ; n++) {
        const args = release(`${when} ${n}`);
        const certificate = ['--certificate', at(`${when}-${n}`)];
        const first = await killedAt([...args, ...certificate, '--json'], when, n);
        if (!first.killed) {
          // it asks no more of the disk than that: the sweep is through
          expect(first.code, first.error).toBe(0);
          charges += 1;
          came.done += 1;
          break;
        }
        came.killed += 1;
        const before = await fraction(spent);
        const answer = await settled(args);
        const again = await settled(args);
        const after = await fraction(spent);
        charges += 1;
        expect(again).toEqual(answer);
        expect(after).toBe(charges);
        if (answer === 'burned') came.burned += 1;
        else if (before === charges) came.replayed += 1;
        else came.fresh += 1;
        // what was printed before the end, or written, is what is given now
        if (first.out !== '') {
          came.answered += 1;
          expect(told(first.out).answer).toEqual(answer);
        }
        if (existsSync(at(`${when}-${n}`))) {
          const written = JSON.parse(readFileSync(at(`${when}-${n}`), 'utf8')) as {
            answer: unknown;
          };
          expect(written.answer).toEqual(answer);
          expect(
            (await call('verify', '--ledger', at('ledger'), '--certificate', at(`${when}-${n}`)))
              .code,
          ).toBe(0);
        }
        // nothing is charged under a key twice, and none is burned that could have been answered
        if (answer === 'burned') expect(before).toBe(charges);
      }
    const verified = await json('verify', '--ledger', at('ledger'));

    expect(verified).toMatchObject({ holds: true, ledger: { open: [] } });
    // each kind of moment was met: before the charge, between charge and answer, and after the answer was kept
    expect(came.killed).toBeGreaterThanOrEqual(20);
    expect(came.done).toBe(2);
    for (const kind of ['replayed', 'burned', 'fresh'] as const)
      expect(came[kind], JSON.stringify(came)).toBeGreaterThan(0);
  });

  it('at moments of time: the same', async () => {
    const { at, release, spent } = await prepared('10', '0.01');
    const started = process.hrtime.bigint();
    await spawnCommand([...release('whole'), '--json']);
    const whole = Number((process.hrtime.bigint() - started) / 1_000_000n);
    let killed = 0;
    const moments = 16;
    for (let i = 0; i < moments; i++) {
      const args = release(`key ${i}`);
      // from the middle of a run on: before that Node is still starting
      const first = await spawnCommand([...args, '--json'], {
        killAfter: whole * (0.5 + (0.6 * i) / moments),
      });
      if (first.killed) killed += 1;
      const answer = await settled(args);
      expect(await settled(args)).toEqual(answer);
      if (first.out !== '') expect(told(first.out).answer).toEqual(answer);
      expect(await fraction(spent)).toBe(i + 2);
    }
    expect(killed).toBeGreaterThan(0);
    expect(await json('verify', '--ledger', at('ledger'))).toMatchObject({
      holds: true,
      ledger: { open: [] },
    });
  });
});

describe('other commands that are killed', () => {
  it('leave a snapshot whole or not there', async () => {
    const { at } = await prepared();
    for (const when of ['before', 'after'])
      for (let n = 1; ; n++) {
        const out = at(`${when}-${n}.snapshot`);
        const ingest = ['ingest', at('people.csv'), '--schema', at('schema.json'), '--out', out];
        const first = await killedAt(ingest, when, n);
        if (existsSync(out)) expect(readFileSync(out, 'utf8')).toContain('{"rows":3,');
        else expect((await call(...ingest)).code).toBe(0);
        if (!first.killed) break;
      }
  });

  it('leave a new ledger that can be made again', async () => {
    const { at } = await prepared();
    for (const when of ['before', 'after'])
      for (let n = 1; ; n++) {
        const ledger = at(`new-${when}-${n}`);
        const create = ['budget', 'create', 'a', '--ledger', ledger, '--epsilon', '1'];
        const first = await killedAt(create, when, n);
        const again = await call(...create);
        expect([0, 2], again.error).toContain(again.code);
        expect((await call('budget', 'show', 'a', '--ledger', ledger)).code).toBe(0);
        if (!first.killed) break;
      }
  });
});

describe('eight processes at once', () => {
  it('never spend more than there is', async () => {
    const { at, release, spent } = await prepared('1', '0.25');
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        spawnCommand([...release(`k${i}`), '--json', '--patience', '60000']),
      ),
    );

    const codes = all.map(({ code }) => code).sort();

    expect(codes).toEqual([0, 0, 0, 0, 4, 4, 4, 4]);
    expect(await spent()).toBe('1');
    expect((await call('verify', '--ledger', at('ledger'))).code).toBe(0);
  });

  it('draw once for one key, whoever asks', async () => {
    const { release, spent } = await prepared('1', '0.25');
    const all = await Promise.all(
      Array.from({ length: 8 }, () =>
        spawnCommand([...release('one'), '--json', '--patience', '60000']),
      ),
    );

    const kept = (await json(...release('one'))).answer;
    for (const { code, out, error } of all)
      if (code === 0) expect(told(out).answer).toEqual(kept);
      else expect([code, told(error).error.tag]).toEqual([5, 'Pending']);
    expect(all.some(({ code }) => code === 0)).toBe(true);
    expect(await spent()).toBe('1/4');
  });
});

/** how many charges of 0.01 an amount is */
const fraction = async (spent: () => Promise<string>): Promise<number> => {
  const [numerator = '0', denominator = '1'] = (await spent()).split('/');
  return (Number(numerator) * 100) / Number(denominator);
};
