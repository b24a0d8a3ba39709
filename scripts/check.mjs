// @ts-check
/**
 * Runs everything that CI runs and ends with one line, `N passed, N failed`: the tests, one by one, from the test
 * runner's own JSON, plus one for each further check. `.ci/run` has run the tests already, through the README's words, and
 * says with `--tests-ended-with STATUS` how that went; alone (`npm run check`) this script runs them itself.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countTests, testReportPath } from './lib/count-tests.mjs';
import { repositoryRoot } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';

/** The further checks, cheap ones first. Each is an npm script, so that anyone can run one alone. */
const checks = [
  'build',
  'typecheck',
  'lint',
  'format',
  'imports:check',
  'leaks:check',
  'readme:check',
  'docs:check',
  'registered',
  'errors:golden',
  'types:cost',
  'size',
  'exports:check',
  'smoke',
];

const { values: options } = parseArgs({ options: { 'tests-ended-with': { type: 'string' } } });

/** @param {string} script */
async function runScript(script) {
  console.log(`== npm run ${script}`);
  const started = performance.now();
  const { status } = await runCommand('npm', ['run', '--silent', script], {
    cwd: repositoryRoot,
    inherit: true,
    seconds: 15 * 60,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `-- ${script}: ${status === 0 ? 'ok' : `FAILED (exit status ${status})`}, ${seconds} s`,
  );
  return status;
}

let testStatus = Number(options['tests-ended-with']);
if (options['tests-ended-with'] === undefined) {
  rmSync(join(repositoryRoot, testReportPath), { force: true });
  testStatus = await runScript('test');
}
const tests = countTests(repositoryRoot, testStatus);

/** @type {string[]} */
const failedChecks = [];
for (const script of checks) {
  if ((await runScript(script)) !== 0) failedChecks.push(script);
}

for (const reason of tests.reasons) console.error(`tests: ${reason}`);
for (const script of failedChecks) console.error(`check failed: ${script}`);
const passed = tests.passed + checks.length - failedChecks.length;
const failed = tests.failed + failedChecks.length;
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
