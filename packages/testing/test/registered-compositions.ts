// The constructors of composition: what holds a budget adds up lawfully, and shows nothing but answers.
import {
  adaptive,
  advancedFilter,
  approximateFilter,
  approximateZeroConcentratedFilter,
  batch,
  type FilterKernel,
  fullyAdaptive,
  gaussianFilter,
  odometer,
  openSession,
  plan,
  privacyFilter,
  pureFilter,
  renyiFilter,
  renyiOrdersFilter,
  zeroConcentratedFilter,
} from '@discreet/composition';
import { chain, maxDivergence, real, symmetricDistance, type Via } from '@discreet/core';
import { laplace } from '@discreet/measurements';
import { clamp, count, sum, values } from '@discreet/transformations';
import {
  type Accountant,
  checkAccountantLaws,
  checkMapLaws,
  lawfulMap,
  recordPlay,
  recordPlayAsync,
  releases,
} from '../src/index.ts';
import { anyFilterAccountant, planAccountant } from './accountants.ts';
import { type RegisteredCheck, refuted, search } from './registered-check.ts';

const rows = values(real, symmetricDistance());
const howMany = chain(rows, count(), laplace({ epsilon: 0.5 }));
const total = chain(rows, clamp(0, 10, { resolution: 1 }), sum(), laplace({ epsilon: 0.5 }));

const laws = <C, R>(accountant: () => Accountant<C, R>): RegisteredCheck => ({
  name: 'metamorphic laws',
  problem: (seed) => checkAccountantLaws(accountant(), { seed, runs: 10 }).violation?.law,
});
const filterLaws = (make: () => FilterKernel): readonly RegisteredCheck[] => [
  laws(() => anyFilterAccountant(make())),
];

type Query = typeof howMany;
/** what takes questions one after the other: how many rows, and their total where the first answer is large */
interface Asked {
  readonly ask: (query: Query) => Promise<number>;
}
const inTurns = (open: (via: Via, data: readonly number[]) => Asked): RegisteredCheck => ({
  name: 'record-play',
  problem: async (seed) => {
    const program = async (via: Via, data: readonly number[]): Promise<unknown> => {
      const asked = open(via, data);
      const first = await asked.ask(howMany);
      return [first, first > 2 ? await asked.ask(total) : 'few rows'];
    };
    return refuted(await recordPlayAsync(rows, program, { ...search, seed }));
  },
});

/** The checks of every exported constructor of composition. */
export const registeredCompositions: Readonly<Record<string, readonly RegisteredCheck[]>> = {
  plan: [
    laws(() => planAccountant({ epsilon: 1_000_000 })),
    {
      name: 'record-play',
      problem: (seed) => {
        const questions = plan(rows, { epsilon: 1 }).ask('rows', howMany).ask('total', total);
        return refuted(recordPlay(rows, releases(questions), { ...search, seed }));
      },
    },
  ],
  batch: [
    {
      name: 'metamorphic laws',
      problem: (seed) =>
        refuted(checkMapLaws(lawfulMap(batch(rows, { howMany, total }).map), { seed, runs: 20 })),
    },
    {
      name: 'record-play',
      problem: (seed) =>
        refuted(recordPlay(rows, releases(batch(rows, { howMany, total })), { ...search, seed })),
    },
  ],
  adaptive: [
    inTurns((via, data) => via(adaptive(rows, [{ epsilon: 0.5 }, { epsilon: 0.5 }])).invoke(data)),
  ],
  fullyAdaptive: [
    inTurns((via, data) => via(fullyAdaptive(rows, pureFilter({ epsilon: 1 }))).invoke(data)),
  ],
  odometer: [inTurns((via, data) => via(odometer(rows, maxDivergence)).invoke(data))],
  pureFilter: filterLaws(() => pureFilter({ epsilon: 10 })),
  approximateFilter: filterLaws(() => approximateFilter({ epsilon: 10, delta: 0.1 })),
  zeroConcentratedFilter: filterLaws(() => zeroConcentratedFilter({ rho: 10 })),
  approximateZeroConcentratedFilter: filterLaws(() =>
    approximateZeroConcentratedFilter({ rho: 10, delta: 0.1 }),
  ),
  gaussianFilter: filterLaws(() => gaussianFilter({ mu: 10 })),
  renyiFilter: filterLaws(() => renyiFilter({ order: 8, epsilon: 10 })),
  renyiOrdersFilter: filterLaws(() =>
    renyiOrdersFilter({ epsilon: 10, delta: 1e-6, orders: [4, 8], rule: 'some' }),
  ),
  advancedFilter: filterLaws(() =>
    advancedFilter({ epsilon: 10, deltaPrime: 1e-6, deltaDoublePrime: 1e-6 }),
  ),
  privacyFilter: filterLaws(() => privacyFilter(maxDivergence, { epsilon: 10 })),
  openSession: [
    inTurns((via, data) => via(openSession({ data, unit: rows, budget: { epsilon: 1 } }))),
  ],
};
