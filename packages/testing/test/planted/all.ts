// Every planted bug, as one list: the tests and `npm run planted` go through it.
import { Rational } from '@discreet/numeric';
import { checkPrivacyExactly, checkStability } from '../../src/index.ts';
import { brokenLaws } from './broken-laws.ts';
import { wrongCounts } from './counts.ts';
import { leaks } from './leaks.ts';
import { wrongNoises, wrongSamplers } from './noises.ts';
import type { PlantedBug } from './planted-bug.ts';
import { wrongRows } from './rows.ts';
import { wrongSums } from './sums.ts';

const transformations: readonly PlantedBug[] = [...wrongSums, ...wrongCounts, ...wrongRows].map(
  ({ title, wrong, right }) => ({
    title,
    tester: 'stability',
    caught: (seed) => checkStability(wrong, { seed }).violation !== undefined,
    twinPasses: (seed) => checkStability(right, { seed }).violation === undefined,
  }),
);

const noises: readonly PlantedBug[] = wrongNoises.map(({ title, wrong, right }) => ({
  title: `a measurement with ${title}`,
  tester: 'exact privacy',
  caught: (seed) => checkPrivacyExactly(wrong, { seed }).violation !== undefined,
  twinPasses: (seed) => checkPrivacyExactly(right, { seed }).violation === undefined,
}));

const law = { wordBits: 2, runs: 10_000, residual: Rational.of(1n, 256n) };
const samplers: readonly PlantedBug[] = wrongSamplers.map(({ title, measurement, sampler }) => {
  const options = { runs: 30, climb: 10, maxDistance: 1 };
  return {
    title: `a sampler of ${title}`,
    tester: 'exact privacy',
    caught: (seed) =>
      checkPrivacyExactly(measurement, { ...options, seed, law: { ...law, sampler } }).violation !==
      undefined,
    twinPasses: (seed) => {
      const { violation, departure } = checkPrivacyExactly(measurement, { ...options, seed, law });
      return violation === undefined && departure === undefined;
    },
  };
});

export const plantedBugs: readonly PlantedBug[] = [
  ...transformations,
  ...noises,
  ...samplers,
  ...leaks,
  ...brokenLaws,
];
