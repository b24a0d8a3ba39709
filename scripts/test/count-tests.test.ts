import { describe, expect, it } from 'vitest';
import { countTests, testReportPath } from '../lib/count-tests.mjs';
import { plantRepository } from './plant-repository.ts';

function rootWith(report: object | undefined): string {
  return plantRepository(report === undefined ? {} : { [testReportPath]: report });
}

const green = { numPassedTests: 7, numFailedTests: 0, testResults: [] };

describe('countTests', () => {
  it('takes the counts of a green run as they are', () => {
    expect(countTests(rootWith(green), 0)).toEqual({ passed: 7, failed: 0, reasons: [] });
  });

  it('counts a failure when the runner left no report', () => {
    expect(countTests(rootWith(undefined), 0).failed).toBe(1);
  });

  it('counts a failure when every test passed and the command still failed', () => {
    expect(countTests(rootWith(green), 1)).toMatchObject({ passed: 7, failed: 1 });
  });

  it('counts a failure when no test ran', () => {
    expect(countTests(rootWith({ ...green, numPassedTests: 0 }), 0).failed).toBe(1);
  });

  it('counts each file that could not run, beside the tests that failed', () => {
    const testResults = [
      { name: 'a.test.ts', status: 'failed', assertionResults: [] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [{ status: 'failed' }] },
      { name: 'c.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
    ];
    const counted = countTests(rootWith({ numPassedTests: 1, numFailedTests: 1, testResults }), 1);
    expect(counted).toMatchObject({ passed: 1, failed: 2, reasons: ['a.test.ts could not run'] });
  });
});
