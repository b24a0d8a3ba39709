import type { Outcome } from './outcome-features.ts';

/** A linear score of answers: high where they look like those on x. */
export interface Score {
  readonly words: string;
  readonly of: (outcome: Outcome) => number;
}

/** Answers of each dataset that the fit looks at: more make it slower, and hardly better. */
const fitted = 4000;
const widest = 24;
const rounds = 12;

/** 1 / (1 + exp(-z)), nearly, with the same bits on every engine: it only has to find a direction. */
const sigmoid = (z: number): number => {
  let power = 1 + Math.min(30, Math.max(-30, z)) / 1024;
  for (let i = 0; i < 10; i += 1) power *= power;
  return power / (1 + power);
};

/** The solution of A x = b for a symmetric, positive definite A, by Cholesky's factors; A is overwritten. */
const solve = (a: Float64Array[], b: Float64Array): Float64Array => {
  const n = b.length;
  const at = (i: number, j: number): number => a[i]?.[j] ?? 0;
  const x = Float64Array.from(b);
  const known = (i: number): number => x[i] ?? 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = at(i, j);
      for (let k = 0; k < j; k += 1) rest -= at(i, k) * at(j, k);
      const row = a[i];
      if (row !== undefined) row[j] = i === j ? Math.sqrt(Math.max(rest, 1e-300)) : rest / at(j, j);
    }
  }
  for (let i = 0; i < n; i += 1) {
    let rest = known(i);
    for (let k = 0; k < i; k += 1) rest -= at(i, k) * known(k);
    x[i] = rest / at(i, i);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let rest = known(i);
    for (let k = i + 1; k < n; k += 1) rest -= at(k, i) * known(k);
    x[i] = rest / at(i, i);
  }
  return x;
};

interface Column {
  readonly name: string;
  readonly mean: number;
  readonly deviation: number;
}

/** The features that vary, standardised. */
const columnsOf = (outcomes: readonly Outcome[], names: readonly string[]): readonly Column[] =>
  names
    .map((name) => {
      let [sum, squares] = [0, 0];
      for (const { features } of outcomes) sum += features.get(name) ?? 0;
      const mean = sum / outcomes.length;
      for (const { features } of outcomes) squares += ((features.get(name) ?? 0) - mean) ** 2;
      return { name, mean, deviation: Math.sqrt(squares / outcomes.length) };
    })
    .filter(({ deviation }) => deviation > 0 && Number.isFinite(deviation))
    .slice(0, widest);

/**
 * Logistic regression of "drawn on x" on the features of answers, by Newton's steps with a small ridge.
 *
 * Newton's steps do not depend on the scales of features, so a difference of two coordinates that are both noisy is found as well as one
 * coordinate.
 */
export function fitLogistic(
  drawnOnX: readonly Outcome[],
  drawnOnY: readonly Outcome[],
  names: readonly string[],
): Score | undefined {
  const outcomes = [...drawnOnX.slice(0, fitted), ...drawnOnY.slice(0, fitted)];
  const columns = columnsOf(outcomes, names);
  // a score of one number is cut where the number itself is: the event search has looked there
  if (columns.length < 2) return undefined;
  const width = columns.length + 1;
  const rowOf = ({ features }: Outcome): Float64Array => {
    const row = new Float64Array(width);
    row[0] = 1;
    for (let i = 1; i < width; i += 1) {
      const column = columns[i - 1];
      if (column === undefined) continue;
      row[i] = ((features.get(column.name) ?? 0) - column.mean) / column.deviation;
    }
    return row;
  };
  const rows = outcomes.map(rowOf);
  const onX = Math.min(fitted, drawnOnX.length);
  let weights = new Float64Array(width);
  const dot = (row: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < width; i += 1) sum += (row[i] ?? 0) * (weights[i] ?? 0);
    return sum;
  };
  for (let round = 0; round < rounds; round += 1) {
    const ridge = 1e-6 * rows.length;
    const gradient = weights.map((w) => -ridge * w);
    const curvature = Array.from({ length: width }, (_, i) => {
      const line = new Float64Array(width);
      line[i] = ridge;
      return line;
    });
    for (const [index, row] of rows.entries()) {
      const p = sigmoid(dot(row));
      const off = (index < onX ? 1 : 0) - p;
      const weight = Math.max(1e-9, p * (1 - p));
      for (let i = 0; i < width; i += 1) {
        const value = row[i] ?? 0;
        const line = curvature[i];
        if (line === undefined || value === 0) continue;
        gradient[i] = (gradient[i] ?? 0) + off * value;
        for (let j = 0; j <= i; j += 1) line[j] = (line[j] ?? 0) + weight * value * (row[j] ?? 0);
      }
    }
    const step = solve(curvature, gradient);
    const longest = step.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
    if (!Number.isFinite(longest)) break;
    // where the answers can be told apart for certain there is no finite optimum: keep to a region
    const damping = Math.min(1, 4 / longest);
    weights = weights.map((w, i) => w + damping * (step[i] ?? 0));
    if (longest < 1e-6) break;
  }
  const words = columns
    .map(({ name, deviation }, i) => ({ name, weight: (weights[i + 1] ?? 0) / deviation }))
    .map(({ name, weight }) => `${weight.toPrecision(3)} (${name})`)
    .slice(0, 6)
    .join(' + ');
  return {
    words: `the score ${words}${columns.length > 6 ? ' + …' : ''}`,
    of: (outcome) => dot(rowOf(outcome)),
  };
}
