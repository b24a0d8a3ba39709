import { defineConfig } from 'vitest/config';

// Tests read the sources, not the builds: the condition is that of every package's `exports`.
const conditions = ['@discreet/source'];

/** Tests that need node:sqlite; scripts/test.mjs finds a Node that has it. */
const durable = ['packages/{ledger,cli}/test/**/*.test.ts'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 60_000,
    setupFiles: ['./scripts/test/fixed-seed.ts'],
    // The JSON is what .ci/run counts.
    reporters: ['default', 'json'],
    outputFile: { json: 'node_modules/.cache/discreet/tests.json' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/*/test/**/*.test.ts',
            'scripts/test/**/*.test.ts',
            'examples/test/**/*.test.ts',
          ],
          exclude: ['**/*.stat.test.ts', ...durable],
        },
      },
      {
        extends: true,
        test: {
          name: 'durable',
          include: durable,
          // they start servers and processes
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'stat',
          include: ['packages/*/test/**/*.stat.test.ts'],
          testTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            checker: 'tsc',
            tsconfig: './tsconfig.check.json',
            include: ['packages/*/test/**/*.test-d.ts'],
          },
        },
      },
    ],
  },
});
