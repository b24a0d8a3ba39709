// @ts-check
/**
 * What a page downloads: bytes of a minified browser bundle, for one pipeline and for the whole front door. They may not grow
 * more than 5 % over benchmarks/bundle-size.json; `--update` writes it anew.
 */
import { build } from 'esbuild';
import { join } from 'node:path';
import { figureProblems } from './lib/committed-figures.mjs';
import { finish } from './lib/problems.mjs';
import { repositoryRoot } from './lib/repository.mjs';

const entries = {
  'chain + values + clamp + sum + laplace': `export { chain, clamp, laplace, sum, values } from 'discreet';`,
  'the whole front door': `export * from 'discreet';`,
};

/** @param {string} contents */
async function bundledBytes(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: join(repositoryRoot, 'packages/discreet') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles[0]?.contents.byteLength ?? NaN;
}

async function measure() {
  /** @type {Record<string, number>} */
  const figures = {};
  for (const [name, contents] of Object.entries(entries))
    figures[name] = await bundledBytes(contents);
  return figures;
}

const committed = join(repositoryRoot, 'benchmarks/bundle-size.json');
const problems = figureProblems(committed, await measure(), process.argv.includes('--update'));
finish('bundle size, in bytes', problems);
