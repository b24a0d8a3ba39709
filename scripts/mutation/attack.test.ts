// What other packages' tests attack a package with, in short: stability.test.ts and privacy.test.ts on a few instances of each constructor, and
// the checks of `npm run registered`.
import type { AnyMeasurement, AnyTransformation } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import { expect, it } from 'vitest';
import type { CheckReport } from '../../packages/testing/src/index.ts';
import type { Instance, Registered } from '../../packages/testing/test/registered.ts';

const mutated = process.env['DISCREET_MUTATION'] ?? '';

// The lists are imported within a test: what runs before any test is taken to concern all of them, and all would be run for each mutant.
const lists = () => import('../../packages/testing/test/registered.ts');
const testers = () => import('../../packages/testing/src/index.ts');

/** every so manieth instance of each constructor, so that some of all metrics are among them */
const some = <T>(registered: readonly Registered<T>[], count: number): readonly Instance<T>[] =>
  registered.flatMap(({ instances }) => {
    const step = Math.ceil(instances.length / count);
    return instances.filter((_, i) => i % step === 0);
  });

/** holds, and a map that can be attained is: what the enclosures of sums leave open is less than 2^-100 */
const expectTight = (report: CheckReport, { title, tight }: Instance<unknown>): void => {
  expect(report.violation, title).toBeUndefined();
  const ratio = O.getOrElse(() => Rational.zero)(report.tightest?.ratio ?? O.none);
  const least = Rational.one.sub(Rational.of(1n, 1n << 100n));
  if (tight) expect(least.lessThanOrEqual(ratio), title).toBe(true);
};

it.runIf(['core', 'transformations'].includes(mutated))('stability holds', async () => {
  const { registeredTransformations } = await lists();
  const { checkStability } = await testers();
  for (const instance of some<AnyTransformation>(registeredTransformations, 4))
    expectTight(checkStability(instance.pipeline, { runs: 10, climb: 5 }), instance);
});

it.runIf(['core', 'measurements'].includes(mutated))('privacy holds', async () => {
  const { registeredMeasurements } = await lists();
  const { checkPrivacyExactly } = await testers();
  for (const instance of some<AnyMeasurement>(registeredMeasurements, 8))
    expectTight(checkPrivacyExactly(instance.pipeline, { runs: 10, climb: 5 }), instance);
});

it.runIf(['random', 'measurements', 'composition'].includes(mutated))(
  'the registered checks pass',
  async () => {
    const { registeredConstructors } =
      await import('../../packages/testing/test/registered-checks.ts');
    let passed = 0;
    for (const { package: folder, name: constructor, checks } of registeredConstructors)
      for (const { name, problem } of checks) {
        const isLaw = name === 'small words' || name === 'chi-square';
        if (mutated === 'composition' ? folder !== mutated : !isLaw) continue;
        expect(await problem(1), `${constructor}: ${name}`).toBeUndefined();
        passed += 1;
      }
    expect(passed).toBeGreaterThan(0);
  },
);
