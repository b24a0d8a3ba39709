import type { Enclosure } from '@discreet/numeric';
import * as guess from '../guess.ts';
import { compose, type Rates, type Step } from './convolution.ts';
import { NEAR } from './exp.ts';
import { rootsOfUnity } from './fourier.ts';
import { gather, type Grid, spread } from './grid.ts';
import { cumulants, type Law, type Sketch, sketchOf } from './law.ts';
import { deltaLower, deltaUpper, guessEpsilon, type Profile } from './profile.ts';

/** A law, and how often it is used. */
export interface Part {
  readonly law: Law;
  readonly count: number;
  /** where losses of positive chance are multiples of something apart: that */
  readonly gap?: number;
}

interface Drawn extends Part {
  readonly sketch: Sketch;
  /** at least the greatest loss */
  readonly most: number;
}

/** How many places of the grid a query may take, and how near in epsilon it aims, relatively. */
const FEWEST_PLACES = 4096;
const USUAL_PLACES = 65536;
const MOST_PLACES = 262144;
const FEW_PLACES = 16384;
const AIM = 1e-7;
const MUST = 1e-5;
/** e^-30: what is beyond the window has at most this chance, where losses are tilted towards the epsilon that is asked for */
const OUTSIDE = 30;
const MOST_REACH = 36;
const MOST_TILT = 1e5;
/** losses that are so much over the tilt below the usual one count e^-50 of it */
const FAR_BELOW = 50;

/** The sums of count ln E e^(t loss), and of its derivatives. */
function total(parts: readonly Drawn[], t: number): readonly [number, number, number] {
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
interface Window {
  readonly tilt: number;
  readonly left: number;
  readonly right: number;
  readonly leftRate: number;
  readonly rightRate: number;
}

function windowFor(parts: readonly Drawn[], epsilon: number): Window {
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
function roughLnDelta(parts: readonly Drawn[], epsilon: number): number {
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

/** A point of the grid for a law: an atom, or the mean loss of what is within half a step of the median. */
function offsetOf({ chances, losses }: Sketch, step: number): number {
  let [half, heaviest] = [0, 0];
  for (let j = 0; j < chances.length; j += 1) {
    half += chances[j]! / 2;
    if (chances[j]! > chances[heaviest]!) heaviest = j;
  }
  // a little below, so that an atom is above its grid point
  const below = (x: number): number => x - step * 1e-6 - 1e-13 * (1 + Math.abs(x));
  if (chances[heaviest]! > 0.02) return below(losses[heaviest]!);
  let sum = 0;
  const order = Array.from(losses.keys()).sort((a, b) => losses[a]! - losses[b]!);
  const median = losses[order.find((j) => (sum += chances[j]!) >= half) ?? 0] ?? 0;
  let [p, q] = [0, 0];
  for (let j = 0; j < losses.length; j += 1) {
    const d = losses[j]! - median;
    if (Math.abs(d) > step / 2) continue;
    p += chances[j]!;
    q += chances[j]! * guess.exp(-d);
  }
  return below(median + guess.ln(p / q));
}

/** A profile that is precise around a given epsilon. */
function profileAround(
  parts: readonly Drawn[],
  epsilon: number,
  lnDelta: number,
  places: number,
): Profile {
  const { tilt, left, right, leftRate, rightRate } = windowFor(parts, epsilon);
  const counts = parts.reduce((sum, { count }) => sum + count, 0);
  const reach = reachFor(lnDelta, parts);
  const span = Math.max(right - left, 1e-9 * Math.max(1, Math.abs(epsilon)));
  const scale = Math.max(Math.abs(epsilon), Math.sqrt(total(parts, tilt)[2]));
  const bias = (size: number): number => ((tilt + 1) * counts * (span / size) ** 2) / (8 * scale);
  let size = FEWEST_PLACES;
  while (size < places && bias(size) > (size < USUAL_PLACES ? AIM : MUST)) size *= 2;
  const widest = (span * (1 + 4 / size)) / size;
  // a grid that the gap fits on, where that does not make it much finer
  const gap = parts.find((part) => part.gap !== undefined)?.gap;
  const step =
    gap !== undefined && gap > widest ? gap / Math.max(1, Math.floor(gap / widest)) : widest;
  let [offset, offsetOff, infinite] = [0, 0, 0];
  const steps: Step[] = parts.map(({ law, count, sketch }) => {
    const offset0 = offsetOf(sketch, step);
    const grid: Grid = { step, offset: offset0, floor: offset0 - FAR_BELOW / tilt };
    const cells = law({ width: step * 0.35, tilt, reach });
    const upper = spread(cells, grid);
    offset += count * grid.offset;
    offsetOff += NEAR * count * Math.abs(grid.offset);
    infinite += count * upper.infinite * (1 + 1e-9);
    return { upper, lower: gather(cells, grid, tilt), count };
  });
  const first = Math.floor((left - offset) / step) - 2;
  const rates: Rates = { left: leftRate * step, right: rightRate * step };
  const composed = compose(steps, rootsOfUnity(size), tilt * step, first, rates);
  return {
    composed,
    tilt: tilt * step,
    step,
    offset,
    offsetOff,
    infinite: infinite * composed.total,
  };
}

/** How many standard deviations of noise matter to a delta: beyond them all uses together have a chance of e^-25 of it. */
const reachFor = (lnDelta: number, parts: readonly Part[]): number => {
  const uses = parts.reduce((sum, { count }) => sum + count, 0);
  return Math.min(MOST_REACH, Math.max(6, Math.sqrt(2 * (25 - lnDelta + guess.ln(uses)))));
};

const draw = (parts: readonly Part[], reach: number): readonly Drawn[] =>
  parts.map((part) => {
    const cells = part.law({ width: Infinity, tilt: 1, reach });
    const most = cells.high.reduce((a, b) => Math.max(a, b), -Infinity);
    return { ...part, sketch: sketchOf(cells), most };
  });

/** At least the greatest total loss. */
function greatest(parts: readonly Drawn[]): number {
  const sum = parts.reduce((s, { most, count }) => s + count * most, 0);
  return (
    sum +
    parts.reduce((s, { most, count }) => s + count * Math.abs(most), 0) * NEAR * (parts.length + 2)
  );
}

/**
 * A sketch of what matters to delta at an epsilon, and about ln delta. Losses that are far greater than epsilon, and far less likely than delta, spoil the saddle
 * point: the sketch leaves them out once that is known.
 */
function sharpen(
  parts: readonly Part[],
  epsilon: number,
): { readonly drawn: readonly Drawn[]; readonly lnDelta: number } {
  const at = (lnDelta: number): { readonly drawn: readonly Drawn[]; readonly lnDelta: number } => {
    const drawn = draw(parts, reachFor(lnDelta, parts));
    return { drawn, lnDelta: roughLnDelta(drawn, epsilon) };
  };
  // the less is left out, the greater the guess
  let [low, high] = [LEAST_LN, 0];
  let found = at(low);
  if (found.lnDelta < low) return found;
  for (let round = 0; round < 12 && Math.abs(found.lnDelta - low) > 2; round += 1) {
    const middle = round === 0 ? Math.max(low, found.lnDelta) : (low + high) / 2;
    const next = at(middle);
    if (next.lnDelta < middle - 1) high = middle;
    else [low, found] = [middle, next];
  }
  return { drawn: found.drawn, lnDelta: Math.min(low, found.lnDelta) };
}

/** ln of deltas that are as good as none */
const LEAST_LN = -480;

/** The orders of two neighbouring datasets, in each of which the parts compose: the loss is that of the worse one. */
export type Orders = readonly (readonly Part[])[];

/** Bounds of delta at an epsilon >= 0. */
export function engineDelta(orders: Orders, epsilon: number): Enclosure {
  const all = orders.map((parts) => sharpen(parts, epsilon));
  all.sort((a, b) => b.lnDelta - a.lnDelta);
  let [lower, upper] = [0, 0];
  for (const { drawn, lnDelta } of all) {
    if (epsilon >= greatest(drawn)) continue;
    if (lnDelta < LEAST_LN) {
      // far out delta is at most what it is further in, which is little enough
      const inner = roughEpsilon(drawn, LEAST_LN, Infinity);
      if (inner < epsilon) {
        upper = Math.max(
          upper,
          deltaUpper(profileAround(drawn, inner, LEAST_LN, FEW_PLACES), inner),
        );
        continue;
      }
    }
    // whether this order is the better one by far shows on a small grid
    if (
      lower > 0 &&
      deltaUpper(profileAround(drawn, epsilon, lnDelta, FEW_PLACES), epsilon) <= lower
    )
      continue;
    const bounds = orderDelta(drawn, epsilon, lnDelta);
    lower = Math.max(lower, bounds.lower);
    upper = Math.max(upper, bounds.upper);
  }
  return { lower, upper };
}

/** How much less than guessed delta may be, in further tries. */
const FURTHER = [0, 12, 40, 100];

/** Bounds of delta for one order. Where they are wide the guess was poor: then with more of what is unlikely. */
function orderDelta(drawn: readonly Drawn[], epsilon: number, lnDelta: number): Enclosure {
  let [lower, upper] = [0, 1];
  for (const further of FURTHER) {
    const parts = further === 0 ? drawn : draw(drawn, reachFor(lnDelta - further, drawn));
    const profile = profileAround(parts, epsilon, lnDelta - further, MOST_PLACES);
    lower = Math.max(lower, deltaLower(profile, epsilon));
    upper = Math.min(upper, deltaUpper(profile, epsilon));
    if (upper <= 1.001 * lower) break;
  }
  return { lower, upper };
}

const ROUNDS = 4;

/** Bounds of the least epsilon >= 0 with delta(epsilon) <= delta, for a delta in (0, 1). */
export function engineEpsilon(orders: Orders, delta: number): Enclosure {
  const lnDelta = guess.ln(delta);
  const all = orders.map((parts) => {
    const drawn = draw(parts, reachFor(lnDelta, parts));
    const most = greatest(drawn);
    return { drawn, most, aim: roughEpsilon(drawn, lnDelta, most) };
  });
  all.sort((a, b) => b.aim - a.aim);
  let [lower, upper] = [0, 0];
  for (const { drawn, most, aim } of all) {
    if (lower > 0) {
      if (most <= lower) continue;
      const small = profileAround(drawn, aim, lnDelta, FEW_PLACES);
      if (epsilonUpper(small, delta, aim) <= lower) continue;
    }
    const bounds = orderEpsilon(drawn, most, aim, delta);
    lower = Math.max(lower, bounds.lower);
    upper = Math.max(upper, bounds.upper);
  }
  return { lower, upper };
}

function orderEpsilon(
  drawn: readonly Drawn[],
  most: number,
  start: number,
  delta: number,
): Enclosure {
  let aim = start;
  let [lower, upper] = [0, most];
  for (let round = 0; round < ROUNDS; round += 1) {
    const profile = profileAround(drawn, aim, guess.ln(delta), MOST_PLACES);
    const [low, high] = [epsilonLower(profile, delta, aim), epsilonUpper(profile, delta, aim)];
    lower = Math.max(lower, low);
    upper = Math.min(upper, high);
    const next = Number.isFinite(high) && high < most ? high : low > 0 ? low : aim * 1.5;
    const isNear = Math.abs(next - aim) <= 0.02 * (aim + profile.step);
    if (isNear || upper - lower <= 1e-5 * upper) break;
    aim = Math.max(0, next);
  }
  return { lower, upper: Math.max(lower, upper) };
}

function roughEpsilon(parts: readonly Drawn[], lnDelta: number, most: number): number {
  if (roughLnDelta(parts, 0) < lnDelta) return 0;
  let [low, high] = [0, Number.isFinite(most) ? most : 1];
  if (!Number.isFinite(most))
    while (high < 1e9 && roughLnDelta(parts, high) > lnDelta) [low, high] = [high, 2 * high];
  for (let k = 0; k < 60; k += 1) {
    const middle = (low + high) / 2;
    const gap = roughLnDelta(parts, middle) - lnDelta;
    if (Math.abs(gap) < 0.02) return middle;
    if (gap > 0) low = middle;
    else high = middle;
  }
  return Number.isFinite(most) ? Math.min(low, most * (1 - 1e-6)) : low;
}

/** An epsilon of which it is proved that delta(epsilon) <= delta; or Infinity. */
function epsilonUpper(profile: Profile, delta: number, aim: number): number {
  const start = guessEpsilon(profile, delta, 1, aim);
  if (start === undefined) return Infinity;
  if (start <= 0) return deltaUpper(profile, 0) <= delta ? 0 : Infinity;
  let away = 1e-14 * Math.max(Math.abs(start), profile.step);
  for (let k = 0; k < 40; k += 1, away *= 4) {
    const epsilon = Math.max(0, start + away);
    if (deltaUpper(profile, epsilon) <= delta) return epsilon;
  }
  return Infinity;
}

/** An epsilon of which it is proved that delta(epsilon) >= delta; or 0. */
function epsilonLower(profile: Profile, delta: number, aim: number): number {
  const start = guessEpsilon(profile, delta, -1, aim);
  if (start === undefined || start <= 0) return 0;
  let away = 1e-14 * Math.max(start, profile.step);
  for (let k = 0; k < 40; k += 1, away *= 4) {
    const epsilon = start - away;
    if (epsilon <= 0) return 0;
    if (deltaLower(profile, epsilon) > delta) return epsilon;
  }
  return 0;
}
