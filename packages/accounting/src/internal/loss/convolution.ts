import { blockSum, blockSumOff } from './block-sum.ts';
import { expNear, lnNear, NEAR } from './exp.ts';
import { inverse, mirrored, type Roots, transform, transformError } from './fourier.ts';
import type { Masses } from './grid.ts';

/** One use of a mechanism on a grid: chances that bound its loss from above and from below, and how often it is used. */
export interface Step {
  readonly upper: Masses;
  readonly lower: Masses;
  readonly count: number;
}

/**
 * The composition in a window of the grid, tilted: the chance of the loss at place k is within `error` of value[k - first], times e^(lnScale - tilt k), and all these
 * errors together have a Euclidean norm of at most `norm`.
 *
 * `above` and `around` bound the tilted chances of what lies above the window, and of all that lies outside it.
 */
export interface Composed {
  readonly first: number;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  readonly error: number;
  readonly norm: number;
  readonly lnScale: number;
  /** by how much lnScale may be off */
  readonly lnScaleOff: number;
  readonly above: number;
  readonly around: number;
  /** at least the sum of all tilted chances: about 1 */
  readonly total: number;
}

/** At which rates the moments bound what is beyond the window, a place: negative on the left. */
export interface Rates {
  readonly left: number;
  readonly right: number;
}

/** sqrt(5) 2^-53, rounded up: a product of complex numbers is off by that, relatively */
const PRODUCT = 2.5e-16;
/** 2^-500: more than all underflow together, that of squares among it */
const UNDERFLOW = 3.1e-151;
/** by how much products may be off, and ln of a bound of a spectrum to its power, where bounds are of any use */
const MOST_CHAIN = 1e-3;
const MOST_LN = 60;

/** Tilted chances e^(tilt k - kappa) mass, rounded up or down. */
function tilted({ first, mass }: Masses, tilt: number, kappa: number, sign: 1 | -1): Float64Array {
  return mass.map((m, i) => {
    if (m === 0) return 0;
    const x = tilt * (first + i);
    const value = m * expNear(x - kappa);
    const off = NEAR * (2 + Math.abs(x) + Math.abs(kappa));
    return Math.max(0, value + sign * (value * off));
  });
}

/** ln of the sum of mass_k e^(tilt k), about */
export function lnMoment({ first, mass }: Masses, tilt: number): number {
  const size = mass.length;
  let [from, to] = [0, size];
  while (from < size && mass[from] === 0) from += 1;
  while (to > from && mass[to - 1] === 0) to -= 1;
  // the exponents of both ends; the greater one is taken out
  const top = Math.max(tilt * (first + from), tilt * (first + to - 1));
  let sum = 0;
  for (let i = from; i < to; i += 1) {
    const m = mass[i]!;
    if (m !== 0) sum += m * expNear(tilt * (first + i) - top);
  }
  // where all that counts is far below the end, from there
  if (sum > 1e-250) return top + lnNear(sum);
  let peak = -Infinity;
  for (let i = from; i < to; i += 1)
    if (mass[i]! > 0)
      peak = Math.max(peak, tilt * (first + i) + lnNear(Math.max(mass[i]!, 1e-306)));
  sum = 0;
  for (let i = from; i < to; i += 1)
    if (mass[i]! > 0)
      sum += expNear(tilt * (first + i) + lnNear(Math.max(mass[i]!, 1e-306)) - peak);
  return peak + lnNear(sum);
}

/**
 * An upper bound of the sum of all tilted chances at places beyond an edge, by Markov's inequality: sum x_k <= product M(s)^count e^(-s edge), where M(s) is the
 * moment sum of a step at s, of the sign of the side.
 */
function tailBound(
  steps: readonly (readonly [first: number, chances: Float64Array, count: number])[],
  edge: number,
  rate: number,
): number {
  let exponent = -rate * edge;
  let size = Math.abs(exponent);
  for (const [first, chances, count] of steps) {
    const moment = lnMoment({ first, mass: chances, infinite: 0 }, rate);
    // a sum of n positive terms is off by n 2^-53, each term by the rounding of its exponent
    const extent = Math.abs(rate) * (Math.abs(first) + chances.length);
    const off = NEAR * (8 + chances.length + 4 * extent + Math.abs(moment));
    exponent += count * (moment + off);
    size += count * Math.abs(moment);
  }
  const top = exponent + size * NEAR * (1 + steps.length / 4);
  // what was too small to be seen under the tilt is not in the moments
  return top > 0 ? Infinity : expNear(Math.max(top, -700)) * (1 + 4 * NEAR) + UNDERFLOW;
}

/** Rates to try, as parts of the one that a sketch found: heavy tails ask for less. */
const SHARES = [1, 0.7, 0.45, 0.25, 0.1];
/** A bound that is good enough. */
const LITTLE = 1e-10;

/** The least of the bounds at a few rates, each of which holds. */
function leastTail(
  steps: readonly (readonly [first: number, chances: Float64Array, count: number])[],
  edge: number,
  rate: number,
): number {
  let least = Infinity;
  for (const share of SHARES) {
    if (least < LITTLE) break;
    const bound = tailBound(steps, edge, rate * share);
    if (bound < least) least = bound;
  }
  return least;
}

/** (re + i im)^n by squaring, times what is at a place of the arrays, into it. */
function multiply(
  intoRe: Float64Array,
  intoIm: Float64Array,
  place: number,
  re: number,
  im: number,
  n: number,
): void {
  // no tuples: they would be made for every place
  let x = re;
  let y = im;
  let a = 1;
  let b = 0;
  for (let rest = n; ;) {
    if (rest % 2 === 1) {
      const c = a * x - b * y;
      b = a * y + b * x;
      a = c;
    }
    rest = Math.floor(rest / 2);
    if (rest === 0) break;
    const z = x * x - y * y;
    y = 2 * x * y;
    x = z;
  }
  const c = intoRe[place]!;
  const d = intoIm[place]!;
  intoRe[place] = c * a - d * b;
  intoIm[place] = c * b + d * a;
}

function realPower(base: number, n: number): number {
  let x = base;
  let a = 1;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) a *= x;
    x *= x;
  }
  return a;
}

/**
 * The composition of all steps, in a window of `roots.size` places from `first` on.
 *
 * The upper bound is the real part and the lower bound the imaginary part of one sequence, so one transform serves both. Claims and proofs:
 * docs/proofs/pld-fft.md.
 */
export function compose(
  steps: readonly Step[],
  roots: Roots,
  tilt: number,
  first: number,
  rates: Rates,
): Composed {
  const { size } = roots;
  // and packing and unpacking
  const relative = transformError(size) + NEAR;
  const totalRe = [new Float64Array(size).fill(1), new Float64Array(size)] as const;
  const totalIm = [new Float64Array(size).fill(1), new Float64Array(size)] as const;
  /** bounds of the product's size, squared, and of the squared error, place by place */
  const bound = new Float64Array(size).fill(1);
  const wrong = new Float64Array(size);
  let [lnScale, scaleSize, products, lnTotal] = [0, 0, 0, 0];
  /** the sum of count times the error of a spectrum, and ln of a bound of every place of the product of all spectra */
  let [spectra, lnMost] = [0, 0];
  const uppers: (readonly [number, Float64Array, number])[] = [];
  const lowers: (readonly [number, Float64Array, number])[] = [];

  for (const { upper, lower, count } of steps) {
    const kappa = lnMoment(upper, tilt);
    lnScale += count * kappa;
    scaleSize += count * Math.abs(kappa);
    products += count + 1;
    const up = tilted(upper, tilt, kappa, 1);
    const down = tilted(lower, tilt, kappa, -1);
    const sumUp = blockSum(up) * (1 + blockSumOff(up.length));
    const sumDown = blockSum(down) * (1 + blockSumOff(down.length));
    lnTotal += count * Math.max(0, sumUp - 1);
    uppers.push([upper.first, up, count]);
    lowers.push([lower.first, down, count]);
    const re = new Float64Array(size);
    const im = new Float64Array(size);
    const mask = size - 1;
    for (let i = 0; i < up.length; i += 1) re[(upper.first + i) & mask]! += up[i]!;
    for (let i = 0; i < down.length; i += 1) im[(lower.first + i) & mask]! += down[i]!;
    let norm = 0;
    for (let k = 0; k < size; k += 1) norm += re[k]! * re[k]! + im[k]! * im[k]!;
    // folding is a few more sums, off by as many units
    const fold = Math.ceil(Math.max(up.length, down.length) / size) * NEAR;
    transform(roots, re, im);
    const off = (relative + fold) * Math.sqrt(norm * size) * (1 + 1e-9) + UNDERFLOW;
    // no place of a spectrum of chances is above their sum
    lnMost += count * (Math.max(0, sumUp - 1, sumDown - 1) + off);
    spectra += count * off;
    // below it powers are below e^-700: they are left out
    const least = expNear(-700 / count) * (1 - 2 * NEAR);
    for (let place = 0; place < size; place += 1) {
      const mirror = mirrored(place);
      if (mirror < place) continue;
      const zr = re[place]!;
      const zi = im[place]!;
      const wr = re[mirror]!;
      const wi = im[mirror]!;
      // U = (Z(k) + conj Z(-k)) / 2 and L = (Z(k) - conj Z(-k)) / 2i
      const ur = (zr + wr) / 2;
      const ui = (zi - wi) / 2;
      const lr = (zi + wi) / 2;
      const li = (wr - zr) / 2;
      const most = Math.sqrt(Math.max(ur * ur + ui * ui, lr * lr + li * li)) * (1 + 1e-15) + off;
      if (most < least) {
        totalRe[0][place] = totalRe[1][place] = totalIm[0][place] = totalIm[1][place] = 0;
        bound[place] = wrong[place] = 0;
        continue;
      }
      const before = realPower(most, count - 1) * (1 + 2 * NEAR * count);
      const all = before * most;
      const change = off * count * before;
      wrong[place] = wrong[place]! * all * all + change * change * bound[place]!;
      bound[place]! *= all * all;
      multiply(totalRe[0], totalRe[1], place, ur, ui, count);
      multiply(totalIm[0], totalIm[1], place, lr, li, count);
    }
  }

  const re = new Float64Array(size);
  const im = new Float64Array(size);
  let [squares, sum, errors] = [0, 0, 0];
  for (let place = 0; place < size; place += 1) {
    const mirror = mirrored(place);
    if (mirror < place) continue;
    const ur = totalRe[0][place]!;
    const ui = totalRe[1][place]!;
    const lr = totalIm[0][place]!;
    const li = totalIm[1][place]!;
    re[place] = ur - li;
    im[place] = ui + lr;
    if (mirror !== place) {
      re[mirror] = ur + li;
      im[mirror] = lr - ui;
    }
    const twice = mirror === place ? 1 : 2;
    sum += twice * Math.sqrt(Math.max(ur * ur + ui * ui, lr * lr + li * li));
    squares += twice * (ur * ur + ui * ui + lr * lr + li * li);
    errors += twice * wrong[place]!;
  }
  // what was left out is below e^-700 times a bound of all others: `UNDERFLOW` covers that, or nothing is known
  const isKnown = lnMost < MOST_LN && products * PRODUCT < MOST_CHAIN && Math.abs(first) < 2 ** 52;
  const unknown = isKnown ? 0 : Infinity;
  inverse(roots, re, im);
  const scale = 1 / size;
  const values = (xs: Float64Array, all: Float64Array): Float64Array => {
    for (let i = 0; i < size; i += 1) all[i] = xs[(first + i) & (size - 1)]! * scale;
    return all;
  };
  // of the spectra, of their powers and products, of the inverse transform
  const error =
    (Math.sqrt(steps.length * errors) * scale +
      sum * scale * products * PRODUCT * 1.001 +
      relative * Math.sqrt(squares * scale)) *
      (1 + 1e-9) +
    UNDERFLOW +
    unknown;
  const above = reach(uppers)[1] >= first + size ? leastTail(uppers, first + size, rates.right) : 0;
  // the same in the norm: that of a sequence is that of its spectrum over sqrt(size)
  const root = Math.sqrt(scale);
  const most = expNear(Math.min(lnMost, MOST_LN));
  const norm =
    (spectra * most * root + (products * PRODUCT * 1.001 + relative) * Math.sqrt(squares) * root) *
      (1 + 1e-9) +
    UNDERFLOW * size +
    unknown;
  const [least, end] = reach(lowers);
  const over = end >= first + size ? leastTail(lowers, first + size, rates.right) : 0;
  const below = least < first ? leastTail(lowers, first - 1, rates.left) : 0;
  return {
    first,
    upper: values(re, totalRe[0]),
    lower: values(im, totalIm[0]),
    error,
    norm,
    lnScale,
    lnScaleOff: NEAR * (scaleSize * (1 + steps.length / 4) + 1),
    above,
    around: below + over,
    total: lnTotal < 700 ? expNear(lnTotal) * (1 + 1e-9) : Infinity,
  };
}

/** The first and the last place that the composition can be at. */
function reach(
  steps: readonly (readonly [number, Float64Array, number])[],
): readonly [first: number, last: number] {
  return steps.reduce<readonly [number, number]>(
    ([low, high], [first, chances, count]) => [
      low + count * first,
      high + count * (first + chances.length),
    ],
    [0, 0],
  );
}
