// @ts-check
/**
 * Runs lists that live among the tests, in TypeScript, on a Node that reads none: a module is bundled from the sources, as the tests read
 * them, into the cache and imported from there.
 */
import { build } from 'esbuild';
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from './repository.mjs';

/** Our own packages are bundled from source; what is installed is left where it is. */
const installed = ['fp-ts/*', 'fast-check', '@stdlib/*', 'vitest'];

/**
 * @param {string} entry a module, relative to the root
 * @returns {Promise<Record<string, unknown>>} what it exports
 */
export async function importTestSide(entry) {
  const outfile = join(
    repositoryRoot,
    'node_modules/.cache/discreet',
    `${basename(entry, '.ts')}-${process.pid}.mjs`,
  );
  await build({
    absWorkingDir: repositoryRoot,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@discreet/source'],
    external: installed,
    logLevel: 'error',
  });
  try {
    /** @type {unknown} */
    const module = await import(pathToFileURL(outfile).href);
    return /** @type {Record<string, unknown>} */ (module);
  } finally {
    rmSync(outfile);
  }
}
