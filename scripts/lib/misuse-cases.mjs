// @ts-check
/** What two compilers say about wrong pipelines, as one text for each file of cases. */

/** @import { Diagnostic } from './compiler.mjs' */

/** @typedef {Readonly<Record<'7' | '6', readonly Diagnostic[]>>} Verdicts what TypeScript 7 and 6 say about one file */

/**
 * One entry for each error, in the order of the file; `[7]` or `[6]` before it where only that compiler says so.
 * @param {Verdicts} verdicts
 */
export function goldenText(verdicts) {
  const text = (/** @type {Diagnostic} */ { line, column, message }) =>
    `(${line},${column}): ${message}`;
  const said = { 7: new Set(verdicts[7].map(text)), 6: new Set(verdicts[6].map(text)) };
  /** @type {Map<string, Diagnostic>} */
  const entries = new Map();
  for (const diagnostic of [...verdicts[7], ...verdicts[6]]) {
    entries.set(text(diagnostic), diagnostic);
  }
  return [...entries]
    .sort(([, a], [, b]) => a.line - b.line || a.column - b.column)
    .map(([entry]) => {
      if (said[7].has(entry) && said[6].has(entry)) return `${entry}\n`;
      return `[${said[7].has(entry) ? '7' : '6'}] ${entry}\n`;
    })
    .join('');
}

/**
 * Cases that compile after all, and errors that belong to no case. A case begins with a comment that begins with its number,
 * as in `// 4 mean of unknown size`, and ends where the next one begins.
 * @param {string} path as messages print it
 * @param {string} source
 * @param {Verdicts} verdicts
 * @returns {{ problems: string[], count: number }}
 */
export function caseProblems(path, source, verdicts) {
  const starts = source.split('\n').flatMap((line, index) => {
    const words = /^\s*(?:\/\/|\/\*)\s*(\d+[. ].*?)\s*(?:\*\/.*)?$/.exec(line)?.[1];
    return words === undefined ? [] : [{ words, from: index + 1 }];
  });
  /** @type {string[]} */
  const problems = starts.length === 0 ? [`${path}: no case, such as "// 1 sum before clamp"`] : [];
  for (const compiler of /** @type {const} */ (['7', '6'])) {
    const lines = verdicts[compiler].map(({ line }) => line);
    for (const [index, { words, from }] of starts.entries()) {
      const to = starts[index + 1]?.from ?? Infinity;
      if (!lines.some((line) => line >= from && line < to)) {
        problems.push(`${path}:${from}: TypeScript ${compiler} accepts case ${words}`);
      }
    }
    const stray = lines.find((line) => line < (starts[0]?.from ?? 0));
    if (stray !== undefined) {
      problems.push(
        `${path}:${stray}: TypeScript ${compiler} finds an error before the first case`,
      );
    }
  }
  return { problems, count: starts.length };
}
