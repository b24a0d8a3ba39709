import { Rational } from '@discreet/numeric';
import { type Atom, differenceOf, type NormalPair, rangeOf } from './normal-pair.ts';
import type { QuadraturePlan } from './quadrature-plan.ts';
import type { Real, Reals } from './real.ts';

const half = Rational.of(1n, 2n);
/** up to this |a w| a Taylor series is used, cut after this many terms */
const SERIES = 2 ** -6;
const TERMS: number = 10;
/** 1 + w below this is not told from 0 */
const TINY = 2 ** -45;

/** A mixture: its density over that of the normal law around 0, and the mean of the centres, at x. */
class Side<N extends Real<N>> {
  readonly #reals: Reals<N>;
  readonly #precision: N;
  readonly #atoms: readonly {
    readonly weight: N;
    readonly centre: N;
    readonly half: N;
    readonly rough: number;
  }[];
  readonly #rate: number;

  constructor(atoms: readonly Atom[], precision: Rational, reals: Reals<N>) {
    this.#reals = reals;
    this.#precision = reals.of(precision);
    this.#rate = precision.toNumber();
    this.#atoms = atoms.map(({ weight, centre }) => ({
      weight: reals.of(weight),
      centre: reals.of(centre),
      half: reals.of(centre.mul(half)),
      rough: centre.toNumber(),
    }));
  }

  /** c (x - c / 2) / s^2 for each centre c */
  exponents(x: number): readonly N[] {
    const at = this.#reals.exactly(x);
    return this.#atoms.map(({ centre, half: middle }) =>
      at.sub(middle).mul(centre).mul(this.#precision),
    );
  }

  /** the sum of w (e^exponent - 1): for weights that sum to 0, that of w e^exponent */
  change(x: number): N {
    return this.exponents(x)
      .map((y, i) => this.#weighted(i, y.expm1()))
      .reduce((sum, term) => sum.add(term));
  }

  /** the sum of w e^exponent */
  sum(x: number): N {
    return this.exponents(x)
      .map((y, i) => this.#weighted(i, y.exp()))
      .reduce((sum, term) => sum.add(term));
  }

  /** ln of the sum, and the mean of the centres: without overflow */
  both(x: number): { readonly ln: N; readonly mean: N } {
    const exponents = this.exponents(x);
    // any reference will do; the greatest exponent keeps the rest below 1
    let [top, place] = [-Infinity, 0];
    this.#atoms.forEach(({ rough }, i) => {
      const y = rough * (x - rough / 2) * this.#rate;
      if (y > top) [top, place] = [y, i];
    });
    const reference = exponents[place] ?? this.#reals.exactly(0);
    const shares = exponents.map((y, i) =>
      this.#weighted(i, i === place ? this.#reals.exactly(1) : y.sub(reference).exp()),
    );
    const sum = shares.reduce((a, b) => a.add(b));
    const mean = shares
      .map((share, i) => share.mul(this.#atoms[i]?.centre ?? share))
      .reduce((a, b) => a.add(b))
      .div(sum);
    return { ln: reference.add(sum.ln()), mean };
  }

  #weighted(i: number, x: N): N {
    return x.mul(this.#atoms[i]?.weight ?? x);
  }
}

/** The functions of a node. */
class Terms<N extends Real<N>> {
  readonly #reals: Reals<N>;
  readonly #first: Side<N>;
  readonly #second: Side<N>;
  readonly #difference: Side<N>;
  readonly #precision: N;
  readonly #a: N;
  readonly #b: N;

  constructor(pair: NormalPair, order: Rational, reals: Reals<N>) {
    const precision = pair.variance.inverse();
    this.#reals = reals;
    this.#first = new Side(pair.first, precision, reals);
    this.#second = new Side(pair.second, precision, reals);
    this.#difference = new Side(differenceOf(pair), precision, reals);
    this.#precision = reals.of(precision);
    this.#a = reals.of(order);
    this.#b = reals.of(order.sub(Rational.one));
  }

  /** e^(-x^2 / (2 s^2)) */
  #lnBell(x: number): N {
    const at = this.#reals.exactly(x);
    return at.mul(at).mul(this.#precision).mul(this.#reals.exactly(-0.5));
  }

  /** g(w) = (1 + w)^a - 1 - a w = (1 + w) ((1 + w)^b - 1) - b w, b = a - 1 */
  #bregman(w: N): N {
    const { max, hull, exactly } = this.#reals;
    const [zero, one] = [exactly(0), exactly(1)];
    const { lower, upper } = this.#a.mul(w).toEnclosure();
    if (Math.max(-lower, upper) <= SERIES) return this.#series(w);
    const power = (ratio: N, log: N): N => ratio.mul(this.#b.mul(log).expm1());
    const isTold = w.toEnclosure().lower > -1 + TINY;
    const ratio = one.add(w);
    // r (r^b - 1) is between -r and 0 for r in [0, 1]
    const main = isTold ? power(ratio, w.log1p()) : hull(max(ratio, exactly(TINY)).negate(), zero);
    return max(main.sub(this.#b.mul(w)), zero);
  }

  /**
   * g = a b / 2 w^2 (1 + s_1 (1 + s_2 (1 + ...))) with s_k = (b - k) w / (k + 2): each is at most max(a, 1) |w| = r <= 2^-6 in size, so what is cut off changes the
   * last bracket by at most 2 r.
   */
  #series(w: N): N {
    const { max, hull, exactly } = this.#reals;
    const one = exactly(1);
    let bracket = one.add(hull(exactly(-2 * SERIES), exactly(2 * SERIES)));
    for (let k = TERMS; k >= 1; k -= 1)
      bracket = one.add(
        this.#b
          .sub(exactly(k))
          .mul(w)
          .div(exactly(k + 2))
          .mul(bracket),
      );
    const square = max(w.mul(w), exactly(0));
    return this.#a.mul(this.#b).mul(exactly(0.5)).mul(square).mul(bracket);
  }

  /** g of the ratio of the densities, times the second density */
  at(x: number): N {
    const second = this.#second.sum(x);
    const w = this.#difference.change(x).div(second);
    return this.#bregman(w).mul(second).mul(this.#lnBell(x).exp());
  }

  /** an upper bound of all terms in [x, y]: r^a + b times the second density */
  most(x: number, y: number): N {
    const { max, exactly } = this.#reals;
    const [zero, at] = [exactly(0), exactly(x)];
    const way = exactly(y).sub(at).mul(this.#precision);
    const [one, two] = [this.#first.both(x), this.#second.both(x)];
    const [ahead, after] = [this.#first.both(y).mean, this.#second.both(y).mean];
    // the derivatives of the logarithms, whose means grow with x
    const slope = this.#a.mul(ahead).sub(this.#b.mul(two.mean)).sub(at);
    const power = this.#a
      .mul(one.ln)
      .sub(this.#b.mul(two.ln))
      .add(way.mul(max(slope, zero)));
    const rest = two.ln.add(way.mul(max(after.sub(at), zero)));
    const bell = this.#lnBell(x);
    return power
      .add(bell)
      .exp()
      .add(this.#b.mul(rest.add(bell).exp()));
  }

  /** a bound on all terms beyond x, at steps of h, where both parts fall by e^(-h gap / s^2) a step at least */
  beyond(x: number, h: number, gap: N): N {
    const ratio = gap.mul(this.#reals.exactly(h)).mul(this.#precision).expm1();
    return this.most(x, x).div(ratio);
  }

  get order(): readonly [a: N, b: N] {
    return [this.#a, this.#b];
  }
}

/**
 * Around E_Q[(P/Q)^a] - 1 for mixtures P and Q of normal laws: by the trapezoidal rule over all whole multiples of the step h, with its error. `undefined` where the
 * plan is of no use.
 *
 * With densities V and W of Q and P over that of the normal law around 0, and r = W/V, the excess is the integral of density V g(r) with g = r^a - 1 - a (r - 1) >= 0: no term cancels
 * another.
 *
 * Discretisation. For a function analytic in |Im x| <= d, whose integrals along all lines of that strip are at most M in absolute value, the rule errs by at most
 * 2 M / (e^(2 pi d / h) - 1). With d = t s^2 and t times the range of the centres of a side below pi, all of its terms are within an angle of t range on lines of the strip:
 * so it is not 0, W is at most W(x) and V at least V(x) cos(t range / 2) in size. So M <= e^(t^2 s^2 / 2) (k (1 + excess) + 1 + 2 a) with k = cos(t range / 2)^(1 - a).
 *
 * Truncation. V g <= W^a V^(1 - a) + (a - 1) V; the derivatives of the logarithms of both, times density, are bounded by the means of the centres at the ends of a block, and
 * by the outermost centres beyond the last node.
 *
 * Proof: docs/proofs/rdp-normal-pairs.md. Source: L. N. Trefethen, J. A. C. Weideman, 2014, The exponentially convergent trapezoidal rule, theorem 5.1,
 * https://doi.org/10.1137/130932132
 */
export function pairExcess<N extends Real<N>>(
  pair: NormalPair,
  order: Rational,
  plan: QuadraturePlan,
  reals: Reals<N>,
): N | undefined {
  const { of, exactly, hull, max } = reals;
  const terms = new Terms(pair, order, reals);
  const [a, b] = terms.order;
  const [zero, one, two] = [exactly(0), exactly(1), exactly(2)];
  const { step, strip } = plan;

  const centres = (atoms: readonly Atom[]): readonly [least: N, most: N] => {
    const all = atoms.map(({ centre }) => centre);
    return [
      of(all.reduce((x, y) => Rational.min(x, y))),
      of(all.reduce((x, y) => Rational.max(x, y))),
    ];
  };
  const [[low, high], [near, far]] = [centres(pair.first), centres(pair.second)];
  const [start, end] = [plan.first * step, plan.last * step];
  const rightmost = max(far, a.mul(high).sub(b.mul(near)));
  const leftmost = max(near.negate(), b.mul(far).sub(a.mul(low))).negate();
  const [after, before] = [exactly(end).sub(rightmost), leftmost.sub(exactly(start))];
  const isInside =
    strip * rangeOf(pair.first).toNumberUp() < 3.1415 &&
    strip * rangeOf(pair.second).toNumberUp() < 3.1415 &&
    after.toEnclosure().lower > 0 &&
    before.toEnclosure().lower > 0;
  if (!isInside) return undefined;
  const ends = terms.beyond(end, step, after).add(terms.beyond(start, step, before));
  const left = plan.skipped.reduce(
    (sum, [i, j]) => sum.add(terms.most(i * step, j * step).mul(exactly(j - i + 1))),
    ends,
  );
  let taken = zero;
  for (const [i, j] of plan.runs)
    for (let n = i; n <= j; n += 1) taken = taken.add(terms.at(n * step));
  const variance = of(pair.variance);
  const density = exactly(step).div(reals.pi.mul(two).mul(variance).sqrt());
  const sum = taken.add(hull(zero, left)).mul(density);

  // 1 - x/2 + x^2/24 - x^3/720 is at most cos(sqrt(x))
  const t = exactly(strip);
  const angle = t.mul(of(rangeOf(pair.second).mul(half)));
  const x = angle.mul(angle);
  const cosine = one.sub(
    x.mul(exactly(0.5)).mul(one.sub(x.div(exactly(12)).mul(one.sub(x.div(exactly(30)))))),
  );
  const spread = t.mul(variance);
  const rate = reals.pi.mul(two).mul(spread).div(exactly(step));
  const error = t.mul(spread).mul(exactly(0.5)).exp().mul(two).div(rate.expm1());
  if (!(cosine.toEnclosure().lower > 0)) return undefined;
  const most = error.mul(b.mul(cosine.ln().negate()).exp());
  if (!(most.toEnclosure().upper < 0.5)) return undefined;
  // |excess - sum| <= most (1 + excess) + error (1 + 2 a)
  const others = most.add(error.mul(one.add(a.mul(two))));
  const excess = hull(sum.sub(others).div(one.add(most)), sum.add(others).div(one.sub(most)));
  return max(excess, zero);
}
