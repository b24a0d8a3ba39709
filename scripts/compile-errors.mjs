// @ts-check
/**
 * Compiles wrong pipelines, packages/discreet/test/misuse/*.ts, with TypeScript 7 and 6 as a user would, against the built
 * packages, and compares what they say with the committed *.out.txt. `--update` writes those anew.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { diagnosticsIn, runCompiler } from './lib/compiler.mjs';
import { caseProblems, goldenText } from './lib/misuse-cases.mjs';
import { finish } from './lib/problems.mjs';
import { filesUnder, repositoryRoot, shownPath } from './lib/repository.mjs';

/** @import { Diagnostic } from './lib/compiler.mjs' */

const folder = join(repositoryRoot, 'packages/discreet/test/misuse');
const files = filesUnder(folder, (path) => path.endsWith('.ts'));
const update = process.argv.includes('--update');

/**
 * @param {'tsc' | 'tsc6'} compiler
 * @param {string} project
 */
async function compile(compiler, project) {
  const { stdout, stderr } = await runCompiler(compiler, folder, [
    '-p',
    project,
    '--pretty',
    'false',
  ]);
  return diagnosticsIn((stdout + stderr).replaceAll(`${repositoryRoot}/`, ''));
}

/** A folder for the project file, which says what a user's would: strict, and no condition of ours. */
async function compileBoth() {
  mkdirSync(join(repositoryRoot, '.work'), { recursive: true });
  const work = mkdtempSync(join(repositoryRoot, '.work', 'misuse-'));
  try {
    const compilerOptions = {
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      target: 'es2022',
      lib: ['es2023'],
      module: 'nodenext',
      types: [],
      skipLibCheck: true,
    };
    const project = join(work, 'tsconfig.json');
    writeFileSync(project, JSON.stringify({ compilerOptions, files }));
    return { 7: await compile('tsc', project), 6: await compile('tsc6', project) };
  } finally {
    rmSync(work, { recursive: true });
  }
}

async function check() {
  /** @type {string[]} */
  const problems = [];
  let count = 0;
  const both = await compileBoth();
  const strays = [...both[7], ...both[6]].filter(
    (each) => !files.some((path) => basename(path) === each.file),
  );
  problems.push(...strays.map(({ file, message }) => `${file || 'the project'}: ${message}`));
  for (const path of files) {
    const own = (/** @type {readonly Diagnostic[]} */ all) =>
      all.filter(({ file }) => file === basename(path));
    const verdicts = { 7: own(both[7]), 6: own(both[6]) };
    const shown = shownPath(repositoryRoot, path);
    const cases = caseProblems(shown, readFileSync(path, 'utf8'), verdicts);
    count += cases.count;
    problems.push(...cases.problems);
    const golden = path.replace(/\.ts$/, '.out.txt');
    const text = goldenText(verdicts);
    if (update) writeFileSync(golden, text);
    else if (!existsSync(golden)) problems.push(`${shown}: no golden file, run with --update`);
    else if (readFileSync(golden, 'utf8') !== text) {
      problems.push(
        `${shown}: the compilers say something new, read it and run with --update:\n${text}`,
      );
    }
  }
  return { problems, count };
}

const { problems, count } = await check();
if (count === 0) problems.push(`${shownPath(repositoryRoot, folder)}: no cases`);
finish(`compile errors (${count} cases, TypeScript 7 and 6)`, problems);
