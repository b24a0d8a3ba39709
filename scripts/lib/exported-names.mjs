// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** @import { WorkspacePackage } from './repository.mjs' */

/**
 * @typedef {object} ExportedName
 * @property {string} specifier what to import it from
 * @property {boolean} isType
 */

/**
 * The names that a package exports, from its main entry and its subpaths, read from their sources.
 * @param {WorkspacePackage} self
 * @returns {Map<string, ExportedName>}
 */
export function exportedNames({ path, manifest }) {
  /** @type {Map<string, ExportedName>} */
  const names = new Map();
  for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
    const source = sourceOf(target);
    if (source === undefined || !existsSync(join(path, source))) continue;
    const specifier = manifest.name + subpath.slice(1);
    for (const [name, isType] of namesIn(readFileSync(join(path, source), 'utf8'))) {
      if (!names.has(name)) names.set(name, { specifier, isType });
    }
  }
  return names;
}

/** @param {unknown} target */
function sourceOf(target) {
  if (typeof target !== 'object' || target === null) return undefined;
  const source = /** @type {Record<string, unknown>} */ (target)['@discreet/source'];
  return typeof source === 'string' ? source : undefined;
}

/**
 * @param {string} text
 * @returns {(readonly [string, boolean])[]} each name, and whether it is a type only
 */
function namesIn(text) {
  const file = ts.createSourceFile('index.ts', text, ts.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      if (clause === undefined || !ts.isNamedExports(clause)) return [];
      return clause.elements.map(
        (each) => /** @type {const} */ ([each.name.text, statement.isTypeOnly || each.isTypeOnly]),
      );
    }
    const exported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword) ===
        true;
    if (!exported) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(
        (each) => /** @type {const} */ ([each.name.getText(), false]),
      );
    }
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      return statement.name === undefined
        ? []
        : [/** @type {const} */ ([statement.name.text, false])];
    }
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      return [/** @type {const} */ ([statement.name.text, true])];
    }
    return [];
  });
}
