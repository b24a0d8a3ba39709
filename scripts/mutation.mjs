// @ts-check
/**
 * Runs mutants of the packages that privacy rests on against their tests, one package after the other, and prints killed, survived and score
 * of each. Time running out counts as killed; a mutant that no test reaches counts as survived. Writes docs/mutation.json and its page.
 *
 * `npm run mutation -- numeric core --sample 80 --seed 1`: these packages, 80 mutants of each, drawn by seed 1. All of them without.
 */
import { Stryker } from '@stryker-mutator/core';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { readJson, repositoryRoot, shownPath } from './lib/repository.mjs';
import { figuresOf, intervalOf, scoreOf } from './mutation/figures.mjs';
import { mutationPage, unexplained } from './mutation/page.mjs';
import { notDrawn } from './mutation/sample-checker.mjs';

/** @import { Figures } from './mutation/figures.mjs' */
/** @import { Record } from './mutation/page.mjs' */

const folders = ['numeric', 'random', 'core', 'transformations', 'measurements', 'composition'];

/** A test holds its bytes against those that the compiler makes: any change of one fails it, and so would Stryker's own. */
const generated = ['!packages/transformations/src/internal/kernels/sum-wasm-bytes.ts'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const strange = positionals.find((name) => !folders.includes(name));
if (strange !== undefined) {
  throw new RangeError(`packages must be among ${folders.join(', ')}, got ${strange}`);
}
const sample = options.sample === undefined ? undefined : Number(options.sample);
if (sample !== undefined && !(Number.isSafeInteger(sample) && sample > 0)) {
  throw new RangeError('--sample must be a whole number > 0');
}
const seed = Number(options.seed);
if (!Number.isSafeInteger(seed) || seed < 0) {
  throw new RangeError('--seed must be a whole number >= 0');
}

process.chdir(repositoryRoot);
const figuresPath = join(repositoryRoot, 'docs/mutation.json');

/**
 * As the format check wants it.
 * @param {string} path
 * @param {string} text
 */
async function write(path, text) {
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

/**
 * @param {string} folder
 * @returns {Promise<Figures>}
 */
async function tested(folder) {
  process.env['DISCREET_MUTATION'] = folder;
  process.env['DISCREET_MUTATION_SAMPLE'] = String(sample);
  process.env['DISCREET_MUTATION_SEED'] = String(seed);
  const results = await new Stryker({
    mutate: [`packages/${folder}/src/**/*.ts`, ...generated],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', './scripts/mutation/sample-checker.mjs'],
    vitest: { configFile: 'vitest.mutation.config.ts', related: false },
    checkers: sample === undefined ? [] : ['sample'],
    coverageAnalysis: 'perTest',
    concurrency: 1,
    // A machine that is busy must not count as a kill: what loops for ever is noticed by its turns, not by its time.
    timeoutMS: 60_000,
    timeoutFactor: 3,
    disableTypeChecks: false,
    ignorePatterns: ['dist', 'docs', 'benchmarks', 'examples', '.work'],
    tempDirName: 'node_modules/.cache/discreet/stryker',
    reporters: ['progress-append-only'],
    allowConsoleColors: false,
    warnings: false,
  }).runMutationTest();
  return figuresOf(results, {
    sample,
    seed,
    wasDrawn: ({ statusReason }) => statusReason !== notDrawn,
    fileOf: (path) => shownPath(repositoryRoot, path),
    sourceOf: (path) => readFileSync(path, 'utf8'),
  });
}

for (const folder of positionals.length === 0 ? folders : positionals) {
  const figures = await tested(folder);
  const [lower, upper] = intervalOf(figures).map((share) => (100 * share).toFixed(1));
  console.log(
    `${folder}: ${figures.killed} killed, ${figures.survived} survived, score ${(100 * scoreOf(figures)).toFixed(1)} %` +
      (figures.seed === null
        ? ''
        : ` of ${figures.tested} drawn, 99 % interval ${lower} to ${upper}`),
  );
  // Read again each time: a note may have been written meanwhile.
  const before = /** @type {Record} */ (readJson(figuresPath));
  const packages = { ...before.packages, [folder]: figures };
  const record = {
    ...before,
    packages: Object.fromEntries(
      folders.flatMap((name) => (packages[name] === undefined ? [] : [[name, packages[name]]])),
    ),
  };
  await write(figuresPath, JSON.stringify(record));
  await write(join(repositoryRoot, 'docs/mutation.md'), mutationPage(record));
  for (const { file, line, original, mutated } of unexplained(record))
    if (file.startsWith(`packages/${folder}/`))
      console.log(`  ${file}:${line}: ${original} -> ${mutated || 'nothing'}`);
}
