import type { Composed } from './convolution.ts';
import { expNear, NEAR, oneMinusExp } from './exp.ts';
import * as guess from '../guess.ts';

/** A composition on a grid: the loss at place k is offset + k step, the offset within `offsetOff`. */
export interface GridProfile {
  readonly composed: Composed;
  readonly tilt: number;
  readonly step: number;
  readonly offset: number;
  readonly offsetOff: number;
  /** at most the chance that the loss is infinite */
  readonly infinite: number;
  /** about by how much the grid moves an epsilon, and ln delta */
  readonly bias: number;
  readonly lnBias: number;
}

/** The same, with e^(-tilt j) and 1 - e^(-step j) for j = 0, 1, ... */
export interface Profile extends GridProfile {
  readonly decay: Float64Array;
  readonly rise: Float64Array;
}

/** e^-60: beyond it terms are bounded together */
const SPAN = 60;
const BLOCK = 512;
/** by how many places a quotient may be off */
const TURNS = 4;

/** A profile that can be asked many times. */
export function profileOf(grid: GridProfile): Profile {
  const { tilt, step, composed } = grid;
  const length = Math.min(composed.upper.length, Math.ceil(SPAN / tilt) + 1);
  const [decay, rise] = [new Float64Array(length), new Float64Array(length)];
  for (let j = 0; j < length; j += 1) {
    decay[j] = expNear(-tilt * j);
    rise[j] = oneMinusExp(j * step);
  }
  return { ...grid, decay, rise };
}

/** By how much the distance of a place of the window from epsilon may be off. */
const distanceOff = (
  { offset, offsetOff, step, composed: { first, upper } }: Profile,
  epsilon: number,
): number => {
  const most = Math.max(Math.abs(first), Math.abs(first + upper.length)) * step;
  return offsetOff + NEAR * (Math.abs(offset) + Math.abs(epsilon) + most);
};

/** The first place of a loss that is, or may be, above epsilon, and how far at least, or at most. */
function placeAbove(
  profile: Profile,
  epsilon: number,
  sign: 1 | -1,
): readonly [place: number, gap: number] {
  const { step, offset } = profile;
  const off = sign * distanceOff(profile, epsilon);
  const gapAt = (k: number): number => offset - epsilon + k * step + off;
  let k = Math.floor((epsilon - offset - off) / step);
  for (let turn = 0; turn < TURNS && gapAt(k) <= 0; turn += 1) k += 1;
  for (let turn = 0; turn < TURNS && gapAt(k - 1) > 0; turn += 1) k -= 1;
  // where doubles no longer tell places apart nothing is known
  if (!(gapAt(k) > 0 && gapAt(k - 1) <= 0)) return [NaN, NaN];
  if (sign === -1) k = Math.max(k, profile.composed.first);
  return [k, gapAt(k)];
}

/** e^(lnScale - tilt k), rounded up or down. */
const scaleAt = ({ composed, tilt }: Profile, k: number, sign: 1 | -1): number => {
  const exponent = composed.lnScale - tilt * k;
  const off = composed.lnScaleOff + NEAR * (2 + Math.abs(composed.lnScale) + Math.abs(tilt * k));
  // beyond what a double holds: no bound
  if (sign === -1 && !(Math.abs(exponent) < 690)) return 0;
  // further down doubles lose digits
  return expNear(Math.max(exponent + sign * off, -700)) * (1 + sign * 2 * NEAR);
};

/** The tilted part of delta(epsilon), relative to the place k: bounded on the given side. */
function tiltedDelta(profile: Profile, k: number, gap: number, sign: 1 | -1): number {
  const { composed, tilt, decay, rise } = profile;
  const { first, upper, lower, error, norm } = composed;
  const chances = sign === 1 ? upper : lower;
  const from = k - first;
  const length = Math.max(0, Math.min(chances.length - from, decay.length));
  // 1 - e^-(gap + j step) = (1 - e^-gap) + e^-gap (1 - e^(-j step))
  const [a, b] = [oneMinusExp(gap), expNear(-gap)];
  /** the sum of the values that are used, of their sizes, of all weights, and of the weights' squares */
  let [total, size, weights, squares] = [0, 0, 0, 0];
  for (let start = 0; start < length; start += BLOCK) {
    let [sum, around, w1, w2] = [0, 0, 0, 0];
    const until = Math.min(length, start + BLOCK);
    for (let j = start; j < until; j += 1) {
      const weight = decay[j]! * (a + b * rise[j]!);
      const value = chances[from + j]! * weight;
      sum += value;
      around += Math.abs(value);
      w1 += weight;
      w2 += weight * weight;
    }
    total += sum;
    size += around;
    weights += w1;
    squares += w2;
  }
  // rounding: each exponent is at most 60, a sum of n terms in blocks is off by (512 + n/512) 2^-53
  const off = NEAR * (SPAN + 16 + BLOCK / 4 + upper.length / BLOCK);
  // of the errors of the values, by the greatest one or by Cauchy and Schwarz
  const wrong = Math.min(error * weights, norm * Math.sqrt(squares)) * (1 + 2 * off) + size * off;
  if (sign === -1) return Math.max(0, total - wrong - composed.around);
  const end = upper.length - from;
  const rest = length < end ? expNear(Math.max(-700, -tilt * length)) * composed.total : 0;
  const above = composed.above * expNear(Math.max(-700, -tilt * end)) * (1 + 1e-12);
  return Math.max(0, total + wrong) + rest * (1 + 1e-12) + above;
}

/** At least delta(epsilon), for an epsilon in the window. */
export function deltaUpper(profile: Profile, epsilon: number): number {
  const [k, gap] = placeAbove(profile, epsilon, 1);
  if (!(k >= profile.composed.first)) return 1;
  const value = tiltedDelta(profile, k, gap, 1) * scaleAt(profile, k, 1) * (1 + 2 * NEAR);
  const total = (value + profile.infinite) * (1 + 2 * NEAR);
  return Number.isNaN(total) ? 1 : Math.min(1, Math.max(total, Number.MIN_VALUE));
}

/** At most delta(epsilon); of use for an epsilon in the window or below it. */
export function deltaLower(profile: Profile, epsilon: number): number {
  const [k, gap] = placeAbove(profile, epsilon, -1);
  const value = tiltedDelta(profile, k, gap, -1) * scaleAt(profile, k, -1) * (1 - 2 * NEAR);
  return value > 0 ? Math.min(1, value) : 0;
}

/**
 * About the epsilon at which the bound of delta is `delta`: undefined where that is not in the window. From the right, with the sums of the chances and of the
 * chances times e^-(loss - epsilon).
 */
export function guessEpsilon(
  profile: Profile,
  delta: number,
  sign: 1 | -1,
  aim: number,
): number | undefined {
  const { composed, tilt, step, offset } = profile;
  const { first, upper, lower } = composed;
  const end = first + upper.length;
  const anchor = Math.floor((aim - offset) / step);
  const rest = sign === 1 ? delta - profile.infinite : delta;
  if (!(rest > 0)) return undefined;
  const lnTarget = guess.ln(rest) - composed.lnScale + tilt * anchor;
  if (lnTarget > 700) return undefined;
  const target = guess.exp(lnTarget);
  const decay = guess.exp(-step);
  let [all, past] = [0, 0];
  for (let k = end - 1; k >= first; k -= 1) {
    const chance = Math.max(0, (sign === 1 ? upper : lower)[k - first]!);
    const weight = chance === 0 ? 0 : chance * guess.exp(-tilt * (k - anchor));
    all += weight;
    past = past * decay + weight;
    if (!(all < Infinity)) return undefined;
    if (all - past * decay >= target) {
      const ratio = (all - target) / past;
      return ratio > 0 ? offset + k * step + guess.ln(ratio) : offset + (k - 1) * step;
    }
  }
  return undefined;
}
