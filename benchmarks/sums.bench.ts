import { chain, clamp, real, sum, symmetricDistance, values } from 'discreet';
import type { SumEngine } from '../packages/transformations/src/internal/kernels/index.ts';
import { makeSumKernel } from '../packages/transformations/src/internal/kernels/index.ts';
import { sharedSumModule } from '../packages/transformations/src/internal/kernels/wasm-engine.ts';
import type { BenchTable } from './bench-table.ts';

export const name = 'sums';

const ROWS = 10_000_000;
const ROUNDS = 15;
const RESIDENT_ROWS = 2048;

// The common grid of a clamp to [0, 100] has 10^10 units in a bound; squares are whole on the coarse
// one, where the bound has 10^6.
const FINE = { inverse: 1e8, lower: 0n, upper: 10_000_000_000n };
const COARSE = { inverse: 1e4, lower: 0n, upper: 1_000_000n };

/** A fixed stream of numbers in [0, 1): benchmarks must see the same data on each run. */
function stream(): () => number {
  let state = 0x9e3779b9;
  return (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Uniform values in [0, 100]; the given share lies outside, half of it on each side. */
function column(clamped: number): Float64Array {
  const next = stream();
  return Float64Array.from({ length: ROWS }, () => {
    const inside = next() >= clamped;
    const value = 100 * next();
    return inside ? value : value < 50 ? -1 - value : 1 + value + 50;
  });
}

function plainLoop(data: Float64Array): number {
  let total = 0;
  for (let i = 0; i < data.length; i += 1) {
    total += Math.min(Math.max(data[i] ?? NaN, 0), 100);
  }
  return total;
}

const nanosecondsPerRow = (rows: number, work: () => unknown): number => {
  const start = performance.now();
  work();
  return ((performance.now() - start) * 1e6) / rows;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** The kernel over rows that lie in its memory already: repeated calls, no copy. */
function residentCalls(): readonly (readonly [string, () => unknown])[] {
  const module = sharedSumModule();
  if (module === undefined) return [];
  const times = Math.ceil(ROWS / RESIDENT_ROWS);
  const repeat = (call: () => unknown) => (): void => {
    for (let i = 0; i < times; i += 1) call();
  };
  const bounds = [1e4, 0, 1e6, 5e5];
  const [inverse = 1, lower = 0, upper = 0, centre = 0] = bounds;
  return [
    ['sum', repeat(() => module.sum(0, RESIDENT_ROWS, inverse, lower, upper, centre))],
    ['moments', repeat(() => module.moments(0, RESIDENT_ROWS, inverse, lower, upper, centre, 0))],
    [
      'moments, two limbs',
      repeat(() => module.moments(0, RESIDENT_ROWS, inverse, lower, upper, centre, 1.5 * 2 ** 62)),
    ],
  ];
}

/**
 * Bytes of heap that a pass takes for each row.
 *
 * Few enough rows that no collection falls into most passes, which would hide what was allocated. The
 * BigInt kernel, which does allocate, measures about 9 this way.
 */
function heapPerRow(work: (rows: number) => unknown): number {
  const rows = 50_000;
  const deltas = Array.from({ length: 41 }, () => {
    const before = process.memoryUsage().heapUsed;
    work(rows);
    return process.memoryUsage().heapUsed - before;
  });
  return median(deltas) / rows;
}

/**
 * Clamp and exact sum of 10^7 doubles beside a plain loop over doubles that is not exact.
 *
 * Every round runs every contestant once, in turn, so that a slow moment of the machine meets all;
 * ratios are medians of the ratios within a round.
 */
export function run(): BenchTable {
  const data = { rare: column(0.01), half: column(0.5) };
  const shares = ['rare', 'half'] as const;
  const contestants = new Map<string, () => unknown>();
  const pipeline = chain(values(real, symmetricDistance()), clamp(0, 100), sum());
  for (const share of shares) {
    const x = data[share];
    contestants.set(`plain ${share}`, () => plainLoop(x));
    contestants.set(`pipeline ${share}`, () => pipeline.invoke(x));
    for (const engine of ['js', 'wasm'] satisfies SumEngine[]) {
      const fine = makeSumKernel(FINE, engine);
      const coarse = makeSumKernel(COARSE, engine);
      contestants.set(`${engine} sum ${share}`, () => fine.sum(x, 0, ROWS));
      contestants.set(`${engine} coarse sum ${share}`, () => coarse.sum(x, 0, ROWS));
      contestants.set(`${engine} coarse moments ${share}`, () => coarse.moments(x, 0, ROWS));
      contestants.set(`${engine} moments ${share}`, () => fine.moments(x, 0, ROWS));
    }
  }
  for (const [what, call] of residentCalls()) contestants.set(`wasm resident ${what}`, call);

  const times = new Map<string, number[]>([...contestants.keys()].map((key) => [key, []]));
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [key, work] of contestants) {
      const time = nanosecondsPerRow(ROWS, work);
      // The round before the first one warms the compiler.
      if (round >= 0) times.get(key)?.push(time);
    }
  }

  const of = (key: string): readonly number[] => times.get(key) ?? [];
  const ratio = (above: string, below: string): number =>
    median(of(above).map((time, round) => time / (of(below)[round] ?? NaN)));
  const worst = (measure: (share: string) => number): number =>
    Math.max(...shares.map((share) => measure(share)));
  const goal = (text: string, measured: number, limit: number): BenchTable['goals'][number] => ({
    goal: text,
    measured,
    limit,
    met: measured <= limit,
  });

  const heapOf = (engine: SumEngine): number => {
    const kernel = makeSumKernel(FINE, engine);
    return heapPerRow((count) => kernel.sum(data.half, 0, count));
  };
  const rows = [...contestants.keys()]
    .filter((key) => !key.endsWith(' half'))
    .map((key): readonly (string | number)[] => {
      const rare = median(of(key));
      if (!key.endsWith(' rare')) return [key, rare, '', '', ''];
      const half = key.replace(/rare$/, 'half');
      const plain = [ratio(key, 'plain rare'), ratio(half, 'plain half')];
      return [key.replace(/ rare$/, ''), rare, median(of(half)), ...plain];
    });
  return {
    title: 'Clamp and exact sum of 10^7 doubles (ns a row, medians)',
    columns: ['kernel', '1 % clamped', '50 % clamped', 'to plain, 1 %', 'to plain, 50 %'],
    rows,
    goals: [
      goal(
        'chain(values, clamp, sum).invoke / plain loop',
        worst((s) => ratio(`pipeline ${s}`, `plain ${s}`)),
        1,
      ),
      goal(
        'js sum / plain loop',
        worst((s) => ratio(`js sum ${s}`, `plain ${s}`)),
        1,
      ),
      goal('js sum, 50 % / 1 % clamped', ratio('js sum half', 'js sum rare'), 1.15),
      goal(
        'wasm sum / plain loop',
        worst((s) => ratio(`wasm sum ${s}`, `plain ${s}`)),
        0.5,
      ),
      goal('wasm sum, 50 % / 1 % clamped', ratio('wasm sum half', 'wasm sum rare'), 1.15),
      goal(
        'wasm count, sum and squares / wasm sum, squares whole',
        worst((s) => ratio(`wasm coarse moments ${s}`, `wasm coarse sum ${s}`)),
        1.3,
      ),
      goal('heap bytes a row, js sum', heapOf('js'), 0.5),
      goal('heap bytes a row, wasm sum', heapOf('wasm'), 0.5),
    ],
  };
}
