// The work that is done in other libraries too: one name a line on stdin, one JSON object a line on stdout. Run by scripts/bench-peers.mjs.
import {
  gaussianEvent,
  laplaceEvent,
  pldAccountant,
  poissonSampledEvent,
  type PrivacyEvent,
  rdpAccountant,
  zeroConcentratedEvent,
} from '@discreet/accounting';
import { type FilterKernel, renyiFilter, zeroConcentratedFilter } from '@discreet/composition';
import { isRight } from 'fp-ts/lib/Either.js';
import { isSome } from 'fp-ts/lib/Option.js';
import { createInterface } from 'node:readline';

const DELTA = 1e-5;
const STEPS = 14_062;
const CHARGES = 10_000;

const step = (): PrivacyEvent =>
  poissonSampledEvent({
    samplingProbability: '256/60000',
    event: gaussianEvent({ noiseMultiplier: 1.1 }),
  });

const gaussian = (i: number): PrivacyEvent => gaussianEvent({ noiseMultiplier: 100 + i / 100 });

const mixed = (i: number): PrivacyEvent => {
  const x = 100 + i / 100;
  if (i % 3 === 0) return gaussianEvent({ noiseMultiplier: x });
  return i % 3 === 1
    ? zeroConcentratedEvent({ rho: x / 1e6 })
    : laplaceEvent({ noiseMultiplier: x });
};

const charges = (event: (i: number) => PrivacyEvent): unknown => {
  let accountant = rdpAccountant();
  for (let i = 0; i < CHARGES; i += 1) accountant = accountant.compose(event(i));
  return accountant.epsilon(DELTA);
};

/** What a filter has taken after all charges, each of them read, decided and kept exactly. */
const filtered = (filter: FilterKernel, name: string): unknown => {
  let spent = filter.nothing;
  for (let i = 0; i < CHARGES; i += 1) {
    const charge = filter.parseCharge({ [name]: (i + 1) / 1e6 });
    const next = isRight(charge) ? filter.decide(spent, charge.right) : undefined;
    if (next !== undefined && isSome(next)) spent = next.value;
  }
  return spent[name]?.toNumber();
};

const works = new Map<string, () => unknown>([
  ['rdp', () => rdpAccountant().compose(step(), STEPS).epsilon(DELTA)],
  ['pld', () => pldAccountant().compose(step(), STEPS).epsilon(DELTA)],
  ['charges', () => charges(gaussian)],
  ['mixed', () => charges(mixed)],
  ['zcdp', () => filtered(zeroConcentratedFilter({ rho: 1000 }), 'rho')],
  ['renyi', () => filtered(renyiFilter({ order: 8, epsilon: 1000 }), 'epsilon')],
]);

/** of all threads, so collecting garbage counts */
const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

for await (const line of createInterface({ input: process.stdin })) {
  const start = processorSeconds();
  const value = works.get(line)?.();
  const total = processorSeconds();
  console.log(JSON.stringify({ seconds: total - start, total, value }));
}
