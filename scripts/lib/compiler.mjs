// @ts-check
/** Runs the compilers as a user would: as commands. Neither needs a build of its own kind, and 7 has no API in JavaScript. */
import { join } from 'node:path';
import { repositoryRoot } from './repository.mjs';
import { runCommand } from './run-command.mjs';

/**
 * @typedef {object} Diagnostic
 * @property {string} file as the compiler printed it
 * @property {number} line
 * @property {number} column
 * @property {string} message code and text, with the lines that explain it
 */

/**
 * @param {'tsc' | 'tsc6'} compiler TypeScript 7, or 6
 * @param {string} cwd
 * @param {readonly string[]} args
 */
export function runCompiler(compiler, cwd, args) {
  const script = {
    tsc: '@typescript/native/bin/tsc',
    tsc6: 'typescript/bin/tsc6',
  }[compiler];
  return runCommand(process.execPath, [join(repositoryRoot, 'node_modules', script), ...args], {
    cwd,
  });
}

/**
 * @param {string} output of a compiler that was told `--pretty false`
 * @returns {Diagnostic[]}
 */
export function diagnosticsIn(output) {
  /** @type {Diagnostic[]} */
  const found = [];
  for (const line of output.split('\n')) {
    const head = /^(\S.*?)\((\d+),(\d+)\): error (TS\d+: .*)$/.exec(line);
    const bare = /^error (TS\d+: .*)$/.exec(line);
    const last = found[found.length - 1];
    if (head !== null) {
      const [, file = '', row, column, message = ''] = head;
      found.push({ file, line: Number(row), column: Number(column), message });
    } else if (bare !== null) {
      found.push({ file: '', line: 0, column: 0, message: bare[1] ?? '' });
    } else if (last !== undefined && /^\s+\S/.test(line)) last.message += `\n${line}`;
  }
  return found;
}
