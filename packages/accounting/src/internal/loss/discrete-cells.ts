import { discreteGaussianTail, Interval, type Rational } from '@discreet/numeric';
import type { Cells } from './cells.ts';
import { expNear, NEAR, oneMinusExp } from './exp.ts';

/** Doubles that are so small have lost digits. */
const TINY = 1e-280;
/** How many cells neighbouring outcomes may take. */
const MOST_CELLS = 131072;
/** The rest of a law, of a chance below 1e-300, is seen as an infinite loss from above and left out from below. */
const UNSEEN = 1e-300;

const unseen = { p: UNSEEN, q: UNSEEN, error: 1, low: -Infinity, high: Infinity };

type Row = typeof unseen;

const columns = (rows: readonly Row[]): Cells => {
  const column = (name: keyof Row): Float64Array => Float64Array.from(rows, (row) => row[name]);
  return {
    p: column('p'),
    q: column('q'),
    error: column('error'),
    low: column('low'),
    high: column('high'),
  };
};

/**
 * Discrete Laplace noise of scale 1 / rate on results that are s apart, in cells of neighbouring outcomes: see `discreteLaplaceLattice` for the law. Outcomes a to
 * b - 1 between the ends have together a chance of r^a (1 - r^(b - a)) / (1 + r), and under the second dataset that of their mirror images.
 */
export function discreteLaplaceCells(rate: Rational, s: number): Cells {
  const x = rate.toNumber();
  const whole = 1 + expNear(-x);
  const error = NEAR * (8 + 2 * s * x);
  const size = Math.max(1, Math.ceil((s - 1) / MOST_CELLS));
  const lossAt = (outcome: number, sign: 1 | -1): number => {
    const loss = (s - 2 * outcome) * x;
    return loss + sign * (NEAR * Math.abs(loss) + TINY);
  };
  const between = (from: number, until: number): number =>
    (expNear(-from * x) * oneMinusExp((until - from) * x)) / whole;
  const rows: Row[] = [];
  const end = { p: expNear(-s * x) / whole, q: 1 / whole };
  rows.push({ ...end, error, low: lossAt(s, -1), high: lossAt(s, 1) });
  // losses fall with outcomes
  for (let until = s; until > 1; until -= size) {
    const from = Math.max(1, until - size);
    rows.push({
      p: between(from, until),
      q: between(s - until + 1, s - from + 1),
      error,
      low: lossAt(until - 1, -1),
      high: lossAt(from, 1),
    });
  }
  rows.push({ p: end.q, q: end.p, error, low: lossAt(0, -1), high: lossAt(0, 1) });
  return columns(rows);
}

/** How many outcomes of discrete Gaussian noise may be gone through. */
const MOST_OUTCOMES = 6_000_000;
/** Beyond so many standard deviations the chance is below e^-722, for every sigma that can be gone through. */
const REACH = 38.4;

/** Whether the outcomes of discrete Gaussian noise can be gone through. */
export const isCountable = (sigma: number, s: number): boolean =>
  s + 2 * REACH * sigma + 80 < MOST_OUTCOMES;

/**
 * Discrete Gaussian noise of parameter sigma^2 on results that are s apart, in cells of neighbouring outcomes: outcome x has the chances P(0) e^(-x^2 / 2 sigma^2)
 * and P(0) e^(-(x - s)^2 / 2 sigma^2), and the loss s (s - 2x) / 2 sigma^2.
 */
export function discreteGaussianCells(variance: Rational, s: number): Cells {
  const sigmaSquared = variance.toNumber();
  const bits = 192;
  const tail = discreteGaussianTail(1n, variance, bits);
  const mode = Interval.integer(1, bits).sub(tail.scale(1)).toEnclosure().upper;
  const reach = Math.ceil(REACH * Math.sqrt(sigmaSquared)) + 40;
  const [first, last] = [-reach, s + reach];
  const size = Math.ceil((last - first + 1) / MOST_CELLS);
  const lossAt = (x: number, sign: 1 | -1): number => {
    const loss = (s * (s - 2 * x)) / (2 * sigmaSquared);
    return loss + sign * (NEAR * Math.abs(loss) + TINY);
  };
  const exponent = (x: number): number => (x * x) / (2 * sigmaSquared);
  const rows: Row[] = [unseen];
  for (let until = last + 1; until > first; until -= size) {
    const from = Math.max(first, until - size);
    let [p, q] = [0, 0];
    for (let x = from; x < until; x += 1) {
      p += mode * expNear(-exponent(x));
      q += mode * expNear(-exponent(x - s));
    }
    const most = Math.max(
      ...[from, until].flatMap((x) => [exponent(x), exponent(x - s)]).map((e) => Math.min(e, 745)),
    );
    rows.push({
      p,
      q,
      error: NEAR * (6 + size + most),
      low: lossAt(until - 1, -1),
      high: lossAt(from, 1),
    });
  }
  return columns(rows);
}
