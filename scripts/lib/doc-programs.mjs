// @ts-check
/** Makes one module of each block: what it continues, then itself, with its expectations turned into checks. */
import ts from 'typescript';
import { withChecks } from './doc-expectations.mjs';

/** @import { CodeBlock } from './doc-blocks.mjs' */
/** @import { ExportedName } from './exported-names.mjs' */

/**
 * @typedef {object} DocProgram
 * @property {string} file name of its module
 * @property {CodeBlock} block
 * @property {string} source
 * @property {string} plain the same, line by line, without its checks
 * @property {number} firstLine of the block in the module, counted from 1
 * @property {(line: number) => string} shownLine how messages print a line of the module, counted from 1
 * @property {(line: number) => boolean} isOwnLine whether a line of the module stands in the block itself
 */

/**
 * @param {readonly CodeBlock[]} blocks all blocks of one page, in order
 * @param {string} stem the beginning of the modules' names
 * @param {ReadonlyMap<string, ExportedName>} namesInScope for examples without an import line
 * @returns {{ programs: DocProgram[], problems: string[] }}
 */
export function programsOf(blocks, stem, namesInScope) {
  /** @type {string[]} */
  const problems = [];
  /** @type {CodeBlock[]} */
  let before = [];
  const programs = blocks.map((block, index) => {
    if (!block.continued) before = [];
    const shown = (/** @type {number} */ line) => `${block.path}:${block.line + line}`;
    const checked =
      block.fate === 'run' ? withChecks(block.code, shown) : { code: block.code, problems: [] };
    problems.push(...checked.problems);
    const prefix = before.map(({ code }) => code).join('\n');
    const head = importLine(`${prefix}\n${block.code}`, namesInScope);
    const moduleOf = (/** @type {string} */ between, /** @type {string} */ code) =>
      `${head}\n${prefix}\n${between}\n${code}\nexport {};\n`;
    const firstLine = 1 + 1 + prefix.split('\n').length + 1;
    const lastLine = firstLine + block.code.split('\n').length - 1;
    if (block.fate !== 'does-not-compile') before = [...before, block];
    return {
      file: `${stem}-${index + 1}.ts`,
      block,
      source: moduleOf('doc__.forgetPrinted();', checked.code),
      plain: moduleOf('', block.code),
      firstLine,
      shownLine: (/** @type {number} */ line) =>
        `${block.path}:${block.line + Math.max(0, line - firstLine)}`,
      isOwnLine: (/** @type {number} */ line) => line >= firstLine && line <= lastLine,
    };
  });
  return { programs, problems };
}

/**
 * The import line of an example that has none: the names it uses and does not declare.
 * @param {string} code
 * @param {ReadonlyMap<string, ExportedName>} namesInScope
 */
function importLine(code, namesInScope) {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  if (namesInScope.size === 0 || file.statements.some(ts.isImportDeclaration)) return '';
  /** @type {Set<string>} */
  const used = new Set();
  /** @type {Set<string>} */
  const declared = new Set();
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isMember =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node);
      const isDeclared =
        (ts.isVariableDeclaration(parent) ||
          ts.isFunctionDeclaration(parent) ||
          ts.isParameter(parent) ||
          ts.isBindingElement(parent) ||
          ts.isTypeAliasDeclaration(parent) ||
          ts.isInterfaceDeclaration(parent)) &&
        parent.name === node;
      if (isDeclared) declared.add(node.text);
      else if (!isMember) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...used]
    .filter((name) => !declared.has(name))
    .flatMap((name) => {
      const found = namesInScope.get(name);
      if (found === undefined) return [];
      return [`import ${found.isType ? 'type ' : ''}{ ${name} } from '${found.specifier}';`];
    })
    .join(' ');
}
