import type { Cells } from './cells.ts';
import { NEAR } from './exp.ts';
import type { Law } from './law.ts';

/** e^-707 and less is seen as nothing */
const UNSEEN = 4e-307;
/** How many cells a product keeps. */
const MOST = 2048;

/** Cells whose chances are all within `error`, and what is left out: at most the chances of losses of any size. */
interface Rows {
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly error: number;
  readonly lostP: number;
  readonly lostQ: number;
}

/** Rows that are taken together in bins of equal width: what a bin knows of its losses is the least and the greatest. */
class Bins {
  readonly #start: number;
  readonly #width: number;
  readonly #p: Float64Array = new Float64Array(MOST);
  readonly #q: Float64Array = new Float64Array(MOST);
  readonly #low: Float64Array = new Float64Array(MOST).fill(Infinity);
  readonly #high: Float64Array = new Float64Array(MOST).fill(-Infinity);
  readonly #terms: Int32Array = new Int32Array(MOST);

  constructor(least: number, most: number) {
    this.#start = least;
    this.#width = Math.max((most - least) / (MOST - 1), 1e-300);
  }

  add(p: number, q: number, low: number, high: number): void {
    const j = Math.min(MOST - 1, Math.max(0, Math.floor((low - this.#start) / this.#width)));
    this.#p[j]! += p;
    this.#q[j]! += q;
    this.#low[j] = Math.min(this.#low[j]!, low);
    this.#high[j] = Math.max(this.#high[j]!, high);
    this.#terms[j]! += 1;
  }

  /** the bins that hold something; sums of n terms are off by n 2^-53 */
  rows(error: number, lostP: number, lostQ: number): Rows {
    const kept = Array.from(this.#p.keys()).filter((j) => this.#p[j]! > 0 || this.#q[j]! > 0);
    const column = (x: Float64Array): Float64Array => Float64Array.from(kept, (j) => x[j]!);
    return {
      p: column(this.#p),
      q: column(this.#q),
      low: column(this.#low),
      high: column(this.#high),
      error: error + (NEAR / 8) * this.#terms.reduce((a, b) => Math.max(a, b), 0) + NEAR,
      lostP,
      lostQ,
    };
  }
}

const rangeOf = (low: Float64Array): readonly [number, number] => [
  low.reduce((a, b) => Math.min(a, b), Infinity),
  low.reduce((a, b) => Math.max(a, b), -Infinity),
];

function rowsOf({ p, q, error, low, high }: Cells): Rows {
  const isKept = (j: number): boolean =>
    error[j]! < 1e-6 && Number.isFinite(low[j]!) && Number.isFinite(high[j]!);
  const kept = Array.from(p.keys()).filter(isKept);
  const bins = new Bins(...rangeOf(Float64Array.from(kept, (j) => low[j]!)));
  // each cell may have lost what is too small to be seen
  let [worst, lostP, lostQ] = [0, p.length * UNSEEN, p.length * UNSEEN];
  for (let j = 0; j < p.length; j += 1) {
    if (isKept(j)) {
      worst = Math.max(worst, error[j]!);
      bins.add(p[j]!, q[j]!, low[j]!, high[j]!);
    } else {
      lostP += p[j]! * (1 + error[j]!);
      lostQ += q[j]! * (1 + error[j]!);
    }
  }
  return bins.rows(worst, lostP, lostQ);
}

/** Both, on the product of their outcomes: losses add. */
function both(a: Rows, b: Rows): Rows {
  const [leastA, mostA] = rangeOf(a.low);
  const [leastB, mostB] = rangeOf(b.low);
  const bins = new Bins(leastA + leastB, mostA + mostB);
  for (let i = 0; i < a.p.length; i += 1) {
    const [p, q, low, high] = [a.p[i]!, a.q[i]!, a.low[i]!, a.high[i]!];
    for (let j = 0; j < b.p.length; j += 1) {
      const [x, y] = [low + b.low[j]!, high + b.high[j]!];
      const off = NEAR * (Math.abs(x) + Math.abs(y));
      bins.add(p * b.p[j]!, q * b.q[j]!, x - off, y + off);
    }
  }
  return bins.rows(
    a.error + b.error + a.error * b.error + 2 * NEAR,
    (a.lostP + b.lostP) * (1 + 1e-5),
    (a.lostQ + b.lostQ) * (1 + 1e-5),
  );
}

function many(rows: Rows, count: number): Rows {
  if (count === 1) return rows;
  const root = many(rows, Math.floor(count / 2));
  const square = both(root, root);
  return count % 2 === 1 ? both(square, rows) : square;
}

function cellsOf({ p, q, low, high, error, lostP, lostQ }: Rows): Cells {
  const and = (x: Float64Array, last: number): Float64Array => Float64Array.from([...x, last]);
  return {
    p: and(p, lostP),
    q: and(q, lostQ),
    error: and(
      p.map(() => error),
      1,
    ),
    low: and(low, -Infinity),
    high: and(high, Infinity),
  };
}

/**
 * The composition of several laws as one law: outcomes of the product, neighbouring ones taken together. Exact in what is known of each cell: its chances under
 * both datasets, and where its losses are.
 */
export function productLaw(parts: readonly { readonly law: Law; readonly count: number }[]): Law {
  let made: Cells | undefined;
  let known = -1;
  return ({ tilt, reach }) => {
    if (made !== undefined && reach <= known) return made;
    known = reach;
    const all = parts.map(({ law, count }) =>
      many(rowsOf(law({ width: 1e-3, tilt, reach })), count),
    );
    made = cellsOf(all.reduce((a, b) => both(a, b)));
    return made;
  };
}
