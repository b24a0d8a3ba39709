import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { falseAlarm, mostStatisticalTests } from '../../packages/testing/test/false-alarm.ts';
import { filesUnder, repositoryRoot } from '../lib/repository.mjs';
import { runCommand } from '../lib/run-command.mjs';

const statisticalFiles = filesUnder(join(repositoryRoot, 'packages'), (path) =>
  path.endsWith('.stat.test.ts'),
).map((path) => relative(repositoryRoot, path));

interface ListedTest {
  readonly name: string;
  readonly file: string;
}

/** The statistical tests, each case of an `it.each` for itself, as the runner finds them. */
const listTests = async (): Promise<readonly ListedTest[]> => {
  const runner = join(repositoryRoot, 'node_modules/vitest/vitest.mjs');
  const args = [runner, 'list', '--project', 'stat', '--json'];
  // a run within a run must not take itself for a worker of the outer one
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')),
  );
  const { status, stdout, stderr } = await runCommand(process.execPath, args, {
    cwd: repositoryRoot,
    env,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.slice(stdout.indexOf('['))) as readonly ListedTest[];
};

describe('the allotment of false alarms', () => {
  it('has a share for every statistical test', { timeout: 120_000 }, async () => {
    const tests = await listTests();
    expect(tests.length).toBeGreaterThan(100);
    expect(tests.length).toBeLessThanOrEqual(mostStatisticalTests);
    expect(new Set(tests.map(({ file }) => file)).size).toBe(statisticalFiles.length);
  });

  it('gives 10^-4 to all of them together, and at most 10^-6 to one', () => {
    expect(mostStatisticalTests * falseAlarm()).toBeLessThanOrEqual(1e-4);
    expect(falseAlarm()).toBeLessThanOrEqual(1e-6);
    expect(falseAlarm(5)).toBe(falseAlarm() / 5);
  });

  it.each(statisticalFiles)('is where %s takes its rate and its seeds from', (file) => {
    const text = readFileSync(join(repositoryRoot, file), 'utf8');
    expect(text).toMatch(/import \{ falseAlarm, seedOf \} from '.*\/false-alarm\.ts';/);
    expect(text).toMatch(/falseAlarm\(\d*\)/);
    // no rate of its own: 10^-6 and smaller are written nowhere else
    expect(text.match(/\b1e-([6-9]|\d\d)\b/g) ?? []).toEqual([]);
  });
});
