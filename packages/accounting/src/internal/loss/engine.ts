import type { Enclosure } from '@discreet/numeric';
import * as guess from '../guess.ts';
import { compose, type Rates, type Step } from './convolution.ts';
import { expNear, NEAR } from './exp.ts';
import { rootsOfUnity } from './fourier.ts';
import { gather, type Grid, type Masses, spread } from './grid.ts';
import { type Sketch, sketchOf } from './law.ts';
import { deltaLower, deltaUpper, guessEpsilon, type Profile } from './profile.ts';
import { type Drawn, greatest, type Part, roughLnDelta, total, windowFor } from './saddle-point.ts';

/** How many places of the grid a query may take, and how near in epsilon it aims, relatively. */
const FEWEST_PLACES = 4096;
const USUAL_PLACES = 65536;
const MOST_PLACES = 262144;
const FEW_PLACES = 16384;
const AIM = 1e-7;
const MUST = 1e-5;
const MOST_REACH = 36;
/** losses that are so much over the tilt below the usual one count e^-50 of it */
const FAR_BELOW = 50;
/** a loss that is so much above the others is as good as infinite: 1 - e^-45 of it counts */
const FAR_ABOVE = 45;
/** how many places a grid may be long for the sake of losses that are far from the window */
const MOST_LENGTH = 2 ** 20;

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
  let [offset, offsetOff, infinite, excess] = [0, 0, 0, 0];
  const steps: Step[] = parts.map(({ loss, count, sketch }) => {
    const grid = gridAround(offsetOf(sketch, step), step, tilt, right - left);
    const fineness = { width: step * 0.35, tilt, reach };
    const cells = loss.above(fineness);
    const upper = spread(cells, grid);
    const lower = gather(loss.below === loss.above ? cells : loss.below(fineness), grid, tilt);
    offset += count * grid.offset;
    offsetOff += NEAR * count * Math.abs(grid.offset);
    infinite += count * upper.infinite * (1 + 1e-9);
    excess += count * excessOf(upper);
    return { upper, lower, count };
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
    // all others, whose chances may sum to a little more than 1
    infinite: infinite * (excess < 700 ? expNear(excess) * (1 + 4 * NEAR) : Infinity),
  };
}

/** At most how much more than 1 the chances sum to. */
const excessOf = ({ mass, infinite }: Masses): number =>
  Math.max(0, mass.reduce((a, b) => a + b, 0) * (1 + mass.length * NEAR) + infinite - 1);

/**
 * The grid of one law. What is so far from its centre that a sum with it leaves the window need not be told apart; nor what is so far below that the tilt makes it
 * rare, or so far above that the loss is as good as infinite, unless a grid that long is no trouble.
 */
function gridAround(offset: number, step: number, tilt: number, window: number): Grid {
  const long = MOST_LENGTH * step;
  return {
    step,
    offset,
    floor: offset - Math.max(2 * window, Math.min(FAR_BELOW / tilt, long)),
    ceiling: offset + Math.max(2 * window, Math.min(FAR_ABOVE + window, long)),
  };
}

/** How many standard deviations of noise matter to a delta: beyond them all uses together have a chance of e^-25 of it. */
const reachFor = (lnDelta: number, parts: readonly Part[]): number => {
  const uses = parts.reduce((sum, { count }) => sum + count, 0);
  return Math.min(MOST_REACH, Math.max(6, Math.sqrt(2 * (25 - lnDelta + guess.ln(uses)))));
};

const draw = (parts: readonly Part[], reach: number): readonly Drawn[] =>
  parts.map((part) => {
    const cells = part.loss.above({ width: Infinity, tilt: 1, reach });
    const most = cells.high.reduce((a, b) => Math.max(a, b), -Infinity);
    return { ...part, sketch: sketchOf(cells), most };
  });

/** Bounds of the greatest total loss, of the worse order: where nothing fails it is the least epsilon of delta 0. */
export function greatestLoss(orders: Orders): Enclosure {
  let [lower, upper] = [0, 0];
  for (const parts of orders) {
    const drawn = draw(parts, MOST_REACH);
    upper = Math.max(upper, greatest(drawn));
    const least = parts.map(({ loss, count }) => {
      const { p, low } = loss.below({ width: Infinity, tilt: 1, reach: MOST_REACH });
      return count * low.reduce((a, b, j) => (p[j]! > 1e-300 ? Math.max(a, b) : a), -Infinity);
    });
    const sum = least.reduce((a, b) => a + b, 0);
    const size = least.reduce((a, b) => a + Math.abs(b), 0);
    lower = Math.max(lower, sum - NEAR * size * (least.length + 2));
  }
  return { lower, upper };
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
