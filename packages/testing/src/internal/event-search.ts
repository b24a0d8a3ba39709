import type { ClaimedLoss } from './claimed-loss.ts';
import { fitLogistic } from './logistic.ts';
import type { Outcome } from './outcome-features.ts';

/** A set of answers. */
export interface AnswerSet {
  readonly words: string;
  readonly contains: (outcome: Outcome) => boolean;
  readonly favours: 'x' | 'y';
}

/** Answers of a mechanism on two datasets, as many of each. */
export interface Answers {
  readonly x: readonly Outcome[];
  readonly y: readonly Outcome[];
}

/** The group that each answer belongs to, in the order of the answers. */
interface Labels<G> {
  readonly x: readonly G[];
  readonly y: readonly G[];
}

interface Group {
  x: number;
  y: number;
}

/** how many features are looked at; bins of each; how often a group must be seen to be more than chance */
const mostFeatures = 64;
const bins = 32;
const seen = 5;
/** standard deviations that an estimate is moved by before events are compared, close to what certifying will cost */
const deviations = 5;

/** Wilson's bounds: (estimate +- z sqrt(variance)), which are right also where nothing was seen. */
const wilson = (k: number, n: number, side: 1 | -1): number => {
  const z = deviations;
  const p = k / n;
  const centre = p + (z * z) / (2 * n);
  const width = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return (centre + side * width) / (1 + (z * z) / n);
};

/** Keeps the event that promises most. */
class Best {
  readonly #claim: ClaimedLoss;
  readonly #drawn: number;
  #score = -Infinity;
  #event: (() => AnswerSet) | undefined;

  constructor(claim: ClaimedLoss, drawn: number) {
    this.#claim = claim;
    this.#drawn = drawn;
  }

  look(x: number, y: number, event: () => Omit<AnswerSet, 'favours'>): void {
    const [most, least] = x >= y ? [x, y] : [y, x];
    const score = this.#claim.rank(wilson(most, this.#drawn, -1), wilson(least, this.#drawn, 1));
    if (!(score > this.#score)) return;
    this.#score = score;
    this.#event = () => ({ ...event(), favours: x >= y ? 'x' : 'y' });
  }

  get event(): AnswerSet | undefined {
    return this.#event?.();
  }
}

/** the number of elements of a sorted array that are below a bound */
const below = (sorted: Float64Array, bound: number): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Values at which a feature may be cut: evenly spread quantiles, and finer ones towards both ends. */
const cutsOf = (pooled: Float64Array): readonly number[] => {
  const n = pooled.length;
  const ranks = Array.from({ length: 64 }, (_, i) => Math.floor((i * n) / 64));
  for (let step = 4; step < n / 64; step *= 1.5) ranks.push(Math.floor(step), n - Math.floor(step));
  return [...new Set(ranks.map((rank) => pooled[rank] ?? 0))].sort((a, b) => a - b);
};

/** A number read off answers, with its value for each of those that were drawn. */
export interface Feature {
  readonly words: string;
  readonly read: (outcome: Outcome) => number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** those of both, sorted */
  readonly pooled: Float64Array;
}

const featureOf = (
  answers: Answers,
  words: string,
  read: (outcome: Outcome) => number,
): Feature => {
  const x = new Float64Array(answers.x.length);
  const y = new Float64Array(answers.y.length);
  for (const [i, outcome] of answers.x.entries()) x[i] = read(outcome);
  for (const [i, outcome] of answers.y.entries()) y[i] = read(outcome);
  const pooled = new Float64Array(x.length + y.length);
  pooled.set(x);
  pooled.set(y, x.length);
  return { words, read, x, y, pooled: pooled.sort() };
};

const thresholds = (best: Best, feature: Feature): void => {
  const { words, read, pooled } = feature;
  const [xs, ys] = [feature.x.slice().sort(), feature.y.slice().sort()];
  for (const cut of cutsOf(pooled)) {
    const [x, y] = [below(xs, cut), below(ys, cut)];
    best.look(x, y, () => ({
      words: `${words} < ${cut}`,
      contains: (outcome) => read(outcome) < cut,
    }));
    best.look(xs.length - x, ys.length - y, () => ({
      words: `${words} >= ${cut}`,
      contains: (outcome) => read(outcome) >= cut,
    }));
  }
};

const grouped = <G>({ x, y }: Labels<G>, from: number, to: number): Map<G, Group> => {
  const groups = new Map<G, Group>();
  const add = (side: 'x' | 'y', name: G): void => {
    const group = groups.get(name) ?? { x: 0, y: 0 };
    group[side] += 1;
    groups.set(name, group);
  };
  for (const name of x.slice(from, to)) add('x', name);
  for (const name of y.slice(from, to)) add('y', name);
  return groups;
};

/**
 * Sets of groups in the order of how much more frequent they are on one dataset than on the other: by the lemma of Neyman and Pearson the
 * best events of all, for frequencies that are known.
 *
 * These are estimates, and the set of all groups that chance has favoured looks best: one half of the answers orders, the other compares.
 */
const ratioSets = <G>(
  best: Best,
  labels: Labels<G>,
  words: (chosen: ReadonlySet<G>) => string,
  groupOf: (outcome: Outcome) => G,
): void => {
  const half = labels.x.length >> 1;
  const ranked = [...grouped(labels, 0, half)]
    .filter(([, { x, y }]) => x + y >= seen)
    .sort(([, a], [, b]) => (b.x + 1) * (a.y + 1) - (a.x + 1) * (b.y + 1))
    .map(([name]) => name);
  const counts = grouped(labels, half, 2 * half);
  for (const ordered of [ranked, [...ranked].reverse()]) {
    let [x, y] = [0, 0];
    for (const [index, name] of ordered.entries()) {
      const group = counts.get(name);
      x += group?.x ?? 0;
      y += group?.y ?? 0;
      best.look(x, y, () => {
        const chosen = new Set(ordered.slice(0, index + 1));
        return { words: words(chosen), contains: (outcome) => chosen.has(groupOf(outcome)) };
      });
    }
  }
};

const several = (all: readonly string[]): string =>
  `${all.slice(0, 6).join(', ')}${all.length > 6 ? `, … (${all.length} of them)` : ''}`;

const histogram = (best: Best, { words, read, x, y, pooled }: Feature): void => {
  const ranks = Array.from({ length: bins - 1 }, (_, i) =>
    Math.floor(((i + 1) * pooled.length) / bins),
  );
  const edges = Float64Array.from(new Set(ranks.map((rank) => pooled[rank] ?? 0)));
  const binOf = (value: number): number => {
    const bin = below(edges, value);
    return edges[bin] === value ? bin + 1 : bin;
  };
  const shown = (bin: number): string =>
    `[${edges[bin - 1] ?? -Infinity}, ${edges[bin] ?? Infinity})`;
  ratioSets(
    best,
    { x: Array.from(x, binOf), y: Array.from(y, binOf) },
    (chosen) => `${words} in ${several([...chosen].sort((a, b) => a - b).map(shown))}`,
    (outcome) => binOf(read(outcome)),
  );
};

/** Answers and the numbers that can be read off them. */
export interface Evidence {
  readonly answers: Answers;
  readonly features: readonly Feature[];
}

/** Reads the numbers off answers, once for all attacks. */
export function evidenceIn(answers: Answers): Evidence {
  const names = new Set<string>();
  for (const { features } of [...answers.x, ...answers.y])
    for (const name of features.keys()) names.add(name);
  const features = [...names]
    .slice(0, mostFeatures)
    .map((name) => featureOf(answers, name, ({ features: read }) => read.get(name) ?? 0));
  return { answers, features };
}

/** The bound on one feature that tells the two datasets apart best. */
export function searchBounds(
  { answers, features }: Evidence,
  claim: ClaimedLoss,
): AnswerSet | undefined {
  const best = new Best(claim, answers.x.length);
  for (const feature of features) thresholds(best, feature);
  return best.event;
}

/** The set that tells the two datasets apart best, among sets of single answers and of bins of every feature. */
export function searchSets(
  { answers, features }: Evidence,
  claim: ClaimedLoss,
): AnswerSet | undefined {
  const best = new Best(claim, answers.x.length >> 1);
  const keyOf = ({ key }: Outcome): string => key;
  const keys = { x: answers.x.map(keyOf), y: answers.y.map(keyOf) };
  ratioSets(best, keys, (chosen) => `the answer is one of ${several([...chosen])}`, keyOf);
  for (const feature of features) histogram(best, feature);
  return best.event;
}

/** The threshold of a logistic score that tells the two datasets apart best. */
export function attackLogistically(
  { answers, features }: Evidence,
  claim: ClaimedLoss,
): AnswerSet | undefined {
  const names = features.map(({ words }) => words);
  const score = fitLogistic(answers.x, answers.y, names);
  if (score === undefined) return undefined;
  const best = new Best(claim, answers.x.length);
  thresholds(best, featureOf(answers, score.words, score.of));
  return best.event;
}
