// @ts-check
/** Compares the `// ^?` comments of examples with the types that stand above their carets. */
import ts from 'typescript';
import { matchesShown } from './text-pattern.mjs';

/**
 * @typedef {object} TypedModule
 * @property {string} path of a module that holds the block as it is written
 * @property {number} firstLine of the block in it, counted from 1
 * @property {string} code the block
 * @property {(line: number) => string} shownLine how messages print a line of the module
 */

const query = /^(\s*\/\/\s*)\^\?\s*(.+)$/;

/** @param {string} code */
export function asksForTypes(code) {
  return code.split('\n').some((line) => query.test(line));
}

/**
 * @param {readonly TypedModule[]} modules
 * @param {ts.CompilerOptions} options
 * @returns {string[]}
 */
export function typeProblems(modules, options) {
  if (modules.length === 0) return [];
  const program = ts.createProgram(
    modules.map(({ path }) => path),
    options,
  );
  const checker = program.getTypeChecker();
  return modules.flatMap(({ path, firstLine, code, shownLine }) => {
    const file = program.getSourceFile(path);
    if (file === undefined) return [`${path}: not in the program`];
    const lines = code.split('\n');
    return lines.flatMap((line, index) => {
      const [, before, shown = ''] = query.exec(line) ?? [];
      if (before === undefined) return [];
      const above = lines.slice(0, index).findLastIndex((each) => !/^\s*(\/\/|$)/.test(each));
      const where = shownLine(firstLine + index);
      if (above < 0) return [`${where}: // ^? points at nothing`];
      const position = file.getPositionOfLineAndCharacter(firstLine - 1 + above, before.length);
      const node = tokenAt(file, position);
      if (node === undefined) return [`${where}: // ^? points at no name`];
      const type = checker.typeToString(
        checker.getTypeAtLocation(node),
        node,
        ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope,
      );
      return matchesShown(shown, type)
        ? []
        : [`${where}: the page says ${shown}, the type is ${type}`];
    });
  });
}

/**
 * @param {ts.Node} node
 * @param {number} position
 * @returns {ts.Identifier | undefined}
 */
function tokenAt(node, position) {
  const child = ts.forEachChild(node, (each) =>
    each.getStart() <= position && position < each.getEnd() ? each : undefined,
  );
  if (child === undefined) return ts.isIdentifier(node) ? node : undefined;
  return tokenAt(child, position);
}
