// @ts-check
/**
 * What a pipeline costs the compiler: type instantiations for each of many distinct pipelines, and for each query of a plan,
 * against the built packages, over a file that only has their imports. They may not grow more than 5 % over
 * benchmarks/type-cost.json; `--update` writes it anew.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { figureProblems } from './lib/committed-figures.mjs';
import { diagnosticsIn, runCompiler } from './lib/compiler.mjs';
import { finish } from './lib/problems.mjs';
import { repositoryRoot } from './lib/repository.mjs';

/** Enough that what the first pipeline alone pays for (loading declarations) does not show in the mean. */
const pipelines = 100;
/** One plan of so many queries: a plan's type grows with its answers. */
const asks = 20;

const compilerOptions = {
  noEmit: true,
  strict: true,
  target: 'es2022',
  lib: ['es2023'],
  module: 'nodenext',
  types: [],
  skipLibCheck: true,
};

const head = `
import {
  category, chain, clamp, column, count, countBy, gaussian, l2Distance, laplace, plan, real, sum, symmetricDistance, table,
} from 'discreet';
const people = table({ age: real, wage: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
void [category, chain, clamp, column, count, countBy, gaussian, l2Distance, laplace, plan, people, real, sum];
`;

/** Literals differ from pipeline to pipeline, so that no instantiation of one serves another. */
const sumOf = (/** @type {number} */ i) =>
  `chain(people, column('age'), clamp(0, ${101 + i}), sum(), laplace({ epsilon: 0.0${101 + i} }))`;
const scaledSumOf = (/** @type {number} */ i) =>
  `chain(people, column('wage'), clamp(-${1 + i}, ${301 + i}), sum(), laplace({ scale: ${1001 + i} }))`;
const countsOf = (/** @type {number} */ i) =>
  `chain(people, column('city'), countBy(l2Distance), gaussian({ rho: 0.0${101 + i} }))`;
const queryOf = (/** @type {number} */ i) =>
  `chain(people, count(), laplace({ epsilon: 0.0${101 + i} }))`;

/**
 * @param {number} count
 * @param {(i: number) => string} statement
 */
const times = (count, statement) =>
  Array.from({ length: count }, (_, i) => statement(i)).join('\n');
const constants = (/** @type {number} */ count, /** @type {(i: number) => string} */ pipeline) =>
  times(count, (i) => `export const p${i} = ${pipeline(i)};`);

/** @type {Readonly<Record<string, { count: number, without: string, with: string }>>} */
const sources = {
  'chain: clamp, sum, laplace by epsilon': chained(sumOf),
  'chain: clamp, sum, laplace by scale': chained(scaledSumOf),
  'chain: countBy, gaussian by rho': chained(countsOf),
  'plan: ask': {
    count: asks,
    without: `${head}${constants(asks, queryOf)}`,
    with: `${head}${constants(asks, queryOf)}\nexport const asked = plan(people, { epsilon: 1 })\n${times(
      asks,
      (i) => `  .ask('answer${i}', p${i})`,
    )};`,
  },
};

/** @param {(i: number) => string} pipeline */
function chained(pipeline) {
  return { count: pipelines, without: head, with: `${head}${constants(pipelines, pipeline)}` };
}

/**
 * @param {string} folder
 * @param {string} source
 */
async function instantiations(folder, source) {
  writeFileSync(join(folder, 'pipelines.ts'), source);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts'] }),
  );
  // With several checkers at work the number depends on how they share the files.
  const args = ['-p', '.', '--extendedDiagnostics', '--singleThreaded', '--pretty', 'false'];
  const { stdout, stderr } = await runCompiler('tsc', folder, args);
  const [error] = diagnosticsIn(stdout + stderr);
  if (error !== undefined)
    throw new Error(`in ${source.split('\n')[error.line - 1] ?? ''}: ${error.message}`);
  return Number(/^Instantiations:\s+(\d+)$/m.exec(stdout)?.[1]);
}

async function measure() {
  mkdirSync(join(repositoryRoot, '.work'), { recursive: true });
  const folder = mkdtempSync(join(repositoryRoot, '.work', 'type-cost-'));
  try {
    /** @type {Record<string, number>} */
    const figures = {};
    for (const [name, source] of Object.entries(sources)) {
      const base = await instantiations(folder, source.without);
      const all = await instantiations(folder, source.with);
      figures[name] = Math.round((all - base) / source.count);
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const committed = join(repositoryRoot, 'benchmarks/type-cost.json');
const problems = figureProblems(committed, await measure(), process.argv.includes('--update'));
finish('type cost, in instantiations', problems);
