import { Rational } from '@discreet/numeric';
import { exp, expm1, ln, log1p } from './guess.ts';

/** One of the normal laws of a mixture. */
export interface Atom {
  readonly weight: Rational;
  readonly centre: Rational;
}

/** Two mixtures of normal laws of the same variance; the weights of each are > 0 and sum to 1. */
export interface NormalPair {
  readonly first: readonly Atom[];
  readonly second: readonly Atom[];
  readonly variance: Rational;
}

/** Atoms of one centre taken together, in order of the centres; those of no weight left out. */
export function merged(atoms: readonly Atom[]): readonly Atom[] {
  const sums = new Map<string, Atom>();
  for (const { weight, centre } of atoms) {
    const key = centre.toString();
    sums.set(key, { centre, weight: weight.add(sums.get(key)?.weight ?? Rational.zero) });
  }
  return [...sums.values()]
    .filter(({ weight }) => weight.sign() !== 0)
    .sort((a, b) => (a.centre.lessThan(b.centre) ? -1 : 1));
}

/** What the densities differ by: weights that sum to 0; none where the mixtures are the same. */
export function differenceOf({ first, second }: NormalPair): readonly Atom[] {
  return merged([
    ...first,
    ...second.map(({ weight, centre }) => ({ weight: weight.negate(), centre })),
  ]);
}

/** How far centres of a mixture are apart at most. */
export function rangeOf(atoms: readonly Atom[]): Rational {
  const centres = atoms.map(({ centre }) => centre);
  return centres
    .reduce((a, b) => Rational.max(a, b))
    .sub(centres.reduce((a, b) => Rational.min(a, b)));
}

/** A mixture in doubles: terms of the sum of w e^(slope (x - centre / 2)), which is its density over that of the normal law around 0. */
export interface LooseSide {
  readonly lnWeights: readonly number[];
  readonly centres: readonly number[];
  readonly precision: number;
}

/** A pair at an order, in doubles; nothing of it is claimed. */
export interface LoosePair {
  readonly first: LooseSide;
  readonly second: LooseSide;
  readonly difference: { readonly weights: readonly number[]; readonly centres: readonly number[] };
  readonly precision: number;
  /** the order, less 1 */
  readonly b: number;
}

export function loosePair(pair: NormalPair, b: number): LoosePair {
  const precision = pair.variance.inverse().toNumber();
  const side = (atoms: readonly Atom[]): LooseSide => ({
    lnWeights: atoms.map(({ weight }) => ln(weight.toNumber())),
    centres: atoms.map(({ centre }) => centre.toNumber()),
    precision,
  });
  const difference = differenceOf(pair);
  return {
    first: side(pair.first),
    second: side(pair.second),
    difference: {
      weights: difference.map(({ weight }) => weight.toNumber()),
      centres: difference.map(({ centre }) => centre.toNumber()),
    },
    precision,
    b,
  };
}

/** About ln of the density over that of the normal law around 0, and the mean of the centres at x. */
export function sideAt(
  { lnWeights, centres, precision }: LooseSide,
  x: number,
): readonly [ln: number, mean: number] {
  let top = -Infinity;
  for (let i = 0; i < centres.length; i += 1) {
    const c = centres[i] ?? 0;
    top = Math.max(top, (lnWeights[i] ?? 0) + c * (x - c / 2) * precision);
  }
  let [sum, mean] = [0, 0];
  for (let i = 0; i < centres.length; i += 1) {
    const c = centres[i] ?? 0;
    const share = exp((lnWeights[i] ?? 0) + c * (x - c / 2) * precision - top);
    sum += share;
    mean += share * c;
  }
  return [top + ln(sum), mean / sum];
}

/** About ln of g(r) = r^a - 1 - a (r - 1) for r = e^logRatio; `small` is r - 1 where that is near 0. */
const logBregman = (b: number, logRatio: number, small: number): number => {
  const isSmall = Math.abs(logRatio) < 1e-3;
  const w = isSmall ? small : expm1(logRatio);
  if (Math.abs((b + 1) * w) < 1e-4)
    return ln(((b + 1) * b) / 2) + 2 * ln(Math.abs(w)) + log1p(((b - 1) / 3) * w);
  const log = isSmall ? log1p(w) : logRatio;
  const power = (b + 1) * log;
  if (power > 30) return power + log1p(-((b + 1) * exp(-b * log) - b * exp(-power)));
  return ln(Math.max(Number.MIN_VALUE, exp(log) * expm1(b * log) - b * w));
};

/** About ln of the term at x: g of the ratio of the densities, times the second. */
export function logTerm({ first, second, difference, precision, b }: LoosePair, x: number): number {
  const [lnFirst, lnSecond] = [sideAt(first, x)[0], sideAt(second, x)[0]];
  let small = 0;
  if (Math.abs(lnFirst - lnSecond) < 1e-3) {
    difference.weights.forEach((weight, i) => {
      const c = difference.centres[i] ?? 0;
      small += weight * expm1(c * (x - c / 2) * precision);
    });
    small /= exp(lnSecond);
  }
  return logBregman(b, lnFirst - lnSecond, small) + lnSecond - (x * x * precision) / 2;
}
