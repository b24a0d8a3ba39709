// Doubles that steer: which nodes a quadrature takes. Nothing here is claimed; all of it is checked with intervals afterwards.
import { cos, exp, expm1, ln, log1p } from './guess.ts';
import { type LoosePair, logTerm, sideAt } from './normal-pair.ts';
import type { QuadraturePlan } from './quadrature-plan.ts';

const LN2 = 0.6931471805599453;
/** below pi, so that the strip stays clear of the zeros of the densities; and a little more, where a cosine of half of it is bounded */
const [WIDEST, WIDEST_SECOND] = [3.14, 3] as const;
const MOST_NODES = 10_000;
/** ln of the smallest relative error that is worth its bits */
const MOST_DIGITS = 600;
const TRIES = 40;

const logSum = (a: number, b: number): number => {
  const [high, low] = a > b ? [a, b] : [b, a];
  return high === -Infinity ? high : high + log1p(exp(low - high));
};

/** a double just below x, of 4 bits: its small multiples are exact */
const coarse = (x: number): number => {
  const unit = 2 ** (Math.floor(ln(x) / LN2) - 3);
  return Math.floor(x / unit) * unit;
};

const spread = (centres: readonly number[]): number => Math.max(...centres) - Math.min(...centres);

/** about ln of the excess, for a first step: a (a - 1) / 2 times the mean square of what the densities differ by, or 1 */
const firstGuess = ({ difference, precision, b }: LoosePair): number => {
  let square = 0;
  difference.weights.forEach((v, i) => {
    difference.weights.forEach((w, j) => {
      const product = (difference.centres[i] ?? 0) * (difference.centres[j] ?? 0) * precision;
      square += v * w * expm1(Math.min(product, 600));
    });
  });
  return Math.min(0, ln((b * (b + 1)) / 2) + ln(Math.max(square, Number.MIN_VALUE)));
};

/** ln of what the integrals along lines of the strip are more than those along the real line */
const growth = ({ second, precision, b }: LoosePair, strip: number): number => {
  const angle = (strip * spread(second.centres)) / 2;
  return (strip * strip) / precision / 2 - b * ln(cos(angle));
};

/**
 * A plan for a quadrature of a pair with an error of 2^-bits of the excess, or `undefined` where that would take too many nodes. For the meaning of its parts
 * see `pairExcess`.
 */
export function planPair(
  pair: LoosePair,
  bits: number,
  excess: number = firstGuess(pair),
  tries: number = TRIES,
): QuadraturePlan | undefined {
  const { first: one, second: two, precision, b } = pair;
  const variance = 1 / precision;
  const sigma = Math.sqrt(variance);
  const size = logSum(Math.max(excess, 0), ln(1 + 2 * (b + 1)));
  const base = bits * LN2 + 2 + size - excess;
  const widest = Math.min(WIDEST / spread(one.centres), WIDEST_SECOND / spread(two.centres));
  let [step, strip, digits] = [0, 0, Infinity];
  for (let k = 1; k <= 32; k += 1) {
    const t = Math.min((k / 16) * (Math.sqrt(2 * base) / sigma), (k / 32) * widest);
    const needed = base + growth(pair, t);
    const h = (2 * Math.PI * t * variance) / needed;
    if (h > step) [step, strip, digits] = [h, t, needed];
  }
  step = coarse(step);
  if (!(step > 0) || !(base < MOST_DIGITS) || !(digits < 2 * MOST_DIGITS)) return undefined;

  const reach = sigma * Math.sqrt(2 * (base + 10));
  const [low, high] = [Math.min(...one.centres), Math.max(...one.centres)];
  const [near, far] = [Math.min(...two.centres), Math.max(...two.centres)];
  // where the terms of the power begin and cease to fall
  const leftmost = Math.min(near, (b + 1) * low - b * far);
  const rightmost = Math.max(far, (b + 1) * high - b * near);
  const first = Math.floor((leftmost - reach) / step);
  const last = Math.ceil((rightmost + reach) / step);
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return undefined;
  const density = ln(step) - ln(2 * Math.PI * variance) / 2;
  const places = [...one.centres, ...two.centres, ...one.centres.map((c) => (b + 1) * c)];
  const peak = Math.max(
    ...places.flatMap((c) => [-2, -1, 0, 1, 2].map((n) => logTerm(pair, c + n * sigma))),
  );
  const least = Math.max(peak, excess - density) - (bits + 8) * LN2;

  /** ln of a bound on all terms of the nodes i to j */
  const bound = (i: number, j: number): number => {
    const [x, y] = [i * step, j * step];
    const [lnOne] = sideAt(one, x);
    const [lnTwo, mean] = sideAt(two, x);
    const [, ahead] = sideAt(one, y);
    const [, second] = sideAt(two, y);
    const bell = -(x * x * precision) / 2;
    const way = (y - x) * precision;
    const power =
      bell + (b + 1) * lnOne - b * lnTwo + way * Math.max(0, (b + 1) * ahead - b * mean - x);
    const rest = bell + ln(b) + lnTwo + way * Math.max(0, second - x);
    return logSum(power, rest) + ln(j - i + 1);
  };
  const runs: [number, number][] = [];
  const skipped: [number, number][] = [];
  let nodes = 0;
  let total = -Infinity;
  const visit = (i: number, j: number): void => {
    if (nodes > MOST_NODES) return;
    if (bound(i, j) < least) {
      skipped.push([i, j]);
      return;
    }
    if (j - i >= 4) {
      const middle = i + Math.floor((j - i) / 2);
      visit(i, middle);
      visit(middle + 1, j);
      return;
    }
    nodes += j - i + 1;
    for (let n = i; n <= j; n += 1) total = logSum(total, logTerm(pair, n * step));
    const previous = runs.at(-1);
    if (previous?.[1] === i - 1) previous[1] = j;
    else runs.push([i, j]);
  };
  visit(first, last);
  if (nodes > MOST_NODES || runs.length === 0 || Number.isNaN(total)) return undefined;
  const logExcess = total + density;
  // digits were chosen for a greater excess than there is
  if (logExcess < excess - 1)
    return tries > 0 ? planPair(pair, bits, logExcess, tries - 1) : undefined;
  return { step, strip, first, last, runs, skipped, logExcess };
}
