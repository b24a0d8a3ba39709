import { type DiscreetError, type Enclosure, Interval, nextUp, Rational } from '@discreet/numeric';
import type { PrivacyEvent } from '../../event.ts';
import type { NeighbouringRelation } from '../../event-relation.ts';
import { exactOf } from '../exact-of.ts';
import { gaussianDelta, gaussianEpsilon } from '../gaussian.ts';
import { leavesOf } from '../leaves-of.ts';
import { refusal } from '../read-parameter.ts';
import { composedDelta, composedEpsilon, greatestLoss } from './composed-loss.ts';
import { latticeDelta, latticeEpsilon } from './lattice.ts';
import { gaussianMechanism } from './gaussian-mechanism.ts';
import type { Mechanism } from './mechanism.ts';
import { mechanismOf } from './mechanism-of.ts';
import { type Orders, ordersOf } from './orders.ts';

/** A mechanism, and how often it was used. */
interface Used {
  readonly mechanism: Mechanism;
  readonly count: number;
}

/** All that was composed. */
export interface LossState {
  readonly relation: NeighbouringRelation;
  /** whether the data themselves were released */
  readonly isInfinite: boolean;
  /** deltas, each with how often */
  readonly failures: readonly (readonly [delta: Rational, count: number])[];
  /** the sum of 1 / sigma^2 of all plain Gaussians: they are one */
  readonly precision: Rational;
  readonly used: ReadonlyMap<string, Used>;
}

/** how often one mechanism may be used: beyond it rounding would count */
const MOST_USES = 1n << 40n;

const tooOften = (count: bigint): DiscreetError =>
  refusal('pldAccountant', 'a mechanism may be used 2^40 times at most', count);

/** Nothing. */
export const nothingLost = (relation: NeighbouringRelation): LossState => ({
  relation,
  isInfinite: false,
  failures: [],
  precision: Rational.zero,
  used: new Map(),
});

/** The state after an event has happened `count` times; throws for what has no privacy loss distribution. */
export function addLoss(state: LossState, event: PrivacyEvent, count: bigint): LossState {
  let { isInfinite, precision } = state;
  const failures = [...state.failures];
  const used = new Map(state.used);
  for (const leaf of leavesOf(event, count)) {
    if (leaf.event.kind === 'nonPrivate') {
      isInfinite = true;
      continue;
    }
    if (leaf.count > MOST_USES) throw tooOften(leaf.count);
    const times = Number(leaf.count);
    if (leaf.event.kind === 'epsilonDelta' && leaf.event.delta.sign() > 0)
      failures.push([leaf.event.delta, times]);
    const mechanism = mechanismOf(leaf.event, state.relation);
    if (mechanism === undefined) continue;
    if (mechanism.precision !== undefined) {
      precision = precision.add(Rational.of(leaf.count).mul(mechanism.precision));
      continue;
    }
    const before = used.get(mechanism.key);
    const all = (before?.count ?? 0) + times;
    if (all > Number(MOST_USES)) throw tooOften(BigInt(all));
    used.set(mechanism.key, { mechanism: before?.mechanism ?? mechanism, count: all });
  }
  return { ...state, isInfinite, failures, precision, used };
}

const BITS = 256;

/** Around 1 less the chance that nothing failed. */
function failureOf({ failures }: LossState): Interval {
  const nothing = Interval.integer(0, BITS);
  // 1 - prod (1 - delta)^count = -expm1(sum count ln(1 - delta)): however small deltas are, nothing cancels
  const ln = failures.reduce(
    (sum, [delta, count]) =>
      sum.add(Interval.of(delta.negate(), BITS).log1p().mul(Interval.integer(count, BITS))),
    nothing,
  );
  return Interval.max(ln.expm1().negate(), nothing);
}

const MOST_FACTORS = 64;

/** The chance that something failed, where it takes few factors to write it down. */
function exactFailure({ failures }: LossState): Rational | undefined {
  if (failures.reduce((sum, [, count]) => sum + count, 0) > MOST_FACTORS) return undefined;
  let fine = Rational.one;
  for (const [delta, count] of failures)
    for (let k = 0; k < count; k += 1) fine = fine.mul(Rational.one.sub(delta));
  return Rational.one.sub(fine);
}

/** How the parts of a state are best added up. */
type Way =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'gaussian' }
  | {
      readonly kind: 'profile';
      readonly profile: (epsilon: Rational) => Enclosure;
      readonly used: Used;
    }
  | { readonly kind: 'lattice'; readonly used: Used }
  | { readonly kind: 'grid'; readonly orders: Orders };

const MOST_EXACT = 6e7;

/** Whether an exact convolution stays small: outcomes after all uses, by bits of each. */
function isSmall({ mechanism: { lattice }, count }: Used): boolean {
  if (lattice === undefined) return false;
  return lattice.outcomes(192) * Math.min(count, 40 * Math.sqrt(count)) * 400 < MOST_EXACT;
}

function wayOf({ precision, used }: LossState): Way {
  const all = [...used].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const [first] = all;
  if (first === undefined) return { kind: precision.sign() === 0 ? 'nothing' : 'gaussian' };
  const isAlone = all.length === 1 && precision.sign() === 0;
  const { profile } = first.mechanism;
  const orders = (): Orders =>
    ordersOf(
      precision.sign() === 0
        ? all
        : [...all, { mechanism: gaussianMechanism(precision), count: 1 }],
    );
  if (isAlone && first.count === 1 && profile !== undefined)
    return { kind: 'profile', profile, used: first };
  if (isAlone && isSmall(first)) return { kind: 'lattice', used: first };
  return { kind: 'grid', orders: orders() };
}

/** Around delta at an epsilon >= 0, failures aside. */
function restDelta(state: LossState, epsilon: Rational): Enclosure {
  const way = wayOf(state);
  switch (way.kind) {
    case 'nothing':
      return { lower: 0, upper: 0 };
    case 'gaussian':
      return gaussianDelta(state.precision, epsilon);
    case 'profile':
      return way.profile(epsilon);
    case 'lattice': {
      const { mechanism, count } = way.used;
      return mechanism.lattice === undefined
        ? { lower: 0, upper: 1 }
        : latticeDelta(mechanism.lattice, count, epsilon);
    }
    case 'grid':
      return composedDelta(way.orders, epsilon);
  }
}

const between = (lower: number, upper: number): Enclosure => ({
  lower,
  upper: Math.max(lower, upper),
});

/** Around the least epsilon >= 0 with restDelta(epsilon) = 0: the greatest loss. */
function restGreatest({ precision, used }: LossState): Enclosure {
  if (precision.sign() > 0) return { lower: Infinity, upper: Infinity };
  return greatestLoss(ordersOf([...used.values()]));
}

/** Around the least epsilon >= 0 with restDelta(epsilon) <= delta. */
function restEpsilon(state: LossState, delta: Rational): Enclosure {
  const way = wayOf(state);
  switch (way.kind) {
    case 'nothing':
      return { lower: 0, upper: 0 };
    case 'gaussian':
      return gaussianEpsilon(state.precision, delta);
    case 'profile':
      return way.used.mechanism.epsilon?.(delta) ?? invert(way.profile, delta, 1);
    case 'lattice': {
      const { mechanism, count } = way.used;
      return mechanism.lattice === undefined
        ? { lower: 0, upper: Infinity }
        : latticeEpsilon(mechanism.lattice, count, delta);
    }
    case 'grid':
      return composedEpsilon(way.orders, delta);
  }
}

/** The doubles around the least epsilon at which a falling profile is at most delta, by bisection from a guess. */
function invert(
  profile: (epsilon: Rational) => Enclosure,
  delta: Rational,
  guess: number,
): Enclosure {
  const at = (epsilon: number): Enclosure => profile(exactOf(epsilon));
  const isEnough = (epsilon: number): boolean => exactOf(at(epsilon).upper).lessThanOrEqual(delta);
  const isTooLittle = (epsilon: number): boolean => delta.lessThan(exactOf(at(epsilon).lower));
  if (isEnough(0)) return { lower: 0, upper: 0 };
  const start = Number.isFinite(guess) && guess > 0 ? guess : 1;
  const search = (isAbove: (epsilon: number) => boolean): readonly [low: number, high: number] => {
    let [low, high] = [0, Infinity];
    for (let factor = 1e-12, x = start; ; factor = Math.min(factor * 16, 1)) {
      if (isAbove(x)) {
        high = x;
        if (low > 0) break;
        x *= 1 - factor;
        if (x < 1e-300) break;
      } else {
        low = x;
        if (high < Infinity) break;
        x *= 1 + factor;
        if (x > 1e300) return [low, Infinity];
      }
    }
    while (nextUp(low) < high) {
      const middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) break;
      if (isAbove(middle)) high = middle;
      else low = middle;
    }
    return [low, high];
  };
  const [, upper] = search(isEnough);
  const [lower] = search((x) => !isTooLittle(x));
  return between(Math.min(lower, upper), upper);
}

/** Around delta at an epsilon >= 0. With chance f anything is given away, so it is f + (1 - f) rest. */
export function deltaOf(state: LossState, epsilon: Rational): Enclosure {
  if (state.isInfinite) return { lower: 1, upper: 1 };
  const rest = restDelta(state, epsilon);
  if (state.failures.length === 0) return rest;
  const failed = failureOf(state);
  const fine = Interval.integer(1, BITS).sub(failed);
  const total = (x: number): Enclosure =>
    failed.add(fine.mul(Interval.of(exactOf(x), BITS))).toEnclosure();
  return {
    lower: Math.max(0, total(rest.lower).lower),
    upper: Math.min(1, total(rest.upper).upper),
  };
}

/** Around the least epsilon >= 0 with delta(epsilon) <= delta, for delta in (0, 1). */
export function epsilonOf(state: LossState, delta: Rational): Enclosure {
  if (state.isInfinite) return { lower: Infinity, upper: Infinity };
  if (state.failures.length === 0) return restEpsilon(state, delta);
  const failed = failureOf(state);
  const whole = Interval.of(delta, BITS);
  if (whole.isBelow(failed)) return { lower: Infinity, upper: Infinity };
  if (!failed.isBelow(whole)) {
    // where it cannot be told whether anything is left for the rest, the rest is asked with nothing
    const exact = exactFailure(state);
    if (exact?.equals(delta) !== true) return { lower: 0, upper: Infinity };
    return restGreatest(state);
  }
  const left = whole.sub(failed).div(Interval.integer(1, BITS).sub(failed));
  const [low, high] = left.toRationals();
  return between(restEpsilon(state, high).lower, restEpsilon(state, low).upper);
}
