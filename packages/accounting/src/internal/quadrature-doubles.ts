import {
  addDown,
  addUp,
  divDown,
  divUp,
  type Enclosure,
  expDown,
  expm1Down,
  expm1Up,
  expUp,
  log1pDown,
  log1pUp,
  mulDown,
  mulUp,
  sqrtDown,
  sqrtUp,
  subDown,
  subUp,
} from '@discreet/numeric';
import type { LooseMoment, QuadraturePlan } from './quadrature-plan.ts';
import type { SampledMoment } from './sampled-gaussian-quadrature.ts';

/*
 * `quadratureExcess` once more, with ends that are doubles and operations that round outward. It takes a tenth of the time; where doubles are not enough, because numbers are
 * too large, too small or cancel, its result is wide or no number, and big numbers take over.
 */

/** pi is between these neighbours */
const [PI_DOWN, PI_UP] = [3.141592653589793, 3.1415926535897936] as const;
/** below this |a w|, a Taylor series is used, cut after this many terms */
const SERIES = 2 ** -6;
const TERMS: number = 7;

const outside = (x: {
  toNumberDown(): number;
  toNumberUp(): number;
}): readonly [down: number, up: number] => [x.toNumberDown(), x.toNumberUp()];

/** What a node needs, whatever the order. */
class Node {
  /** around w = q (e^y - 1), y = (x - 1/2) / s^2: the end that is nearer to 0, and the other */
  readonly near: number;
  readonly far: number;
  /** around e^(-x^2 / (2 s^2)) */
  readonly bell: readonly [number, number];
  /** whether w has a sign */
  readonly isSure: boolean;
  #logs: readonly [near: number, far: number] | undefined;

  constructor([low, high]: readonly [number, number], bell: readonly [number, number]) {
    this.bell = bell;
    this.isSure = !(low < 0 && high > 0);
    [this.near, this.far] = low < 0 ? [high, low] : [low, high];
  }

  /** ln(1 + near), rounded down, and ln(1 + far), rounded up */
  get logs(): readonly [near: number, far: number] {
    this.#logs ??= [log1pDown(this.near), log1pUp(this.far)];
    return this.#logs;
  }
}

/** more nodes than one reading takes */
const MOST_NODES = 4096;
/** orders that are relatively this close have about the same terms */
const NEAR = 2 ** -12;

/** The nodes of one pair of laws, for an exact x each; orders that are close to each other share them. */
export class SampledNodes {
  readonly q: readonly [number, number];
  /** around 1 / s^2 */
  readonly p: readonly [number, number];
  readonly #known = new Map<number, Node>();
  #order = NaN;
  #plan: QuadraturePlan | undefined;

  constructor({ probability, variance }: Omit<SampledMoment, 'order'>) {
    this.q = outside(probability);
    this.p = outside(variance.inverse());
  }

  /** a plan, or that of an order so near that it serves */
  planFor(
    { order }: LooseMoment,
    make: () => QuadraturePlan | undefined,
  ): QuadraturePlan | undefined {
    if (!(Math.abs(order - this.#order) <= NEAR * order))
      [this.#order, this.#plan] = [order, make()];
    return this.#plan;
  }

  at(x: number): Node {
    const found = this.#known.get(x);
    if (found !== undefined) return found;
    if (this.#known.size >= MOST_NODES) this.#known.clear();
    const made = new Node(this.change(x), this.bell(x));
    this.#known.set(x, made);
    return made;
  }

  change(x: number): readonly [number, number] {
    const [low, high] = [subDown(x, 0.5), subUp(x, 0.5)];
    const down = expm1Down(mulDown(low, this.p[low < 0 ? 1 : 0]));
    const up = expm1Up(mulUp(high, this.p[high < 0 ? 0 : 1]));
    return [mulDown(down, this.q[down < 0 ? 1 : 0]), mulUp(up, this.q[up < 0 ? 0 : 1])];
  }

  bell(x: number): readonly [number, number] {
    const [low, high] = [mulDown(x, x) / 2, mulUp(x, x) / 2];
    return [expDown(-mulUp(high, this.p[1])), expUp(-mulDown(low, this.p[0]))];
  }
}

/** A moment whose parameters are between doubles. */
class Ends {
  readonly #nodes: SampledNodes;
  readonly #q: readonly [number, number];
  readonly #p: readonly [number, number];
  readonly #a: readonly [number, number];

  constructor({ order }: SampledMoment, nodes: SampledNodes) {
    this.#nodes = nodes;
    this.#q = nodes.q;
    this.#p = nodes.p;
    this.#a = outside(order);
  }

  /** an upper bound of g = (1 + w)^a - 1 - a w at an exact w > -1; the logarithm of 1 + w is asked for where it is needed */
  bregmanUp(w: number, node?: Node): number {
    if (Math.abs(w) * this.#a[1] <= SERIES) return this.#series(w)[1];
    const power = expm1Up(this.#powerUp(node === undefined ? log1pUp(w) : node.logs[1]));
    return subUp(power, mulDown(w, this.#a[w < 0 ? 1 : 0]));
  }

  /** a lower bound of the same at the near end of a node */
  bregmanDown(node: Node): number {
    const w = node.near;
    if (Math.abs(w) * this.#a[1] <= SERIES) return this.#series(w)[0];
    const log = node.logs[0];
    const power = expm1Down(mulDown(log, this.#a[log < 0 ? 1 : 0]));
    return Math.max(0, subDown(power, mulUp(w, this.#a[w < 0 ? 0 : 1])));
  }

  #powerUp(log: number): number {
    return mulUp(log, this.#a[log < 0 ? 0 : 1]);
  }

  /**
   * g = a (a - 1) / 2 w^2 (1 + s_1 (1 + s_2 (1 + ...))) with s_k = (a - 1 - k) w / (k + 2): each is at most max(a, 1) |w| = r <= 2^-6 in size, so what is cut off
   * changes the last bracket by at most 2 r.
   */
  #series(w: number): readonly [number, number] {
    const r = 2 * mulUp(Math.abs(w), this.#a[1]);
    let [low, high] = [1 - r, 1 + r];
    for (let k = TERMS; k >= 1; k -= 1) {
      const [a, b] = [subDown(this.#a[0], k + 1), subUp(this.#a[1], k + 1)];
      const [down, up] = w < 0 ? [b, a] : [a, b];
      const s = divDown(mulDown(down, w), k + 2);
      const t = divUp(mulUp(up, w), k + 2);
      const least = mulDown(s, s < 0 ? high : low);
      const most = mulUp(t, t < 0 ? low : high);
      [low, high] = [addDown(1, least), addUp(1, most)];
    }
    const [a, b] = this.#a;
    return [
      mulDown(mulDown(mulDown(a, subDown(a, 1)) / 2, mulDown(w, w)), low),
      mulUp(mulUp(mulUp(b, subUp(b, 1)) / 2, mulUp(w, w)), high),
    ];
  }

  /** around g(x) e^(-x^2 / (2 s^2)): g falls for w < 0 and grows for w > 0 */
  term(x: number): readonly [number, number] {
    const node = this.#nodes.at(x);
    const [down, up] = node.bell;
    if (!node.isSure)
      return [0, mulUp(Math.max(this.bregmanUp(node.near), this.bregmanUp(node.far)), up)];
    return [mulDown(this.bregmanDown(node), down), mulUp(this.bregmanUp(node.far, node), up)];
  }

  /** see `Integrand.limit` */
  limit(): number {
    const [q, a] = [this.#q[1], this.#a[1]];
    const square = mulUp(mulUp(mulUp(a, subUp(a, 1)) / 2, q), q);
    return this.#a[0] >= 2 ? square : divUp(square, subDown(1, q));
  }

  /** see `Integrand.most` */
  most(a: number, b: number): number {
    const ratio = expUp(mulUp(subUp(b, 0.5), this.#p[1]));
    const end = addDown(this.#nodes.change(b)[0], 1);
    // the share is below 1 whatever the ratio
    const share = ratio < 2 ** 1000 ? Math.min(1, divUp(mulUp(this.#q[1], ratio), end)) : 1;
    const slope = Math.max(0, subUp(mulUp(this.#a[1], share), a));
    const growth = mulUp(mulUp(subUp(b, a), this.#p[1]), slope);
    const power = this.#powerUp(log1pUp(this.#nodes.change(a)[1]));
    return mulUp(expUp(addUp(power, growth)), this.#nodes.bell(a)[1]);
  }

  /** r / (1 - r) for r = e^(-x / s^2), x > 0 */
  geometric(x: number): number {
    return divUp(1, expm1Down(mulDown(x, this.#p[0])));
  }

  /** a bound on all that the sum leaves out, but for the factor of the density */
  left({ step, first, last, skipped }: QuadraturePlan): number {
    const limit = this.limit();
    const [start, end] = [first * step, last * step];
    const beyond = subDown(end, this.#a[1]);
    let sum = addUp(
      mulUp(mulUp(limit, this.#nodes.bell(start)[1]), this.geometric(mulDown(-start, step))),
      mulUp(this.most(end, end), this.geometric(mulDown(beyond, step))),
    );
    for (const [i, j] of skipped) {
      const [a, b] = [i * step, j * step];
      const nearest = a > 0 ? a : b < 0 ? b : 0;
      const below = a >= 0.5 ? 0 : mulUp(limit, this.#nodes.bell(nearest)[1]);
      const above = b <= 0.5 ? 0 : this.most(Math.max(a, 0.5), b);
      sum = addUp(sum, mulUp(addUp(below, above), j - i + 1));
    }
    return beyond > 0 ? sum : Infinity;
  }

  /** step / sqrt(2 pi s^2) */
  density(step: number): readonly [number, number] {
    const [low, high] = [mulDown(step, step), mulUp(step, step)];
    return [
      sqrtDown(divDown(mulDown(low, this.#p[0]), 2 * PI_UP)),
      sqrtUp(divUp(mulUp(high, this.#p[1]), 2 * PI_DOWN)),
    ];
  }

  /** 2 e^(t^2 s^2 / 2) / (e^(2 pi t s^2 / h) - 1), and how often it counts */
  error(step: number, theta: number): readonly [error: number, weight: number] {
    const spread = [divDown(theta, this.#p[1]), divUp(theta, this.#p[0])] as const;
    const numerator = 2 * expUp(mulUp(theta, spread[1]) / 2);
    const exponent = divDown(mulDown(2 * PI_DOWN, spread[0]), step);
    const weight = 2 * addUp(1, mulUp(this.#a[1], this.#q[1]));
    return [divUp(numerator, expm1Down(exponent)), weight];
  }
}

/** Around E[u^a] - 1, as `quadratureExcess`; `undefined` where doubles do not suffice. Nodes may be shared with moments of the same laws. */
export function quadratureInDoubles(
  moment: SampledMoment,
  plan: QuadraturePlan,
  nodes: SampledNodes = new SampledNodes(moment),
): Enclosure | undefined {
  const ends = new Ends(moment, nodes);
  let [low, high] = [0, 0];
  for (const [first, last] of plan.runs)
    for (let i = first; i <= last; i += 1) {
      const [down, up] = ends.term(i * plan.step);
      low = addDown(low, down);
      high = addUp(high, up);
    }
  const [down, up] = ends.density(plan.step);
  const [error, weight] = ends.error(plan.step, plan.strip);
  const others = mulUp(error, weight);
  const sum = addUp(high, ends.left(plan));
  const lower = divDown(subDown(mulDown(low, down), others), addUp(1, error));
  const upper = divUp(addUp(mulUp(sum, up), others), subDown(1, error));
  const isUseful = error < 0.5 && lower > 0 && upper < Number.MAX_VALUE;
  return isUseful ? { lower, upper } : undefined;
}
