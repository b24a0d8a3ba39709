import type { Enclosure } from '@discreet/numeric';
import * as guess from '../guess.ts';
import { blockSum, blockSumOff } from './block-sum.ts';
import { compose, type Rates, type Step } from './convolution.ts';
import { expNear, NEAR } from './exp.ts';
import { rootsOfUnity } from './fourier.ts';
import { gather, type Grid, type Masses, spread } from './grid.ts';
import { type Sketch, sketchOf, sketchOfMasses } from './law.ts';
import { deltaLower, deltaUpper, guessEpsilon, type Profile, profileOf } from './profile.ts';
import {
  type Drawn,
  extents,
  greatest,
  type Part,
  roughLnDelta,
  total,
  windowFor,
} from './saddle-point.ts';

/** How many places of the grid a query may take, and how near in epsilon it aims, relatively. */
const FEWEST_PLACES = 16384;
const USUAL_PLACES = 65536;
const MOST_PLACES = 262144;
const WIDEST = 1048576;
const FEW_PLACES = 16384;
const AIM = 1e-7;
const MUST = 1e-5;
export const MOST_REACH = 36;
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
  isNarrow = false,
): Profile {
  const { tilt, best, left, right, outside } = windowFor(parts, epsilon, lnDelta, isNarrow);
  const counts = parts.reduce((sum, { count }) => sum + count, 0);
  const reach = reachFor(lnDelta, parts);
  // a little more, for the grid spreads losses
  const span = Math.max((right - left) * 1.01, 1e-9 * Math.max(1, Math.abs(epsilon)));
  // what counts is how far epsilon is off, relatively, and delta
  const scale = Math.min(1 / best, Math.max(Math.abs(epsilon), Math.sqrt(total(parts, tilt)[2])));
  const bias = (size: number): number => ((best + 1) * counts * (span / size) ** 2) / (8 * scale);
  // atoms are moved by up to a step from below: even where the bias is small, steps are
  let size = Math.min(FEWEST_PLACES, places);
  while (size < places && bias(size) > (size < USUAL_PLACES ? AIM : MUST)) size *= 2;
  const widest = (span * (1 + 4 / size)) / size;
  // a grid that a gap fits on, that of the most uses, where that does not make it much finer
  const { gap } = parts.reduce<{ readonly gap?: number; readonly count: number }>(
    (most, part) => (part.gap !== undefined && part.count > most.count ? part : most),
    { count: 0 },
  );
  const step =
    gap !== undefined && gap > widest ? gap / Math.max(1, Math.floor(gap / widest)) : widest;
  let [offset, offsetOff, infinite, excess] = [0, 0, 0, 0];
  const gridded: Drawn[] = [];
  const steps: Step[] = parts.map((part) => {
    const { law, count, sketch } = part;
    const grid = gridAround(offsetOf(sketch, step), step, tilt, right - left);
    const fineness = { width: step * 0.35, tilt: best, reach };
    const cells = law(fineness);
    const upper = spread(cells, grid, tilt);
    const lower = gather(cells, grid, tilt);
    offset += count * grid.offset;
    offsetOff += NEAR * (1 + parts.length / 4) * count * Math.abs(grid.offset);
    infinite += count * upper.infinite * (1 + 1e-9);
    excess += count * excessOf(upper);
    gridded.push({ ...part, sketch: sketchOfMasses(upper, grid) });
    return { upper, lower, count };
  });
  // the grid has spread the losses a little
  const held = extents(gridded, tilt, outside);
  while (size < WIDEST && (held.right - held.left) / step > size - 8) size *= 2;
  const first = Math.floor((held.left - offset) / step) - 2;
  const rates: Rates = { left: held.leftRate * step, right: held.rightRate * step };
  const composed = compose(steps, rootsOfUnity(size), tilt * step, first, rates);
  return profileOf({
    bias: ((best + 1) * counts * step * step) / 8,
    lnBias: (best * (best + 1) * counts * step * step) / 8,
    composed,
    tilt: tilt * step,
    step,
    offset,
    offsetOff,
    // all others, whose chances may sum to a little more than 1
    infinite: infinite * (excess < 700 ? expNear(excess) * (1 + 4 * NEAR) : Infinity),
  });
}

/** At most how much more than 1 the chances sum to. */
const excessOf = ({ mass, infinite }: Masses): number =>
  Math.max(0, blockSum(mass) * (1 + blockSumOff(mass.length)) + infinite - 1);

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

export const draw = (parts: readonly Part[], reach: number): readonly Drawn[] =>
  parts.map((part) => {
    const cells = part.law({ width: Infinity, tilt: 1, reach });
    const most = cells.high.reduce((a, b) => Math.max(a, b), -Infinity);
    return { ...part, sketch: sketchOf(cells), most };
  });

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

/** ln of deltas that are as good as none; and what is little enough */
const LEAST_LN = -480;
const AS_NOTHING = 1e-150;

/** Bounds of delta at an epsilon >= 0 that lies between two doubles. */
export function gridDelta(
  orders: readonly (readonly Part[])[],
  epsilon: number,
  above: number,
): Enclosure {
  const all = orders.map((parts) => sharpen(parts, epsilon));
  all.sort((a, b) => b.lnDelta - a.lnDelta);
  let [lower, upper] = [0, 0];
  for (const { drawn, lnDelta } of all) {
    if (epsilon >= greatest(drawn)) continue;
    if (lnDelta < LEAST_LN) {
      // far out delta is at most what it is further in, which is little enough
      const inner = Math.min(epsilon, roughEpsilon(drawn, LEAST_LN, Infinity));
      const bound = deltaUpper(profileAround(drawn, inner, LEAST_LN, FEW_PLACES), inner);
      if (bound < AS_NOTHING) {
        upper = Math.max(upper, bound);
        continue;
      }
    }
    // whether this order is the better one by far shows on a small grid
    if (
      lower > 0 &&
      deltaUpper(profileAround(drawn, epsilon, lnDelta, FEW_PLACES), epsilon) <= lower
    )
      continue;
    const bounds = orderDelta(drawn, epsilon, above, Math.max(lnDelta, LEAST_LN));
    lower = Math.max(lower, bounds.lower);
    upper = Math.max(upper, bounds.upper);
  }
  return { lower, upper };
}

/** How much less than guessed delta may be, in further tries that found nothing. */
const FURTHER = 14;
const TRIES = 4;

/** Bounds of delta for one order. Where they are wide the guess was poor: then again, for the delta that was found, or less. */
function orderDelta(
  drawn: readonly Drawn[],
  epsilon: number,
  above: number,
  lnDelta: number,
): Enclosure {
  let [lower, upper] = [0, 1];
  let [parts, aim, width] = [drawn, lnDelta, 1];
  for (let round = 0; round < TRIES; round += 1) {
    const profile = profileAround(parts, epsilon, aim, MOST_PLACES, round % 2 === 0);
    lower = Math.max(lower, deltaLower(profile, above));
    upper = Math.min(upper, deltaUpper(profile, epsilon));
    if (upper <= (1.0001 + 6 * profile.lnBias) * lower || upper < 1e-300) break;
    // rounds that bring little are not worth more
    const gained = (upper - lower) / upper;
    if (round > 0 && gained < 0.5 && gained > 0.7 * width) break;
    width = gained;
    const found = guess.ln(upper);
    aim = lower > 0 ? Math.min(aim - 2, guess.ln(lower)) : Math.min(aim, found) - FURTHER;
    parts = draw(drawn, reachFor(aim, drawn));
  }
  return { lower, upper };
}

const ROUNDS = 5;
/** how narrow bounds of epsilon are narrow enough, relatively */
const TIGHT = 2e-5;

/** Bounds of the least epsilon >= 0 with delta(epsilon) <= delta, for a delta in (0, 1) that lies between two doubles. */
export function gridEpsilon(
  orders: readonly (readonly Part[])[],
  delta: number,
  above: number,
): Enclosure {
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
    const bounds = orderEpsilon(drawn, most, aim, [delta, above]);
    lower = Math.max(lower, bounds.lower);
    upper = Math.max(upper, bounds.upper);
  }
  return { lower, upper };
}

function orderEpsilon(
  drawn: readonly Drawn[],
  most: number,
  start: number,
  [delta, above]: readonly [number, number],
): Enclosure {
  let aim = start;
  let isNarrow = true;
  let [lower, upper] = [0, most];
  for (let round = 0; round < ROUNDS; round += 1) {
    const profile = profileAround(drawn, aim, guess.ln(delta), MOST_PLACES, isNarrow);
    const [low, high] = [epsilonLower(profile, above, aim), epsilonUpper(profile, delta, aim)];
    lower = Math.max(lower, low);
    upper = Math.min(upper, high);
    const next = Number.isFinite(high) && high < most ? high : low > 0 ? low : aim * 1.5;
    const isNear = Math.abs(next - aim) <= 0.02 * (aim + profile.step);
    const isTight =
      upper < Infinity && upper - lower <= Math.max(TIGHT * upper, isNear ? 6 * profile.bias : 0);
    if (isTight || (isNear && !isNarrow)) break;
    isNarrow &&= !isNear;
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
  const isEnough = (epsilon: number): boolean => deltaUpper(profile, epsilon) <= delta;
  const start = guessEpsilon(profile, delta, 1, aim);
  if (start === undefined || start <= 0) return isEnough(0) ? 0 : Infinity;
  return firstAway(start, Math.max(start, profile.step), 1, isEnough) ?? Infinity;
}

/** An epsilon of which it is proved that delta(epsilon) >= delta; or 0. */
function epsilonLower(profile: Profile, delta: number, aim: number): number {
  const start = guessEpsilon(profile, delta, -1, aim);
  if (start === undefined || start <= 0) return 0;
  const isTooLittle = (epsilon: number): boolean => deltaLower(profile, epsilon) > delta;
  return firstAway(start, Math.max(start, profile.step), -1, isTooLittle) ?? 0;
}

/** The nearest number to the start that is known to hold: further and further away, then back by halves. */
function firstAway(
  start: number,
  unit: number,
  side: 1 | -1,
  holds: (epsilon: number) => boolean,
): number | undefined {
  let [near, far] = [0, 1e-14 * unit];
  for (let k = 0; !holds(Math.max(0, start + side * far)); k += 1) {
    if (k > 26 || (side === -1 && start <= far)) return undefined;
    [near, far] = [far, far * 4];
  }
  for (let k = 0; k < 5 && near > 0; k += 1) {
    const middle = (near + far) / 2;
    if (holds(Math.max(0, start + side * middle))) far = middle;
    else near = middle;
  }
  return Math.max(0, start + side * far);
}
