// @ts-check
/** Turns the `// =>` comments of an example into checks, without moving any line. */
import ts from 'typescript';

/**
 * @typedef {object} Expectation
 * @property {ts.Statement} statement
 * @property {string} text what stands after the arrow, continuation lines joined by line breaks
 * @property {number} line of the comment, counted from 0
 */

/**
 * @param {string} code
 * @param {(line: number) => string} shownLine how messages print a line, counted from 0
 * @returns {{ code: string, problems: string[] }}
 */
export function withChecks(code, shownLine) {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  /** @type {string[]} */
  const problems = [];
  /** @type {{ from: number, to: number, text: string }[]} */
  const edits = [];
  for (const [line, text] of arrowComments(code)) {
    const statement = file.statements.findLast(
      (each) => file.getLineAndCharacterOfPosition(each.getEnd()).line <= line,
    );
    const edit = statement && checkOf(statement, text, shownLine(line));
    if (edit === undefined) {
      problems.push(`${shownLine(line)}: // => must follow an expression or one const`);
    } else edits.push(edit);
  }
  let result = code;
  for (const { from, to, text } of edits.toReversed()) {
    result = result.slice(0, from) + text + result.slice(to);
  }
  return { code: result, problems };
}

/**
 * The comments that begin with an arrow, each with the line of its arrow. A line of nothing but a comment, directly below
 * and set three spaces or more from its slashes, goes on.
 * @param {string} code
 * @returns {(readonly [number, string])[]}
 */
function arrowComments(code) {
  /** @type {(readonly [number, string])[]} */
  const found = [];
  const lines = code.split('\n');
  for (const [index, line] of lines.entries()) {
    const arrow = /(?:^|\s)\/\/ => ?(.*)$/.exec(line);
    if (arrow === null) continue;
    const parts = [arrow[1]?.trim() ?? ''];
    for (const below of lines.slice(index + 1)) {
      const more = /^\s*\/\/ {3}(.*)$/.exec(below);
      if (more === null) break;
      parts.push(more[1]?.trimEnd() ?? '');
    }
    found.push([index, parts.join('\n')]);
  }
  return found;
}

/**
 * @param {ts.Statement} statement
 * @param {string} text
 * @param {string} where
 */
function checkOf(statement, text, where) {
  const from = statement.getStart();
  const to = statement.getEnd();
  const rest = `${JSON.stringify(text)}, ${JSON.stringify(where)}`;
  const source = statement.getText();
  const thrown = /^throws\b:?\s*([\s\S]*)$/.exec(text);
  if (thrown !== null) {
    const message = JSON.stringify(thrown[1] ?? '');
    const wrapped = `await doc__.throws(async () => { ${source} }, ${message}, ${JSON.stringify(where)});`;
    return { from, to, text: wrapped };
  }
  const literal = isLiteralText(text) ? `, () => (${text.replaceAll('\n', ' ')})` : '';
  if (ts.isExpressionStatement(statement)) {
    const expression = statement.expression.getText();
    return isConsoleLog(statement.expression)
      ? { from, to, text: `await doc__.prints(async () => { ${source} }, ${rest});` }
      : { from, to, text: `doc__.same(${expression}, ${rest}${literal});` };
  }
  if (ts.isVariableStatement(statement)) {
    const [declaration, ...others] = statement.declarationList.declarations;
    if (declaration === undefined || others.length > 0) return undefined;
    if (!ts.isIdentifier(declaration.name)) return undefined;
    return { from, to, text: `${source} doc__.same(${declaration.name.text}, ${rest}${literal});` };
  }
  return undefined;
}

/** @param {ts.Expression} node */
function isConsoleLog(node) {
  return ts.isCallExpression(node) && node.expression.getText() === 'console.log';
}

/**
 * Whether a text is a JavaScript value that says everything itself: literals, and arrays, objects and typed arrays of them.
 * @param {string} text
 */
export function isLiteralText(text) {
  const file = ts.createSourceFile('value.ts', `(${text})`, ts.ScriptTarget.Latest, true);
  // A text such as `1) + (2` parses, too; it has more than the one parenthesised expression.
  const [statement, ...others] = file.statements;
  const { parseDiagnostics } = /** @type {{ parseDiagnostics?: readonly unknown[] }} */ (
    /** @type {unknown} */ (file)
  );
  if ((parseDiagnostics ?? []).length > 0 || others.length > 0) return false;
  if (statement === undefined || !ts.isExpressionStatement(statement)) return false;
  return ts.isParenthesizedExpression(statement.expression)
    ? isLiteral(statement.expression.expression)
    : false;
}

const literalNames = new Set(['undefined', 'NaN', 'Infinity']);
const literalClasses = /^(Map|Set|(Big)?(Int|Uint|Float)(8|16|32|64)(Clamped)?Array)$/;

/**
 * @param {ts.Expression} node
 * @returns {boolean}
 */
function isLiteral(node) {
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.MinusToken && isLiteral(node.operand);
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isLiteral);
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.every(
      (each) => ts.isPropertyAssignment(each) && isLiteral(each.initializer),
    );
  }
  if (ts.isNewExpression(node)) {
    return (
      literalClasses.test(node.expression.getText()) && (node.arguments ?? []).every(isLiteral)
    );
  }
  if (ts.isIdentifier(node)) return literalNames.has(node.text);
  return (
    ts.isNumericLiteral(node) ||
    ts.isBigIntLiteral(node) ||
    ts.isStringLiteralLike(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  );
}
