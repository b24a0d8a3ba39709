// @ts-check

/** The two commands of the first screen. Each stands alone on a line, and .ci/run runs the second as it stands there. */
const commands = ['npm ci && npm start', 'npm ci && npm test'];

/**
 * @param {string} readme
 * @param {string} ciScript
 * @returns {string[]} one line for each breach
 */
export function readmeProblems(readme, ciScript) {
  const lines = readme.split('\n');
  /** @type {string[]} */
  const problems = [];
  for (const command of commands) {
    const count = lines.filter((line) => line === command).length;
    if (count !== 1) problems.push(`README.md: ${count} lines say exactly "${command}", not one`);
  }
  const [, test = ''] = commands;
  if (!ciScript.split('\n').includes(`expected='${test}'`)) {
    problems.push(`.ci/run: it does not look for "${test}" in README.md`);
  }
  if (!ciScript.includes('eval "$words"')) {
    problems.push('.ci/run: it does not run the words that it found in README.md');
  }
  return problems;
}
