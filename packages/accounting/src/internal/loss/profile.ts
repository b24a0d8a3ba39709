import type { Composed } from './convolution.ts';
import { expNear, NEAR, oneMinusExp } from './exp.ts';
import * as guess from '../guess.ts';

/** A composition on a grid: the loss at place k is offset + k step, the offset within `offsetOff`. */
export interface Profile {
  readonly composed: Composed;
  readonly tilt: number;
  readonly step: number;
  readonly offset: number;
  readonly offsetOff: number;
  /** at most the chance that the loss is infinite */
  readonly infinite: number;
}

/** e^-60: beyond it terms are bounded together */
const SPAN = 60;
const BLOCK = 512;

/** By how much the distance of a place near epsilon from epsilon may be off. */
const distanceOff = ({ offset, offsetOff, step }: Profile, epsilon: number): number =>
  offsetOff + 4 * NEAR * (Math.abs(offset) + Math.abs(epsilon) + step);

/** A place below which no loss is above epsilon. */
const placeAbove = (profile: Profile, epsilon: number): number => {
  const { step, offset } = profile;
  return Math.floor((epsilon - offset - distanceOff(profile, epsilon)) / step) - 1;
};

/** How far the loss at a place is above epsilon, at most or at least. */
const gapOf = (
  { step, offset, offsetOff }: Profile,
  k: number,
  epsilon: number,
  sign: 1 | -1,
): number => {
  const off = offsetOff + NEAR * (Math.abs(k * step) + Math.abs(offset) + Math.abs(epsilon));
  return Math.max(0, offset - epsilon + k * step + sign * off);
};

/** e^(lnScale - tilt k), rounded up or down. */
const scaleAt = ({ composed, tilt }: Profile, k: number, sign: 1 | -1): number => {
  const exponent = composed.lnScale - tilt * k;
  const off = composed.lnScaleOff + NEAR * (2 + Math.abs(composed.lnScale) + Math.abs(tilt * k));
  // beyond what a double holds: no bound
  if (sign === -1 && !(Math.abs(exponent) < 690)) return 0;
  const value = expNear(exponent + sign * off) * (1 + sign * 2 * NEAR);
  return sign === 1 ? Math.max(value, Number.MIN_VALUE) : value;
};

/** The tilted part of delta(epsilon), relative to the place k: bounded on the given side. */
function tiltedDelta(profile: Profile, k: number, epsilon: number, sign: 1 | -1): number {
  const { composed, tilt } = profile;
  const { first, upper, lower, error } = composed;
  const end = first + upper.length;
  const last = tilt > 0 ? Math.min(end, k + Math.ceil(SPAN / tilt)) : end;
  let total = 0;
  for (let from = Math.max(k, first); from < last; from += BLOCK) {
    let sum = 0;
    const until = Math.min(last, from + BLOCK);
    for (let i = from; i < until; i += 1) {
      const chance =
        sign === 1 ? upper[i - first]! + error : Math.max(0, lower[i - first]! - error);
      sum += chance * expNear(-tilt * (i - k)) * oneMinusExp(gapOf(profile, i, epsilon, sign));
    }
    total += sum;
  }
  // rounding: each exponent is at most 60, a sum of n terms in blocks is off by (512 + n/512) 2^-53
  const off = NEAR * (SPAN + 16 + BLOCK / 4 + upper.length / BLOCK);
  if (sign === -1) return Math.max(0, total * (1 - off) - composed.around);
  const rest =
    last < end ? expNear(-tilt * (last - k)) * (composed.total + 2 * upper.length * error) : 0;
  const above = composed.above * expNear(Math.max(-700, -tilt * (end - k))) * (1 + 1e-12);
  return total * (1 + off) + rest * (1 + 1e-12) + above;
}

/** At least delta(epsilon), for an epsilon in the window. */
export function deltaUpper(profile: Profile, epsilon: number): number {
  const k = placeAbove(profile, epsilon);
  if (k < profile.composed.first) return 1;
  const value = tiltedDelta(profile, k, epsilon, 1) * scaleAt(profile, k, 1) * (1 + 2 * NEAR);
  const total = (value + profile.infinite) * (1 + 2 * NEAR);
  return Number.isNaN(total) ? 1 : Math.min(1, Math.max(total, Number.MIN_VALUE));
}

/** At most delta(epsilon), for an epsilon in the window. */
export function deltaLower(profile: Profile, epsilon: number): number {
  const k = placeAbove(profile, epsilon);
  if (k < profile.composed.first) return 0;
  const value = tiltedDelta(profile, k, epsilon, -1) * scaleAt(profile, k, -1) * (1 - 2 * NEAR);
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
  const { first, upper, lower, error } = composed;
  const end = first + upper.length;
  const anchor = placeAbove(profile, aim);
  const rest = sign === 1 ? delta - profile.infinite : delta;
  if (!(rest > 0)) return undefined;
  const lnTarget = guess.ln(rest) - composed.lnScale + tilt * anchor;
  if (lnTarget > 700) return undefined;
  const target = guess.exp(lnTarget);
  const decay = guess.exp(-step);
  let [all, past] = [0, 0];
  for (let k = end - 1; k >= first; k -= 1) {
    const chance = sign === 1 ? upper[k - first]! + error : Math.max(0, lower[k - first]! - error);
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
