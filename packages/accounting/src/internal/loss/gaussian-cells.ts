import type { Cells } from './cells.ts';
import { expNear, lnNear, NEAR } from './exp.ts';

/** A mixture of normal laws of variance 1: the mechanism's output for one dataset, in units of the noise. */
export interface NormalMixture {
  readonly weights: readonly number[];
  /** ascending */
  readonly centres: readonly number[];
}

/** A pair of mixtures whose likelihood ratio grows with the output: no centre of the second is above 0, none of the first below. */
export interface NormalPair {
  readonly first: NormalMixture;
  readonly second: NormalMixture;
}

/** 1 / sqrt(2 pi) */
const DENSITY = 0.3989422804014327;
const TERMS = 9;

/**
 * The chance that a standard normal variable is within width/2 of t, over width density(t), for |t| width <= 1 and width <= 1/8.
 *
 * density(t + s) = density(t) sum_k He_k(t) (-s)^k / k!, so the integral is the sum over even k of He_k(t) (width/2)^k / (k + 1)!.
 */
function flatness(t: number, width: number): number {
  const half = width / 2;
  const v = half * half;
  // H_k = He_k(t) half^k, by He_(k+1) = t He_k - k He_(k-1)
  let [before, now] = [1, t * half];
  let sum = 1;
  let factorial = 1;
  for (let k = 1; k < 2 * TERMS; k += 1) {
    [before, now] = [now, t * half * now - k * v * before];
    factorial *= k + 1;
    if (k % 2 === 1) sum += now / (factorial * (k + 2));
  }
  return sum;
}

/** ln of the sum of weight_k e^(centre_k y - centre_k^2/2): the ratio of the mixture's density to the standard one. */
function lnRatio({ weights, centres }: NormalMixture, y: number): number {
  let top = -Infinity;
  for (const c of centres) top = Math.max(top, c * y - (c * c) / 2);
  let sum = 0;
  for (let k = 0; k < centres.length; k += 1) {
    const c = centres[k] ?? 0;
    sum += (weights[k] ?? 0) * expNear(c * y - (c * c) / 2 - top);
  }
  return sum === 0 ? -Infinity : top + lnNear(sum);
}

/** Without the parts of no weight. */
const present = ({ weights, centres }: NormalMixture): NormalMixture => {
  const kept = weights.flatMap((w, k) => (w > 0 ? [k] : []));
  return { weights: kept.map((k) => weights[k] ?? 0), centres: kept.map((k) => centres[k] ?? 0) };
};

const last = (xs: readonly number[]): number => xs[xs.length - 1] ?? 0;

/** The bound of the loss at one end of the line, rounded outwards. */
function limit({ first, second }: NormalPair, side: 'left' | 'right'): number {
  const ends = (mixture: NormalMixture): readonly [centre: number, weight: number] =>
    side === 'left'
      ? [mixture.centres[0] ?? 0, mixture.weights[0] ?? 0]
      : [last(mixture.centres), last(mixture.weights)];
  const [a, x] = ends(first);
  const [b, y] = ends(second);
  if (a !== b) return side === 'left' ? -Infinity : Infinity;
  const [upper, lower] = [lnNear(x), lnNear(y)];
  const off = NEAR * (4 + 2 * Math.abs(upper) + 2 * Math.abs(lower));
  return side === 'left' ? upper - lower - off : upper - lower + off;
}

/**
 * Cells of a given width, a power of two, from `reach` below the least centre to `reach` above the greatest, and the two tails.
 */
export function gaussianCells(pair: NormalPair, width: number, reach: number): Cells {
  const first = present(pair.first);
  const second = present(pair.second);
  const centres = [...new Set([...first.centres, ...second.centres])];
  const weightsOf = ({ weights, centres: own }: NormalMixture): readonly number[] =>
    centres.map((c) => own.reduce((sum, x, k) => (x === c ? sum + (weights[k] ?? 0) : sum), 0));
  const [a, b] = [weightsOf(first), weightsOf(second)];
  const [least, most] = [Math.min(...centres), Math.max(...centres)];
  const size = Math.max(Math.abs(least), Math.abs(most));
  const from = Math.floor((least - reach) / width);
  const count = Math.ceil((most + reach) / width) - from;
  const make = (): Float64Array => new Float64Array(count + 2);
  const cells = { p: make(), q: make(), error: make(), low: make(), high: make() };
  const lossAt = (y: number): readonly [low: number, high: number] => {
    const loss = lnRatio(first, y) - lnRatio(second, y);
    const off = NEAR * (16 + 2 * Math.abs(loss) + 4 * size * (2 * Math.abs(y) + 2 * size));
    return [loss - off, loss + off];
  };
  let [low, high] = lossAt(from * width);
  const floor = limit({ first, second }, 'left');
  // Q(t) <= density(t) / t
  const tail = (DENSITY * expNear((-reach * reach) / 2)) / reach;
  cells.p[0] = cells.q[0] = tail;
  cells.error[0] = 1;
  cells.low[0] = floor;
  cells.high[0] = high;
  for (let j = 1; j <= count; j += 1) {
    const t = (from + j - 0.5) * width;
    let [p, q, farthest] = [0, 0, 0];
    for (let k = 0; k < centres.length; k += 1) {
      const x = t - (centres[k] ?? 0);
      // below e^-800 there is nothing to see, but the error says so
      const mass = DENSITY * width * expNear((-x * x) / 2) * flatness(x, width);
      p += (a[k] ?? 0) * mass;
      q += (b[k] ?? 0) * mass;
      farthest = Math.max(farthest, Math.abs(x));
    }
    const next = lossAt(t + width / 2);
    cells.p[j] = p;
    cells.q[j] = q;
    cells.error[j] = NEAR * (4 + farthest * farthest + farthest * size);
    cells.low[j] = low;
    cells.high[j] = next[1];
    [low, high] = next;
  }
  const ceiling = limit({ first, second }, 'right');
  cells.p[count + 1] = cells.q[count + 1] = tail;
  cells.error[count + 1] = 1;
  cells.low[count + 1] = low;
  cells.high[count + 1] = ceiling;
  return cells;
}
