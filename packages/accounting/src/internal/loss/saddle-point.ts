import * as guess from '../guess.ts';
import { NEAR } from './exp.ts';
import { cumulants, type Sketch } from './law.ts';
import type { Loss } from './loss.ts';

/*
 * Where the losses are that matter to delta(epsilon), found by the saddle point of sketches. Nothing here is certain but `greatest`.
 */

/** A loss, and how often it is used. */
export interface Part {
  readonly loss: Loss;
  readonly count: number;
  /** where losses of positive chance are multiples of something apart: that */
  readonly gap?: number;
}

export interface Drawn extends Part {
  readonly sketch: Sketch;
  /** at least the greatest loss */
  readonly most: number;
}

/** e^-30: what is beyond the window has at most this chance, where losses are tilted towards the epsilon that is asked for */
const OUTSIDE = 30;
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
  const top = greatest(parts);
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

/** How much less likely than at best the losses around epsilon may be, for a smaller window: e^-6. */
const SPARED = 6;

/** A smaller tilt, under which the losses around epsilon are still seen. Where one step may lose much, a great tilt makes that likely and the window wide. */
function smallerTilt(parts: readonly Drawn[], epsilon: number, best: number): number {
  const cost = (t: number): number => total(parts, t)[0] - t * epsilon - guess.ln(t * (1 + t));
  const limit = cost(best) + SPARED;
  let [low, high] = [1e-3, best];
  if (cost(low) <= limit) return low;
  for (let k = 0; k < 30 && high > 1.01 * low; k += 1) {
    const middle = Math.sqrt(low * high);
    if (cost(middle) > limit) low = middle;
    else high = middle;
  }
  return high;
}

/** What a window must hold under a tilt. */
export interface Window {
  readonly tilt: number;
  readonly left: number;
  readonly right: number;
  readonly leftRate: number;
  readonly rightRate: number;
}

export function windowFor(parts: readonly Drawn[], epsilon: number): Window {
  const best = tiltFor(parts, epsilon);
  const under = (tilt: number): Window => {
    const [right, rightRate] = extent(parts, tilt, 1);
    const [left, leftRate] = extent(parts, tilt, -1);
    return { tilt, left, right, leftRate, rightRate };
  };
  const one = under(best);
  const two = under(smallerTilt(parts, epsilon, best));
  return two.right - two.left < one.right - one.left ? two : one;
}

/** About ln delta(epsilon), by the saddle point. */
export function roughLnDelta(parts: readonly Drawn[], epsilon: number): number {
  const t = tiltFor(parts, epsilon);
  const [value, , variance] = total(parts, t);
  const curvature = variance + 1 / (t * t) + 1 / ((1 + t) * (1 + t));
  return Math.min(0, value - t * epsilon - guess.ln(t * (1 + t)) - guess.ln(6.28 * curvature) / 2);
}

/** How far from the tilted mean the loss goes on one side, but for e^-30: the least of (K(t + s) - K(t) + 30) / s over s, and the s. */
function extent(
  parts: readonly Drawn[],
  tilt: number,
  side: 1 | -1,
): readonly [edge: number, rate: number] {
  const [base, , variance] = total(parts, tilt);
  const edgeAt = (s: number): number => (total(parts, tilt + side * s)[0] - base + OUTSIDE) / s;
  let [best, rate] = [Infinity, 1];
  const first = Math.sqrt((2 * OUTSIDE) / Math.max(variance, 1e-300));
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
