// @ts-check
/**
 * Runs the tests. Those of the ledger and the command need a Node with `node:sqlite`: where this one is older, they run on a pinned one,
 * and both reports are put into one. Arguments go to the test runner.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testReportPath } from './lib/count-tests.mjs';
import { hasSqlite, installDurableNode } from './lib/durable-node.mjs';
import { readJson, repositoryRoot } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';

const runner = join(repositoryRoot, 'node_modules/vitest/vitest.mjs');
const report = join(repositoryRoot, testReportPath);
const second = report.replace(/\.json$/, '-durable.json');
const given = process.argv.slice(2);

/**
 * @param {string} node
 * @param {readonly string[]} args
 */
const run = async (node, args) => {
  const { status } = await runCommand(node, [runner, 'run', ...args, ...given], {
    cwd: repositoryRoot,
    inherit: true,
    seconds: 25 * 60,
  });
  return status;
};

for (const path of [report, second]) rmSync(path, { force: true });
if (hasSqlite(process.version)) {
  process.exitCode = await run(process.execPath, []);
} else {
  const some = given.length > 0 ? ['--passWithNoTests'] : [];
  const projects = ['unit', 'stat', 'types'].map((name) => `--project=${name}`);
  const first = await run(process.execPath, [...projects, ...some]);
  const node = await installDurableNode(repositoryRoot);
  let rest = 1;
  if (node === undefined)
    console.error('the tests of ledger and cli need Node 22.13 or later: use it');
  else rest = await run(node, ['--project=durable', `--outputFile.json=${second}`, ...some]);
  if (existsSync(report) && existsSync(second)) {
    /** @type {readonly [import('./lib/count-tests.mjs').TestReport, import('./lib/count-tests.mjs').TestReport]} */
    const [a, b] = [readJson(report), readJson(second)];
    writeFileSync(
      report,
      JSON.stringify({
        numPassedTests: a.numPassedTests + b.numPassedTests,
        numFailedTests: a.numFailedTests + b.numFailedTests,
        testResults: [...a.testResults, ...b.testResults],
      }),
    );
  }
  process.exitCode = first === 0 ? rest : first;
}
