import type { Cells } from './cells.ts';
import { NEAR } from './exp.ts';
import type { Law } from './law.ts';

/** Cells that were sorted into equal bins of loss: bin i has chances p and q of losses in [start + i width, start + (i + spans) width]. */
interface Binned {
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly start: number;
  readonly width: number;
  readonly spans: number;
  /** the relative error of all chances */
  readonly error: number;
  /** at most the chances of what is in no bin, whose loss may be anything */
  readonly lostP: number;
  readonly lostQ: number;
}

const BINS = 2048;

function bin(cells: Cells): Binned {
  const { p, q, low, high, error } = cells;
  let [least, most, worst, lostP, lostQ] = [Infinity, -Infinity, 0, 0, 0];
  const isKept = (j: number): boolean =>
    error[j]! < 1e-6 && Number.isFinite(low[j]!) && Number.isFinite(high[j]!);
  for (let j = 0; j < p.length; j += 1) {
    if (isKept(j)) {
      least = Math.min(least, low[j]!);
      most = Math.max(most, high[j]!);
      worst = Math.max(worst, error[j]!);
    } else {
      lostP += p[j]! * (1 + error[j]!);
      lostQ += q[j]! * (1 + error[j]!);
    }
  }
  let widest = 0;
  for (let j = 0; j < p.length; j += 1)
    if (isKept(j)) widest = Math.max(widest, high[j]! - low[j]!);
  const width =
    Math.max((most - least) / BINS, widest / 4, 1e-12 * (1 + Math.abs(least))) * (1 + 1e-9);
  const start = least - 1e-9 * width;
  const spans = Math.ceil(widest / width) + 2;
  const size = Math.floor((most - start) / width) + 1;
  const [a, b] = [new Float64Array(size), new Float64Array(size)];
  for (let j = 0; j < p.length; j += 1) {
    if (!isKept(j)) continue;
    // one bin to spare on each side for rounding
    const i = Math.max(0, Math.floor((low[j]! - start) / width - 1e-6));
    a[i]! += p[j]!;
    b[i]! += q[j]!;
  }
  return { p: a, q: b, start, width, spans, error: worst + 2 * NEAR * p.length, lostP, lostQ };
}

/** Fewer bins, each of twice the width, until they are few. */
function coarsen(binned: Binned): Binned {
  if (binned.p.length <= BINS) return binned;
  const half = (x: Float64Array): Float64Array =>
    Float64Array.from(
      { length: Math.ceil(x.length / 2) },
      (_, i) => x[2 * i]! + (x[2 * i + 1] ?? 0),
    );
  return coarsen({
    ...binned,
    p: half(binned.p),
    q: half(binned.q),
    width: 2 * binned.width,
    spans: Math.ceil((binned.spans + 1) / 2),
    error: binned.error + NEAR,
  });
}

function widen(binned: Binned, width: number): Binned {
  if (binned.width >= width) return binned;
  const factor = width / binned.width;
  const size = Math.ceil(binned.p.length / factor) + 1;
  const sort = (x: Float64Array): Float64Array => {
    const all = new Float64Array(size);
    x.forEach((value, i) => (all[Math.max(0, Math.floor(i / factor - 1e-9))]! += value));
    return all;
  };
  return {
    ...binned,
    p: sort(binned.p),
    q: sort(binned.q),
    width,
    spans: Math.ceil(binned.spans / factor) + 1,
    error: binned.error + NEAR * binned.p.length,
  };
}

function convolve(x: Float64Array, y: Float64Array): Float64Array {
  const all = new Float64Array(x.length + y.length - 1);
  for (let i = 0; i < x.length; i += 1) {
    const a = x[i]!;
    if (a !== 0) for (let j = 0; j < y.length; j += 1) all[i + j]! += a * y[j]!;
  }
  return all;
}

/** Both, on the product of their outcomes: losses add. */
function both(one: Binned, two: Binned): Binned {
  const width = Math.max(one.width, two.width);
  const [a, b] = [widen(one, width), widen(two, width)];
  return coarsen({
    p: convolve(a.p, b.p),
    q: convolve(a.q, b.q),
    start: a.start + b.start,
    width,
    spans: a.spans + b.spans,
    error: (a.error + b.error) * (1 + 1e-6) + NEAR * (a.p.length + b.p.length),
    lostP: a.lostP + b.lostP,
    lostQ: a.lostQ + b.lostQ,
  });
}

function many(binned: Binned, count: number): Binned {
  if (count === 1) return binned;
  const root = many(binned, Math.floor(count / 2));
  const square = both(root, root);
  return count % 2 === 1 ? both(square, binned) : square;
}

function cellsOf({ p, q, start, width, spans, error, lostP, lostQ }: Binned): Cells {
  const size = p.length;
  const off = 1e-9 * width + 8 * NEAR * (Math.abs(start) + size * width);
  const fill = (f: (i: number) => number, last: number): Float64Array =>
    Float64Array.from({ length: size + 1 }, (_, i) => (i < size ? f(i) : last));
  return {
    p: fill((i) => p[i]!, lostP),
    q: fill((i) => q[i]!, lostQ),
    error: fill(() => error, 1),
    low: fill((i) => start + i * width - off, -Infinity),
    high: fill((i) => start + (i + spans) * width + off, Infinity),
  };
}

/**
 * The composition of several laws as one law: outcomes of the product, sorted into bins of loss. Exact in what is known of each bin: its chances under both
 * datasets, and where its losses are.
 */
export function productLaw(parts: readonly { readonly law: Law; readonly count: number }[]): Law {
  let made: Cells | undefined;
  let known = -1;
  return ({ tilt, reach }) => {
    if (made !== undefined && reach <= known) return made;
    known = reach;
    const all = parts.map(({ law, count }) => many(bin(law({ width: 1e-3, tilt, reach })), count));
    const total = all.reduce((a, b) => both(a, b));
    return (made = cellsOf(total));
  };
}
