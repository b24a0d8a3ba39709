import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProfileRow } from '@discreet/accounting';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chartSvg, writeChart } from '../src/index.ts';

const rows: readonly ProfileRow[] = [
  { curve: 'profile', label: 'a', delta: 1e-6, lower: 1, upper: 1 },
  { curve: 'profile', label: 'a', delta: 1e-3, lower: 0.5, upper: 0.5 },
];

describe('writing a chart', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'discreet-charts-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('writes the file that the text is, over one that is there', async () => {
    const file = join(folder, 'profile.svg');
    await writeFile(file, 'x'.repeat(100_000));
    await writeChart(file, rows, { title: 'é' });
    expect(await readFile(file, 'utf8')).toBe(chartSvg(rows, { title: 'é' }));
  });

  it('leaves the file alone where there is nothing to draw', async () => {
    const file = join(folder, 'kept.svg');
    await writeFile(file, 'kept');
    await expect(writeChart(file, [])).rejects.toThrow('rows must be a list that is not empty');
    expect(await readFile(file, 'utf8')).toBe('kept');
  });

  it('fails where the file cannot be', async () => {
    await expect(writeChart(join(folder, 'none', 'a.svg'), rows)).rejects.toThrow('ENOENT');
  });
});
