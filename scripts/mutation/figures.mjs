// @ts-check
/** What a run of the mutants says, as figures. */
import { wilson } from './wilson.mjs';

/** @import { Placed } from './sample.mjs' */

/**
 * @typedef {object} Outcome a mutant after its run
 * @property {string} status Stryker's word
 * @property {string} [statusReason]
 */
/** @typedef {Placed & Outcome} Result */

/**
 * @typedef {object} Survivor
 * @property {string} file relative to the root
 * @property {number} line counted from 1
 * @property {string} mutator
 * @property {string} original what stands in the source
 * @property {string} mutated what stood in its place
 * @property {string} context the line before and the line where it begins: the same change elsewhere is another one
 */

/**
 * @typedef {object} Figures of one package
 * @property {number} mutants how many there are
 * @property {number} tested how many of them were run
 * @property {number | null} seed that drew them; null where all were run
 * @property {number} killed those that time ran out on counted as well
 * @property {number} timedOut
 * @property {number} survived those that no test reaches counted as well
 * @property {number} notReached
 * @property {readonly Survivor[]} survivors
 */

/** @param {Figures} figures */
export const scoreOf = ({ killed, tested }) => (tested === 0 ? 0 : killed / tested);

/**
 * @param {Figures} figures
 * @returns {readonly [number, number]} the score itself, twice, where every mutant was run
 */
export const intervalOf = (figures) =>
  figures.tested === figures.mutants
    ? [scoreOf(figures), scoreOf(figures)]
    : wilson(figures.killed, figures.tested);

/** @param {string} text */
const onOneLine = (text) => text.replace(/\s+/g, ' ').trim();

/**
 * The text between two places, on one line.
 * @param {string} text
 * @param {Placed['location']} location lines and columns counted from 1, the end left out
 */
export function textAt(text, { start, end }) {
  const lines = text.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return onOneLine(
    lines
      .map((line, i) => (i === last ? line.slice(0, end.column - 1) : line))
      .map((line, i) => (i === 0 ? line.slice(start.column - 1) : line))
      .join('\n'),
  );
}

/**
 * @param {string} text
 * @param {number} line counted from 1
 */
const contextAt = (text, line) =>
  onOneLine(
    text
      .split('\n')
      .slice(Math.max(0, line - 2), line)
      .join('\n'),
  );

/** What a run can end with, and whether the tests told the mutant from the source. */
const killing = new Map([
  ['Killed', true],
  ['Timeout', true],
  ['Survived', false],
  ['NoCoverage', false],
]);

/**
 * The figures of a run.
 *
 * It throws where a mutant ended in another way than these four, and where the sample is not of the size that was asked for.
 * @param {readonly Result[]} results of all mutants, with those that were not drawn
 * @param {object} run
 * @param {number | undefined} run.sample how many were to be drawn; all where there are no more
 * @param {number} run.seed
 * @param {(result: Result) => boolean} run.wasDrawn
 * @param {(fileName: string) => string} run.fileOf the path that is shown
 * @param {(fileName: string) => string} run.sourceOf the text of a file
 * @returns {Figures}
 */
export function figuresOf(results, { sample, seed, wasDrawn, fileOf, sourceOf }) {
  const run = results.filter(wasDrawn);
  const expected = Math.min(sample ?? results.length, results.length);
  if (run.length !== expected)
    throw new Error(`mutation: ${run.length} mutants were run, not ${expected}`);
  for (const { status, fileName } of run)
    if (!killing.has(status))
      throw new Error(`mutation: a mutant of ${fileOf(fileName)} ended as ${status}`);
  const count = (/** @type {string} */ wanted) =>
    run.filter(({ status }) => status === wanted).length;
  const survivors = run
    .filter(({ status }) => killing.get(status) === false)
    .map(({ fileName, location, mutatorName, replacement = '' }) => ({
      file: fileOf(fileName),
      line: location.start.line,
      mutator: mutatorName,
      original: textAt(sourceOf(fileName), location),
      mutated: onOneLine(replacement),
      context: contextAt(sourceOf(fileName), location.start.line),
    }))
    .sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return {
    mutants: results.length,
    tested: run.length,
    seed: run.length === results.length ? null : seed,
    killed: run.length - survivors.length,
    timedOut: count('Timeout'),
    survived: survivors.length,
    notReached: count('NoCoverage'),
    survivors,
  };
}
