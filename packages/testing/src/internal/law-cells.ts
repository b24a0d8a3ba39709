import { type DiscreteLaw, Rational } from '@discreet/numeric';

/** Neighbouring integers with the probability of each cell: cell i holds z with edges[i - 1] <= z < edges[i]. */
export interface LawCells {
  readonly edges: readonly bigint[];
  readonly probabilities: readonly number[];
}

/**
 * About `most` cells of a law and some more in its tails: of like probability where the law is wide, of one integer where it is narrow, each
 * with probability `least` or more.
 */
export function cellsOf(law: DiscreteLaw, most: number, least: number): LawCells {
  const halves = Math.max(2, most >> 1);
  const marks = new Set<bigint>([0n, 1n]);
  const markAt = (share: Rational): void => {
    const bound = law.accuracy(share);
    marks.add(-bound);
    marks.add(bound + 1n);
  };
  for (let k = 1; k < halves; k += 1) markAt(Rational.of(BigInt(halves - k), BigInt(halves)));
  // and on into both tails, half as probable each time
  for (let parts = 2 * halves; 1 / parts >= 2 * least; parts *= 2)
    markAt(Rational.of(1n, BigInt(parts)));
  const edges = [...marks].sort((a, b) => (a < b ? -1 : 1));
  /** P(Z > bound), the law being symmetric */
  const above = (bound: bigint): number => {
    const { lower, upper } = law.tail(bound);
    return (lower + upper) / 4;
  };
  // each side from its own tail, so that nothing is lost to differences from 1
  const between = (from: bigint | undefined, to: bigint | undefined): number => {
    if (from === 0n && to === 1n) return 1 - 2 * above(0n);
    if (from !== undefined && from >= 1n)
      return above(from - 1n) - (to === undefined ? 0 : above(to - 1n));
    return to === undefined ? 0 : above(-to) - (from === undefined ? 0 : above(-from));
  };
  const kept: bigint[] = [];
  const probabilities: number[] = [];
  let sum = 0;
  for (const [i, edge] of edges.entries()) {
    sum += between(edges[i - 1], edge);
    if (sum < least) continue;
    kept.push(edge);
    probabilities.push(sum);
    sum = 0;
  }
  const last = sum + between(edges.at(-1), undefined);
  if (last >= least || probabilities.length === 0)
    return { edges: kept, probabilities: [...probabilities, last] };
  // too little is left for a cell of its own
  return {
    edges: kept.slice(0, -1),
    probabilities: [...probabilities.slice(0, -1), (probabilities.at(-1) ?? 0) + last],
  };
}

/** The cell that an integer lies in. */
export function cellOf({ edges }: LawCells, z: bigint): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const edge = edges[middle];
    if (edge !== undefined && z < edge) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A cell in words. */
export function printCell({ edges }: LawCells, cell: number): string {
  return `[${edges[cell - 1] ?? '-Infinity'}, ${edges[cell] ?? 'Infinity'})`;
}
