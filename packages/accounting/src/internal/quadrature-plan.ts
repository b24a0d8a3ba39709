// Doubles that steer: which nodes a quadrature takes, and which order is best. Nothing here is claimed; all of it is checked with intervals afterwards.
import { exp, expm1, ln, log1p } from './guess.ts';

/** A Poisson-sampled Gaussian at one order, in doubles. */
export interface LooseMoment {
  readonly probability: number;
  /** 1 / sigma^2 */
  readonly precision: number;
  readonly order: number;
}

/** A quadrature with nodes i * step, for the whole numbers i of the runs. */
export interface QuadraturePlan {
  readonly step: number;
  /** the half width of the strip of analyticity, in units of sigma^2; below pi */
  readonly strip: number;
  readonly first: number;
  readonly last: number;
  readonly runs: readonly (readonly [first: number, last: number])[];
  /** blocks of nodes between the first and the last that are too small to matter */
  readonly skipped: readonly (readonly [first: number, last: number])[];
  /** ln of the sum over all nodes */
  readonly logExcess: number;
}

const LN2 = 0.6931471805599453;
/** below pi, so that the strip stays clear of the branch points */
const WIDEST_STRIP = 3.14;
const MOST_NODES = 40_000;
/** ln of the smallest relative error that is worth its bits */
const MOST_DIGITS = 600;

/** ln(1 - q + q e^y) */
const logBase = (q: number, y: number): number =>
  y > 30 ? y + ln(q) + log1p(((1 - q) / q) * exp(-y)) : log1p(q * expm1(y));

/** ln of u^a - 1 - a (u - 1), which is >= 0, for u = 1 - q + q e^y */
const logBregman = ({ probability: q, order: a }: LooseMoment, y: number): number => {
  const logU = logBase(q, y);
  const power = a * logU;
  if (power > 1)
    return power + log1p(Math.max(-1, (a - 1) * exp(-power) - a * exp(-(a - 1) * logU)));
  const w = q * expm1(y);
  if (Math.abs(a * w) < 1e-4)
    return ln((a * (a - 1)) / 2) + 2 * ln(Math.abs(w)) + log1p(((a - 2) / 3) * w);
  return ln(Math.max(Number.MIN_VALUE, expm1(power) - a * w));
};

/** ln of (1 - q + q e^y)^a times the density, less its constant */
const logPower = ({ probability, precision, order }: LooseMoment, x: number): number =>
  order * logBase(probability, (x - 0.5) * precision) - (x * x * precision) / 2;

const logSum = (a: number, b: number): number => {
  const [high, low] = a > b ? [a, b] : [b, a];
  return high === -Infinity ? high : high + log1p(exp(low - high));
};

/** a double just below x, of 4 bits: its small multiples are exact */
const coarse = (x: number): number => {
  const unit = 2 ** (Math.floor(ln(x) / LN2) - 3);
  return Math.floor(x / unit) * unit;
};

/** about ln(excess): a first guess, from which to choose a step */
const guessOfExcess = ({ probability: q, precision, order: a }: LooseMoment): number => {
  // the second term of the sum at order 2, scaled; and the last one
  const second = ln((a * (a - 1)) / 2) + 2 * ln(q) + ln(expm1(Math.min(precision, 700)));
  const last = a * ln(q) + (a * (a - 1) * precision) / 2;
  return Math.max(Math.min(second, 0), last > 0 ? last : -Infinity);
};

/**
 * A plan for a quadrature with an error of 2^-bits of the excess, or `undefined` where that would take too many nodes.
 *
 * For the meaning of the terms see `quadratureExcess`.
 */
export function planQuadrature(
  moment: LooseMoment,
  bits: number,
  excess: number = guessOfExcess(moment),
): QuadraturePlan | undefined {
  const { probability: q, precision, order } = moment;
  const variance = 1 / precision;
  const sigma = Math.sqrt(variance);
  // ln of the bound on the integrals, over the excess
  const size = logSum(Math.max(excess, 0), ln(2 + 2 * order * q));
  const digits = bits * LN2 + 1 + size - excess;
  const narrow = Math.PI * Math.PI * variance <= 2 * digits;
  const step = coarse(
    narrow
      ? (2 * Math.PI * WIDEST_STRIP * variance) / (digits + (WIDEST_STRIP ** 2 * variance) / 2)
      : Math.PI * sigma * Math.sqrt(2 / digits),
  );
  const strip = narrow ? WIDEST_STRIP : Math.min(WIDEST_STRIP, (2 * Math.PI) / step);
  if (!(step > 0) || !(digits < MOST_DIGITS)) return undefined;

  const reach = sigma * Math.sqrt(2 * (digits + 10));
  const first = -Math.ceil(reach / step);
  const last = Math.ceil((order + reach) / step);
  if (!Number.isSafeInteger(last)) return undefined;
  const density = ln(step) - ln(2 * Math.PI * variance) / 2;
  // what the left side tends to
  const left = logBregman(moment, -745);
  const logTerm = (x: number): number =>
    logBregman(moment, (x - 0.5) * precision) - (x * x * precision) / 2;
  const peak = Math.max(logTerm(order), ...[-2, -1, 1, 2, 3, 4].map((n) => logTerm(n * sigma)));
  const least = Math.max(peak, excess - density) - (bits + 8) * LN2;

  /** ln of a bound on all terms of the nodes i to j */
  const bound = (i: number, j: number): number => {
    const [a, b] = [i * step, j * step];
    const count = ln(j - i + 1);
    if (b <= 0.5) {
      const nearest = a > 0 ? a : b < 0 ? b : 0;
      return left - (nearest * nearest * precision) / 2 + count;
    }
    if (a < 0.5) return Infinity;
    const share = exp(ln(q) + (b - 0.5) * precision - logBase(q, (b - 0.5) * precision));
    return logPower(moment, a) + (b - a) * precision * Math.max(0, order * share - a) + count;
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
    for (let n = i; n <= j; n += 1) {
      total = logSum(total, logTerm(n * step));
    }
    const previous = runs.at(-1);
    if (previous?.[1] === i - 1) previous[1] = j;
    else runs.push([i, j]);
  };
  visit(first, last);
  if (nodes > MOST_NODES || runs.length === 0) return undefined;
  const logExcess = total + density;
  // digits were chosen for a greater excess than there is
  if (logExcess < excess - 1) return planQuadrature(moment, bits, logExcess);
  return { step, strip, first, last, runs, skipped, logExcess };
}
