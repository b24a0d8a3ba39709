import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { discreet } from '../src/index.ts';
import { call, place, schemaJson } from './command.ts';

/** A stream that says it is a terminal, and what was written to it. */
const terminal = (): { readonly stream: PassThrough; readonly written: () => string } => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  const texts: string[] = [];
  stream.on('data', (text) => texts.push(String(text)));
  return { stream, written: () => texts.join('') };
};

const rows = (count: number): string => `age,city\n${'41,Oslo\n'.repeat(count)}`;

it.each([
  ['a long input', 1_100_000, true],
  ['a short input', 10, false],
])('draws a bar for %s where somebody watches, apart from the answer', async (_, count, drawn) => {
  const { put, at } = place();
  const { stream, written } = terminal();
  const out: string[] = [];
  const args = ['ingest', put('a.csv', rows(count)), '--schema', put('schema', schemaJson())];

  const code = await discreet([...args, '--json'], {
    out: (text) => void out.push(text),
    error: () => undefined,
    progress: stream,
  });

  expect(code).toBe(0);
  expect(/\d+ %/.test(written())).toBe(drawn);
  expect(JSON.parse(out.join(''))).toMatchObject({ rows: count, snapshot: at('a.snapshot') });
});

it('draws none where nobody watches', async () => {
  const { put } = place();

  const { code, error } = await call(
    ...['ingest', put('a.csv', rows(1_100_000)), '--schema', put('schema', schemaJson())],
  );

  expect([code, error]).toEqual([0, '']);
});
