// @ts-check
import { recordsIn } from './records-in.mjs';

/** @typedef {import('./check-decisions.mjs').Result} Result */

/**
 * A comparison of a value with what it must be.
 * @typedef {object} Verdict
 * @property {string} what
 * @property {number} ratio how far above the truth, or above a bound, as a share of it
 * @property {string | undefined} miss why it does not pass
 * @property {string} [excuse] why it passes although it breaks the rule: what it was compared with cannot be so
 */

/** how many of the records that are furthest from the truth are named */
const mostNamed = 3;

/**
 * What a check of single records makes of files of them.
 * @param {string} set
 * @param {(record: unknown) => { readonly verdicts: readonly Verdict[] }} check
 * @returns {(files: readonly string[]) => Promise<Result>}
 */
export function checkRecords(set, check) {
  return (files) => {
    const found = files.flatMap(recordsIn).map(([name, record]) => {
      const { verdicts } = judged(check, record);
      const misses = verdicts.flatMap(({ miss }) => (miss === undefined ? [] : [miss]));
      const excuses = verdicts.filter(({ excuse }) => excuse !== undefined).length;
      const ratios = verdicts.map(({ ratio }) => ratio).filter(Number.isFinite);
      return { name, misses, excuses, ratio: Math.max(0, ...ratios) };
    });
    const misses = found.flatMap((one) =>
      one.misses.length === 0 ? [] : [`${one.name}: ${one.misses.join('; ')}`],
    );
    const excused = found.filter(({ excuses }) => excuses > 0);
    const worst = [...found].sort((a, b) => b.ratio - a.ratio).slice(0, mostNamed);
    return Promise.resolve({
      set,
      passed: found.length - misses.length,
      total: found.length,
      misses,
      worst: worst.map(({ name, ratio }) => `${name}: 1 + ${ratio.toExponential(1)}`),
      excused: excused.map(({ name, excuses }) => `${name} (${excuses})`),
    });
  };
}

/**
 * @param {(record: unknown) => { readonly verdicts: readonly Verdict[] }} check
 * @param {unknown} record
 * @returns {{ readonly verdicts: readonly Verdict[] }}
 */
const judged = (check, record) => {
  try {
    const found = check(record);
    if (found.verdicts.length > 0) return found;
    return { verdicts: [{ what: 'record', ratio: NaN, miss: 'nothing was compared' }] };
  } catch (error) {
    return { verdicts: [{ what: 'record', ratio: NaN, miss: String(error) }] };
  }
};
