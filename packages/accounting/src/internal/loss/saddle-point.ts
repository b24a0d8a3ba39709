import * as guess from '../guess.ts';
import { NEAR } from './exp.ts';
import { cumulants, type Law, type Sketch } from './law.ts';

/*
 * Where the losses are that matter to delta(epsilon), found by the saddle point of sketches. Nothing here is certain but `greatest`.
 */

/** A law of a loss, and how often it is used. */
export interface Part {
  readonly law: Law;
  readonly count: number;
  /** where losses of positive chance are multiples of something apart: that */
  readonly gap?: number;
}

export interface Drawn extends Part {
  readonly sketch: Sketch;
  /** at least the greatest loss */
  readonly most: number;
}

const MOST_TILT = 1e5;

/** The sums of count ln E e^(t loss), and of its derivatives. */
export function total(parts: readonly Drawn[], t: number): readonly [number, number, number] {
  let [value, mean, variance] = [0, 0, 0];
  for (const { sketch, count } of parts) {
    const [a, b, c] = cumulants(sketch, t);
    value += count * a;
    mean += count * b;
    variance += count * c;
  }
  return [value, mean, variance];
}

/** The tilt that makes losses a little above epsilon likely: where K(t) - t epsilon - ln(t (1 + t)) is least. */
function tiltFor(parts: readonly Drawn[], epsilon: number): number {
  const slope = (t: number): number => total(parts, t)[1] - epsilon - 1 / t - 1 / (1 + t);
  let [low, high] = [1e-3, 1];
  if (slope(low) > 0) return low;
  // where all losses are bounded, one tilt shows all that are near the greatest
  const top = parts.reduce(
    (sum, { sketch: { losses }, count }) => sum + count * (losses[losses.length - 1] ?? 0),
    0,
  );
  const isLow = (t: number): boolean =>
    slope(t) < 0 && !(total(parts, t)[1] > top - 1e-3 * Math.abs(top));
  while (high < MOST_TILT && isLow(high)) [low, high] = [high, high * 4];
  if (slope(high) < 0) return high;
  for (let k = 0; k < 40 && high > 1.02 * low; k += 1) {
    const middle = Math.sqrt(low * high);
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}

/** What a window must hold under a tilt. */
export interface Window {
  readonly tilt: number;
  /** the tilt under which losses around epsilon are the likeliest */
  readonly best: number;
  readonly left: number;
  readonly right: number;
  readonly leftRate: number;
  readonly rightRate: number;
  /** -ln of the tilted chance that may lie outside */
  readonly outside: number;
}

/** what is outside is e^-18 of what counts */
const BEYOND = 18;
/** about by how much transforms are off for each use, relative to all chances */
const ROUNDING = 4e-15;
const PLACES = 65536;
const TRIES = 6;
/** tilts that let less than e^-25 of all losses count hide it under rounding; e^-10 leaves room for many uses */
const DEEPEST = 25;
const DEEP = 10;

/**
 * A tilt for which rounding and the grid hide little. A great one makes what counts likely; but where one step may lose much it makes that likely too, and the window
 * wide. Where that is hard to foresee, the one with the narrowest window may serve better.
 */
export function windowFor(
  parts: readonly Drawn[],
  epsilon: number,
  lnDelta: number,
  isNarrow: boolean,
): Window {
  const best = tiltFor(parts, epsilon);
  const uses = parts.reduce((sum, { count }) => sum + count, 0);
  /** -ln of the part that delta is of all tilted chances, about */
  const depth = (t: number): number => Math.max(0, total(parts, t)[0] - t * epsilon - lnDelta);
  const limit = Math.max(isNarrow ? DEEP : DEEPEST, depth(best) + 4);
  let [low, high] = [1e-3, best];
  for (let k = 0; k < 30 && high > 1.05 * low; k += 1) {
    const middle = Math.sqrt(low * high);
    if (depth(middle) > limit) low = middle;
    else high = middle;
  }
  const hidden = ({ tilt, left, right }: Window): number =>
    ROUNDING * uses * guess.exp(depth(tilt)) +
    (best * (best + 1) * uses * ((right - left) / PLACES) ** 2) / 8;
  const badness = (one: Window): number => (isNarrow ? one.right - one.left : hidden(one));
  const lesser = (a: Window, b: Window): Window => (badness(b) < badness(a) ? b : a);
  return Array.from({ length: TRIES }, (_, k) => high * (best / high) ** (k / (TRIES - 1)))
    .map((tilt): Window => ({
      ...extents(parts, tilt, Math.min(depth(tilt), DEEPEST) + BEYOND),
      best,
    }))
    .reduce(lesser);
}

/** About ln delta(epsilon), by the saddle point. */
export function roughLnDelta(parts: readonly Drawn[], epsilon: number): number {
  const t = tiltFor(parts, epsilon);
  const [value, , variance] = total(parts, t);
  const curvature = variance + 1 / (t * t) + 1 / ((1 + t) * (1 + t));
  return Math.min(0, value - t * epsilon - guess.ln(t * (1 + t)) - guess.ln(6.28 * curvature) / 2);
}

/** How far the tilted loss goes on both sides, but for e^-outside. */
export function extents(
  parts: readonly Drawn[],
  tilt: number,
  outside: number,
): Omit<Window, 'best'> {
  const [right, rightRate] = extent(parts, tilt, 1, outside);
  const [left, leftRate] = extent(parts, tilt, -1, outside);
  return { tilt, left, right, leftRate, rightRate, outside };
}

/** One side: the least of (K(t + s) - K(t) + outside) / s over s, and the s. */
function extent(
  parts: readonly Drawn[],
  tilt: number,
  side: 1 | -1,
  outside: number,
): readonly [edge: number, rate: number] {
  const [base, , variance] = total(parts, tilt);
  const edgeAt = (s: number): number => (total(parts, tilt + side * s)[0] - base + outside) / s;
  let [best, rate] = [Infinity, 1];
  const first = Math.sqrt((2 * outside) / Math.max(variance, 1e-300));
  for (let k = -36; k <= 12; k += 1) {
    const s = first * guess.exp(k / 4);
    const edge = edgeAt(s);
    if (edge < best) [best, rate] = [edge, s];
  }
  return [side * best, side * rate];
}

/** At least the greatest total loss. */
export function greatest(parts: readonly Drawn[]): number {
  const sum = parts.reduce((s, { most, count }) => s + count * most, 0);
  return (
    sum +
    parts.reduce((s, { most, count }) => s + count * Math.abs(most), 0) * NEAR * (parts.length + 2)
  );
}
