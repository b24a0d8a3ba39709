// @ts-check
import ts from 'typescript';

/**
 * @typedef {object} Import
 * @property {string} specifier
 * @property {number} line counted from 1
 */

/**
 * Every module that a TypeScript source names: import, export from, import(), and import('…') in types.
 * @param {string} path
 * @param {string} text
 * @returns {Import[]}
 */
export function importsOf(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  /** @type {Import[]} */
  const found = [];
  const add = (/** @type {ts.Node | undefined} */ node) => {
    if (node === undefined) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    const specifier = ts.isStringLiteralLike(node) ? node.text : node.getText();
    found.push({ specifier, line: line + 1 });
  };
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
