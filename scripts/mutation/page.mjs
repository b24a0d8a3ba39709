// @ts-check
/** The page of the mutation tests, from the figures that are committed beside it. */
import { intervalOf, scoreOf } from './figures.mjs';

/** @import { Figures, Survivor } from './figures.mjs' */

/**
 * @typedef {object} Note what somebody who looked at a survivor says of it
 * @property {string} file
 * @property {string} original
 * @property {string} mutated
 * @property {string} context
 * @property {string} [equivalent] why no answer and no refusal differs
 * @property {string} [killedBy] the test that was written for it
 */

/**
 * @typedef {object} Record
 * @property {Readonly<{ [folder: string]: Figures }>} packages
 * @property {readonly Note[]} notes
 */

/** A bar inside a cell would end it. @param {string | number} cell */
const escaped = (cell) => String(cell).replaceAll('|', '\\|');
/** @param {readonly (string | number)[]} cells */
const row = (cells) => `| ${cells.map(escaped).join(' | ')} |`;
/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** Code in backticks, whatever it holds. @param {string} text */
const code = (text) => {
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  const fence = shown.includes('`') ? '``' : '`';
  return shown === '' ? 'nothing' : `${fence}${fence === '`' ? shown : ` ${shown} `}${fence}`;
};

/**
 * Whether a note speaks of a survivor. Their numbers are not compared: lines move.
 * @param {Survivor} survivor
 */
export const noteOn =
  ({ file, original, mutated, context }) =>
  (/** @type {Note} */ note) =>
    note.file === file &&
    note.original === original &&
    note.mutated === mutated &&
    note.context === context;

/** @param {Record} record */
const survivorsOf = ({ packages }) => Object.values(packages).flatMap(({ survivors }) => survivors);

/**
 * Survivors that nobody has said anything about.
 * @param {Record} record
 */
export const unexplained = (record) =>
  survivorsOf(record).filter((survivor) => !record.notes.some(noteOn(survivor)));

/** @param {string} folder @param {Figures} figures */
const packageRow = (folder, figures) =>
  row([
    folder,
    figures.mutants,
    figures.tested,
    figures.seed ?? '-',
    figures.killed,
    figures.timedOut,
    figures.survived,
    figures.notReached,
    percent(scoreOf(figures)),
    intervalOf(figures).map(percent).join(' to '),
  ]);

/** @param {Pick<Note, 'original' | 'mutated'>} change */
const change = ({ original, mutated }) => `${code(original)} became ${code(mutated)}`;

/** @param {Record} record */
export function mutationPage(record) {
  const header = [
    'package',
    'mutants',
    'run',
    'seed',
    'killed',
    'by time',
    'survived',
    'not reached',
  ];
  const columns = [...header, 'score', '99 % interval'];
  const survivors = survivorsOf(record);
  const left = survivors.map((survivor) => {
    const note = record.notes.find(noteOn(survivor));
    const why = note?.equivalent ?? note?.killedBy ?? 'Not explained.';
    return `- \`${survivor.file}\`, line ${survivor.line}: ${change(survivor)}. ${why}`;
  });
  const killed = record.notes
    .filter((note) => !survivors.some((survivor) => noteOn(survivor)(note)))
    .flatMap((note) =>
      note.killedBy === undefined ? [] : [`- \`${note.file}\`: ${change(note)}. ${note.killedBy}`],
    );
  return `# Mutation tests

A mutant is the source with one small change: a comparison turned round, a term left out, a text emptied. One that fails no test has survived,
and says what the tests do not see. \`npm run mutation\` makes them with [Stryker](https://stryker-mutator.io) and runs them; it writes the figures
to \`docs/mutation.json\` and this page from them.

A mutant is run against the tests of its own package, but for the statistical ones, and against a short round of the checks that
\`npm run registered\` makes of the constructors that reach it. One that time runs out on counts as killed; one that no test reaches counts
as survived. Where mutants were drawn, the score is of those, and Wilson's interval covers the score of all with 99 % confidence: the same
source, \`--sample\` and \`--seed\` draw the same mutants. Without \`--sample\` all are run, which takes hours.

Left out are the bytes of the module in WebAssembly, which a test holds against what the compiler makes, and one test of 2 * 10^8 additions,
which would take minutes for each mutant.

${row(columns)}
${row(columns.map(() => '---'))}
${Object.entries(record.packages)
  .map(([folder, figures]) => packageRow(folder, figures))
  .join('\n')}

## Survivors

Of the run that the figures are of. Where a test is named, it was written for the survivor since, and kills it.

${left.join('\n') || 'None.'}

## Survivors of earlier runs, killed since

${killed.join('\n') || 'None.'}
`;
}
