// Mechanisms with few outcomes, seen under two neighbouring datasets: what an account of them must enclose, outcome by outcome.
import type { NeighbouringRelation, PrivacyEvent } from '../src/index.ts';

/** The chances of each outcome, under both datasets; the first one has the record. */
export type Pair = readonly (readonly [p: number, q: number])[];

const certain: Pair = [[1, 1]];

/** Outcomes of the same ratio are one: nobody can tell more from them. */
const merged = (rows: Pair): Pair => {
  const found = new Map<string, readonly [number, number]>();
  for (const [p, q] of rows) {
    const ratio = Math.log(p / q).toFixed(11);
    const [a, b] = found.get(ratio) ?? [0, 0];
    found.set(ratio, [a + p, b + q]);
  }
  return [...found.values()];
};

const product = (a: Pair, b: Pair): Pair =>
  merged(a.flatMap(([p, q]) => b.map(([r, s]): readonly [number, number] => [p * r, q * s])));

const power = (pair: Pair, count: number): Pair =>
  Array.from({ length: count }).reduce<Pair>((so) => product(so, pair), certain);

/** Discrete Laplace noise for results s apart, cut to where the loss changes. */
const discreteLaplace = (scale: number, s: number): Pair => {
  const whole = 1 + Math.exp(-1 / scale);
  const at = (i: number): number => {
    if (i === 0) return 1 / whole;
    const tail = Math.exp(-i / scale) / whole;
    return i === s ? tail : -Math.expm1(-1 / scale) * tail;
  };
  return Array.from({ length: s + 1 }, (_, i) => [at(i), at(s - i)]);
};

/** The outcomes of an event; it throws for one with too many of them. */
export function pairOf(event: PrivacyEvent, relation: NeighbouringRelation): Pair {
  switch (event.kind) {
    case 'noOp':
      return certain;
    case 'epsilonDelta': {
      const epsilon = event.epsilon.toNumber();
      const [a, b] = [1 / (1 + Math.exp(-epsilon)), 1 / (1 + Math.exp(epsilon))];
      return [
        [a, b],
        [b, a],
      ];
    }
    case 'randomizedResponse': {
      const [k, noise] = [event.buckets.toNumber(), event.noise.toNumber()];
      const lie = noise / k;
      const truth = 1 - noise + lie;
      return relation === 'replaceOne'
        ? [[truth, lie], [lie, truth], ...(k > 2 ? [[(k - 2) * lie, (k - 2) * lie] as const] : [])]
        : [
            [truth, 1 / k],
            [(k - 1) * lie, (k - 1) / k],
          ];
    }
    case 'discreteLaplace': {
      const s = Number(event.sensitivity.floor());
      return s === 0 ? certain : discreteLaplace(event.scale.toNumber(), s);
    }
    case 'composed':
      return event.events.reduce((so, part) => product(so, pairOf(part, relation)), certain);
    case 'selfComposed':
      return power(pairOf(event.event, relation), Number(event.count));
    case 'poissonSampled': {
      const rate = event.samplingProbability.toNumber();
      return pairOf(event.event, relation).map(([p, q]) => [rate * p + (1 - rate) * q, q]);
    }
    default:
      throw new Error(`${event.kind} has no few outcomes`);
  }
}

const oneOrder = (rows: Pair, epsilon: number): number =>
  rows.reduce((sum, [p, q]) => {
    const rest = epsilon - Math.log(p / q);
    return rest < 0 ? sum - p * Math.expm1(rest) : sum;
  }, 0);

/** delta at an epsilon, of the worse order: the sum of (p - e^epsilon q)+, to some twelve digits. */
export const deltaOfPair = (pair: Pair, epsilon: number): number =>
  Math.max(
    oneOrder(pair, epsilon),
    oneOrder(
      pair.map(([p, q]) => [q, p]),
      epsilon,
    ),
  );
