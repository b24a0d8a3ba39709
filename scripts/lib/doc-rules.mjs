// @ts-check
/** Compiles and runs every example in the documentation, and compares what the pages say with what happens. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { diagnosticsIn, runCompiler } from './compiler.mjs';
import { blocksOfMarkdown, blocksOfSource } from './doc-blocks.mjs';
import { programsOf } from './doc-programs.mjs';
import { asksForTypes, typeProblems } from './doc-types.mjs';
import { installDurableNode } from './durable-node.mjs';
import { exportedNames } from './exported-names.mjs';
import {
  filesUnder,
  readJson,
  repositoryRoot,
  shownPath,
  workspacePackages,
} from './repository.mjs';
import { runCommand } from './run-command.mjs';
import { containsShown, matchesShown } from './text-pattern.mjs';

/** @import { Diagnostic } from './compiler.mjs' */
/** @import { DocProgram } from './doc-programs.mjs' */
/** @import { DocOutcome, DocRun } from './doc-run.mjs' */

const ourPath = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @param {string} root
 * @returns {Promise<{ problems: string[], count: number }>}
 */
export async function docProblems(root) {
  const { programs, problems } = allPrograms(root);
  if (programs.length === 0) return { problems, count: 0 };
  mkdirSync(join(root, '.work'), { recursive: true });
  // Inside the repository, so that an example finds the packages as a user's own file does.
  const folder = mkdtempSync(join(root, '.work', 'docs-'));
  try {
    const diagnostics = await compile(folder, programs);
    const runnable = programs.filter(
      ({ block, file }) => block.fate === 'run' && !diagnostics.some((each) => each.file === file),
    );
    problems.push(
      ...compileProblems(programs, diagnostics),
      ...askedTypeProblems(folder, programs),
      ...(await runProblems(folder, runnable)),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { problems, count: programs.length };
}

/** @param {string} root */
function allPrograms(root) {
  /** @type {string[]} */
  const problems = [];
  /** @type {DocProgram[]} */
  const programs = [];
  const packages = workspacePackages(root);
  const isPage = (/** @type {string} */ path) => path.endsWith('.md');
  const pages = [
    join(root, 'README.md'),
    ...filesUnder(join(root, 'docs'), isPage),
    ...packages.map(({ path }) => join(path, 'README.md')),
  ].filter((path) => existsSync(path));
  const add = (
    /** @type {string} */ shown,
    /** @type {ReturnType<typeof blocksOfMarkdown>} */ found,
    /** @type {ReturnType<typeof exportedNames>} */ names = new Map(),
  ) => {
    const made = programsOf(found.blocks, shown.replace(/[^A-Za-z0-9]+/g, '-'), names);
    programs.push(...made.programs);
    problems.push(...found.problems, ...made.problems);
  };
  for (const path of pages) {
    const shown = shownPath(root, path);
    add(shown, blocksOfMarkdown(shown, readFileSync(path, 'utf8')));
  }
  for (const each of packages) {
    const names = exportedNames(each);
    for (const path of filesUnder(join(each.path, 'src'), (name) => name.endsWith('.ts'))) {
      const shown = shownPath(root, path);
      add(shown, blocksOfSource(shown, readFileSync(path, 'utf8'), each.folder), names);
    }
  }
  return { programs, problems };
}

/**
 * @param {string} folder
 * @param {readonly DocProgram[]} programs
 */
async function compile(folder, programs) {
  for (const { file, source } of programs) writeFileSync(join(folder, file), source);
  writeFileSync(
    join(folder, 'doc.d.ts'),
    `declare const doc__: {
  same(actual: unknown, shown: string, where: string, literal?: () => unknown): void;
  prints(act: () => unknown, shown: string, where: string): Promise<void>;
  throws(act: () => unknown, shown: string, where: string): Promise<void>;
  forgetPrinted(): void;
};
`,
  );
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: ourPath('../../tsconfig.base.json'),
      compilerOptions: {
        composite: false,
        declaration: false,
        declarationMap: false,
        sourceMap: false,
        isolatedDeclarations: false,
        noUnusedLocals: false,
        noUnusedParameters: false,
        noPropertyAccessFromIndexSignature: false,
        rootDir: '.',
        outDir: 'out',
        types: ['node'],
        typeRoots: [ourPath('../../node_modules/@types')],
      },
      include: ['*.ts'],
    }),
  );
  const { stdout, stderr } = await runCompiler('tsc', folder, ['-p', '.', '--pretty', 'false']);
  return diagnosticsIn(stdout + stderr);
}

/**
 * @param {readonly DocProgram[]} programs
 * @param {readonly Diagnostic[]} diagnostics
 */
function compileProblems(programs, diagnostics) {
  const files = new Set(programs.map(({ file }) => file));
  const strays = diagnostics.filter(({ file }) => !files.has(file)).map(({ message }) => message);
  const problems = strays.map((message) => `documentation as a whole: ${message}`);
  for (const { file, block, shownLine, isOwnLine } of programs) {
    const own = diagnostics.filter((each) => each.file === file);
    const where = shownLine(0);
    if (block.fate !== 'does-not-compile') {
      problems.push(...own.map(({ line, message }) => `${shownLine(line)}: ${message}`));
      continue;
    }
    const inBlock = own.filter(({ line }) => isOwnLine(line));
    const messages = inBlock.map(({ message }) => message).join('\n');
    if (inBlock.length === 0)
      problems.push(`${where}: it compiles, though the page says it does not`);
    else if (block.text !== undefined && !containsShown(block.text, messages)) {
      problems.push(`${where}: the compiler says something else:\n${messages}`);
    }
  }
  return problems;
}

/**
 * @param {string} folder
 * @param {readonly DocProgram[]} programs
 */
function askedTypeProblems(folder, programs) {
  const modules = programs
    .filter(({ block }) => asksForTypes(block.code))
    .map(({ file, plain, firstLine, block, shownLine }) => {
      const path = join(folder, `types-${file}`);
      writeFileSync(path, plain);
      return { path, firstLine, code: block.code, shownLine };
    });
  return typeProblems(modules, {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    types: [],
  });
}

/** An example of the ledger or the command, which need a Node with `node:sqlite`. */
const isDurable = (/** @type {DocProgram} */ { source }) =>
  /from '@discreet\/(?:ledger|cli)'/.test(source);

/**
 * @param {string} folder
 * @param {readonly DocProgram[]} programs
 */
async function runProblems(folder, programs) {
  const durable = programs.filter(isDurable);
  const node = durable.length === 0 ? undefined : await installDurableNode(repositoryRoot);
  if (durable.length > 0 && node === undefined)
    return ['the examples of the ledger need Node 22.13 or later'];
  const others = programs.filter((program) => !isDurable(program));
  return [
    ...(await runOn(process.execPath, folder, others)),
    ...(await runOn(node ?? process.execPath, folder, durable)),
  ];
}

/**
 * @param {string} node
 * @param {string} folder
 * @param {readonly DocProgram[]} programs
 */
async function runOn(node, folder, programs) {
  if (programs.length === 0) return [];
  const input = join(folder, 'run.json');
  const output = join(folder, 'outcomes.json');
  rmSync(output, { force: true });
  /** @type {DocRun[]} */
  const runs = programs.map(({ file, shownLine }) => ({
    file: join(folder, 'out', file.replace(/\.ts$/, '.js')),
    where: shownLine(0),
  }));
  writeFileSync(input, JSON.stringify(runs));
  const runner = ourPath('doc-run.mjs');
  const { status, stderr } = await runCommand(node, [runner, input, output], {
    cwd: folder,
  });
  if (status !== 0 || !existsSync(output)) {
    return [`the examples could not be run to the end (exit status ${status})\n${stderr}`];
  }
  /** @type {DocOutcome[]} */
  const outcomes = readJson(output);
  return outcomes.flatMap(({ printed, problems }, index) => {
    const program = programs[index];
    const shown = program?.block.text;
    return program === undefined || shown === undefined || matchesShown(shown, printed)
      ? problems
      : [...problems, `${program.shownLine(0)}: it prints something else:\n${printed}`];
  });
}
