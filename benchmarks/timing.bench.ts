import { discreteGaussian, discreteLaplace } from '@discreet/random';
import type { BenchGoal, BenchTable } from './bench-table.ts';
import { cks20Gaussian, cks20Laplace } from './reference/cks20.ts';

export const name = 'timing';

const DRAWS = 300_000;
const WARM_UP = 50_000;
/** Beyond this quantile of time a draw was interrupted by something else. */
const TRIMMED = 0.999;
const BINS = 7;
const LIMIT = 0.05;
const SCALES = [1, 10, 1e3, 1e6, 1e12];

interface Study {
  readonly name: string;
  readonly scale: number;
  readonly bounded: boolean;
  readonly draws: number;
  readonly draw: () => number | bigint;
}

/** Whether the time of one draw tells its size: medians of ns by |x|/scale, and the correlation of time with |x|. */
export function run(): BenchTable {
  const studies: Study[] = SCALES.flatMap((scale) => [
    study(`Laplace sample(${scale})`, scale, () => discreteLaplace.sample(scale)),
    study(`Gaussian sample(${scale})`, scale, () => discreteGaussian.sample(scale)),
  ]);
  const vast = 1e20;
  studies.push(
    // Below 8 from a list, above by the engine: 0n is frequent at these, and must not show.
    study('Laplace sampleBigInt(1)', 1, () => discreteLaplace.sampleBigInt(1)),
    study('Laplace sampleBigInt(3)', 3, () => discreteLaplace.sampleBigInt(3)),
    study('Laplace sampleBigInt(10)', 10, () => discreteLaplace.sampleBigInt(10)),
    study('Gaussian sampleBigInt(3)', 3, () => discreteGaussian.sampleBigInt(3)),
    study('Laplace sampleBigInt(1e12)', 1e12, () => discreteLaplace.sampleBigInt(1e12)),
    study('Gaussian sampleBigInt(1e12)', 1e12, () => discreteGaussian.sampleBigInt(1e12)),
    // Bigints, because the scale is above 2^45.
    study('Laplace sample(1e15)', 1e15, () => discreteLaplace.sample(1e15)),
    study('Gaussian sample(1e15)', 1e15, () => discreteGaussian.sample(1e15)),
    // Not bounded: an engine's BigInt of two digits takes another time to make than one of one, which is below 2^64.
    {
      ...study('Laplace sampleBigInt(1e20)', vast, () => discreteLaplace.sampleBigInt(vast)),
      bounded: false,
    },
    {
      ...study('Gaussian sampleBigInt(1e20)', vast, () => discreteGaussian.sampleBigInt(vast)),
      bounded: false,
    },
    reference('CKS20 Laplace on BigInt, 1000', () => cks20Laplace(1000n, 1n)),
    reference('CKS20 Gaussian on BigInt, 1000', () => cks20Gaussian(1000000n, 1n, 1001n)),
  );
  const goals: BenchGoal[] = [];
  const rows = studies.map((one) => {
    const { correlation, medians } = measure(one);
    if (one.bounded) {
      const measured = Math.abs(correlation);
      goals.push({
        goal: `${one.name}: |correlation of time with |x||`,
        measured,
        limit: LIMIT,
        met: measured < LIMIT,
      });
    }
    const shown = medians.map((median) => (Number.isNaN(median) ? '-' : median.toFixed(0)));
    return [one.name, correlation.toFixed(4), ...shown];
  });
  const bins = Array.from({ length: BINS }, (_, bin) =>
    bin === BINS - 1 ? `${bin}+` : String(bin),
  );
  return {
    title: `Time of one draw in ns (with the clock's own), median by floor(|x|/scale); correlation without the slowest ${((1 - TRIMMED) * 100).toFixed(1)} %`,
    columns: ['draw', 'corr', ...bins],
    rows,
    goals,
  };
}

function study(title: string, scale: number, draw: () => number | bigint): Study {
  return { name: title, scale, bounded: true, draws: DRAWS, draw };
}

function reference(title: string, draw: () => bigint): Study {
  return { name: title, scale: 1000, bounded: false, draws: DRAWS / 10, draw };
}

function measure({ scale, draws, draw }: Study): {
  readonly correlation: number;
  readonly medians: readonly number[];
} {
  const times = new Float64Array(draws);
  const sizes = new Float64Array(draws);
  const warmUp = Math.min(WARM_UP, draws);
  for (let index = -warmUp; index < draws; index += 1) {
    const start = performance.now();
    const value = draw();
    const time = performance.now() - start;
    if (index >= 0) {
      times[index] = time * 1e6;
      sizes[index] = Math.abs(Number(value)) / scale;
    }
  }
  const limit = quantile(times, TRIMMED);
  const kept = [...times.keys()].filter((index) => (times[index] ?? 0) <= limit);
  const medians = Array.from({ length: BINS }, (_, bin) => {
    const inBin = kept.filter((index) => Math.min(BINS - 1, Math.floor(sizes[index] ?? 0)) === bin);
    return quantile(
      Float64Array.from(inBin, (index) => times[index] ?? 0),
      0.5,
    );
  });
  return {
    correlation: correlate(
      kept.map((index) => times[index] ?? 0),
      kept.map((index) => sizes[index] ?? 0),
    ),
    medians,
  };
}

function quantile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

function correlate(xs: readonly number[], ys: readonly number[]): number {
  const mean = (zs: readonly number[]): number => zs.reduce((sum, z) => sum + z, 0) / zs.length;
  const [x0, y0] = [mean(xs), mean(ys)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [index, x] of xs.entries()) {
    const y = ys[index] ?? 0;
    xx += (x - x0) ** 2;
    yy += (y - y0) ** 2;
    xy += (x - x0) * (y - y0);
  }
  return xy / Math.sqrt(xx * yy);
}
