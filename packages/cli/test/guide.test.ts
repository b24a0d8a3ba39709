// The guide page about the command: each of its blocks is run, and prints what the page says.
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { exitCodes } from '../src/index.ts';
import { matchesShown } from '../../../scripts/lib/text-pattern.mjs';
import { nodeFlags } from './command.ts';

const path = fileURLToPath(new URL('../../../docs/guide/12-from-a-shell.md', import.meta.url));
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface Block {
  readonly line: number;
  readonly script: string;
  readonly shown: string | undefined;
}

/** The `sh` blocks of a page, each with the `text` block that follows it before the next one. */
const blocksOf = (page: string): readonly Block[] => {
  const all = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ({ index, 1: kind, 2: body = '' }) => ({
      kind,
      body,
      line: page.slice(0, index).split('\n').length,
    }),
  );
  return all.flatMap(({ kind, body, line }, i) => {
    if (kind !== 'sh') return [];
    const next = all[i + 1];
    return [{ line, script: body, shown: next?.kind === 'text' ? next.body : undefined }];
  });
};

const page = readFileSync(path, 'utf8');
const blocks = blocksOf(page);

it('does what it says, from top to bottom', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'discreet-guide-'));
  const command = join(folder, 'discreet');
  const words = [process.execPath, ...nodeFlags, main].map((word) => `'${word}'`).join(' ');
  writeFileSync(command, `#!/bin/sh\nexec ${words} "$@"\n`);
  chmodSync(command, 0o755);
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
  expect(blocks.length).toBeGreaterThan(10);
  expect(blocks.filter(({ shown }) => shown !== undefined).length).toBeGreaterThan(9);

  for (const { line, script, shown } of blocks) {
    const [failed, printed] = await new Promise<[Error | null, string]>((resolve) => {
      execFile('sh', ['-ec', `exec 2>&1\n${script}`], { cwd: folder, env }, (error, stdout) =>
        resolve([error, stdout]),
      );
    });
    expect(failed, `line ${line}: ${printed}`).toBe(null);
    if (shown !== undefined)
      expect(
        matchesShown(shown, printed),
        `line ${line} shows\n${shown}\nand got\n${printed}`,
      ).toBe(true);
  }
});

it('names every exit code', () => {
  const listed = [...page.matchAll(/^\| (\d) +\|/gm)].map(([, code]) => Number(code));
  expect(listed).toEqual(Object.values(exitCodes));
});
