// @ts-check
/** How a check ends: nothing found, one line on stdout; something found, one line each on stderr and exit status 1. */

/**
 * @param {string} check what was looked at, as the beginning of a sentence
 * @param {readonly string[]} problems
 */
export function finish(check, problems) {
  if (problems.length === 0) {
    console.log(`${check}: ok`);
    return;
  }
  for (const problem of problems) console.error(problem);
  console.error(`${check}: ${problems.length} problem${problems.length === 1 ? '' : 's'}`);
  process.exitCode = 1;
}
