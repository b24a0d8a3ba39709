/**
 * The most statistical tests that the suite may have: those of all `*.stat.test.ts`, each case of an `it.each` for itself.
 * `scripts/test/statistical-tests.test.ts` counts them. To raise it lowers the rate of every test.
 */
export const mostStatisticalTests = 250;

/**
 * The one place where statistical tests take their rate from: 10^-4 for the whole suite in equal shares, and at most 10^-6 each.
 *
 * A test that decides several times divides its share: by the union bound a sound library then fails a run of the whole suite with
 * probability at most 10^-4 over fresh seeds. With the committed seeds every run is the same.
 */
export function falseAlarm(decisions: number = 1): number {
  return Math.min(1e-6, 1e-4 / mostStatisticalTests) / decisions;
}

/** The committed seed of a test, or with `DISCREET_SEED` set another one, the same for the same setting. */
export function seedOf(committed: number): number {
  const fresh = process.env['DISCREET_SEED'];
  return fresh === undefined ? committed : (committed + Math.imul(Number(fresh), 0x9e3779b1)) >>> 0;
}
