// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './repository.mjs';

/** Where vitest.config.ts has the runner write its JSON. It lies in node_modules, so `npm ci` removes an old one. */
export const testReportPath = 'node_modules/.cache/discreet/tests.json';

/**
 * @typedef {object} TestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {readonly { name: string, status: string, assertionResults: readonly { status: string }[] }[]} testResults
 */

/**
 * How many tests passed and failed. A run that ended badly without one failed test (a file that cannot be imported, an
 * error outside any test, no report at all) counts as one failure: it must never look green.
 * @param {string} root
 * @param {number} status exit status of the test command
 * @returns {{ passed: number, failed: number, reasons: string[] }}
 */
export function countTests(root, status) {
  const path = join(root, testReportPath);
  if (!existsSync(path)) {
    return { passed: 0, failed: 1, reasons: ['the test runner left no report'] };
  }
  /** @type {TestReport} */
  const report = readJson(path);
  const brokenFiles = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const reasons = brokenFiles.map((file) => `${file.name} could not run`);
  const passed = report.numPassedTests;
  let failed = report.numFailedTests + brokenFiles.length;
  if (failed === 0 && status !== 0) {
    reasons.push(`the test command ended with exit status ${status}`);
    failed = 1;
  } else if (failed === 0 && passed === 0) {
    reasons.push('no test ran');
    failed = 1;
  }
  return { passed, failed, reasons };
}
