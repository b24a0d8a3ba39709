import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import { refineWithin } from '../refine.ts';
import {
  attainedRangeCells,
  boundedRangeCells,
  boundedRangeDelta,
  boundedRangeEpsilon,
} from './bounded-range.ts';
import type { Atom } from './atom.ts';
import type { Cells } from './cells.ts';
import { expNear, lnNear, NEAR } from './exp.ts';
import { latticeDelta, latticeEpsilon } from './lattice.ts';
import { latticeCells, pureLattice } from './lattices.ts';
import { atomsLaw, swappedLaw } from './law.ts';
import { bothOrders } from './loss.ts';
import type { Mechanism } from './mechanism.ts';

/** How many cells a continuous loss has at most. */
const MOST_CELLS = 262144;

/** Any mechanism of bounded range epsilon: the worst case of many uses lies between the law of all ranges, and a range of its own. */
export function boundedRangeMechanism(epsilon: Rational): Mechanism {
  const most = epsilon.toNumber();
  const attained = atomsLaw(() => attainedRangeCells(most));
  return {
    key: `boundedRange ${epsilon.toString()}`,
    losses: () =>
      [attained, swappedLaw(attained)].map((below) => ({
        above: ({ width }) =>
          boundedRangeCells(most, Math.max(Math.min(width, most / 128), (2 * most) / MOST_CELLS)),
        below,
      })),
    profile: (x) => boundedRangeDelta(epsilon, x),
    epsilon: (x) => boundedRangeEpsilon(epsilon, x),
  };
}

/** Two candidates of the same score, of which the second falls behind by as much as it may: it is chosen with chance 1/2 and e^-epsilon / 2. */
const twoCandidates = (epsilon: number): Cells => {
  const behind = expNear(-epsilon) / 2;
  const other = lnNear(0.5) - lnNear(1 - behind);
  const off = NEAR * (4 + epsilon);
  return {
    p: Float64Array.of(0.5, 0.5),
    q: Float64Array.of(1 - behind, behind),
    error: Float64Array.of(2 * NEAR, 2 * NEAR),
    low: Float64Array.of(other - off, epsilon - off),
    high: Float64Array.of(other + off, epsilon + off),
  };
};

/** Permute-and-flip: it is epsilon-DP, and no worse is known; a pair of candidates has (1 - e^(x - epsilon)) / 2. */
export function permuteAndFlipMechanism(epsilon: Rational): Mechanism {
  const lattice = pureLattice(epsilon);
  const above = atomsLaw(() => latticeCells(lattice));
  const below = atomsLaw(() => twoCandidates(epsilon.toNumber()));
  const two = Rational.of(2n);
  return {
    key: `permuteAndFlip ${epsilon.toString()}`,
    losses: () => [
      { above, below },
      { above, below: swappedLaw(below) },
    ],
    gap: 2 * epsilon.toNumber(),
    profile: (x) => {
      if (epsilon.lessThanOrEqual(x)) return { lower: 0, upper: 0 };
      const { lower } = refineWithin(1, (bits) =>
        Interval.of(x.sub(epsilon), bits).expm1().negate().scale(-1),
      );
      return { lower, upper: latticeDelta(lattice, 1, x).upper };
    },
    epsilon: (delta) => {
      // epsilon + ln(1 - 2 delta)
      const rest = Rational.one.sub(delta.mul(two));
      const attained: Enclosure =
        rest.sign() === 1
          ? refineWithin(Infinity, (bits) =>
              Interval.of(epsilon, bits).add(Interval.of(rest, bits).ln()),
            )
          : { lower: 0, upper: 0 };
      const { upper } = latticeEpsilon(lattice, 1, delta);
      return { lower: Math.min(attained.lower, upper), upper };
    },
  };
}

const atomCells = (atoms: readonly Atom[]): Cells => {
  const losses = atoms.map(([p, q]) =>
    p.sign() === 0
      ? { lower: -Infinity, upper: -Infinity }
      : q.sign() === 0
        ? { lower: Infinity, upper: Infinity }
        : Interval.of(p.div(q), 128).ln().toEnclosure(),
  );
  const rows = atoms
    .map(([p, q], j) => ({
      p: p.toNumber(),
      q: q.toNumber(),
      ...(losses[j] ?? { lower: 0, upper: 0 }),
    }))
    .sort((a, b) => a.lower - b.lower);
  return {
    p: Float64Array.from(rows, ({ p }) => p),
    q: Float64Array.from(rows, ({ q }) => q),
    error: Float64Array.from(rows, () => NEAR),
    low: Float64Array.from(rows, ({ lower }) => lower),
    high: Float64Array.from(rows, ({ upper }) => upper),
  };
};

/** A mechanism of a few answers. One use is exact: delta is the sum of (p - e^x q)+, in the worse order. */
export function atomsMechanism(key: string, atoms: readonly Atom[]): Mechanism {
  const oneOrder = (rows: readonly Atom[], x: Rational): Enclosure =>
    refineWithin(1, (bits) => {
      const nothing = Interval.integer(0, bits);
      const z = Interval.of(x, bits).exp();
      return rows.reduce((sum, [p, q]) => {
        const part = Interval.of(p, bits).sub(z.mul(Interval.of(q, bits)));
        return sum.add(Interval.max(part, nothing));
      }, nothing);
    });
  const other = atoms.map(([p, q]): Atom => [q, p]);
  // where e^x is too large to write out, what may have a greater loss counts in full
  const far = (rows: readonly Atom[], x: Rational): Enclosure => {
    const aim = Interval.of(x, 128);
    const above = rows.filter(
      ([p, q]) =>
        p.sign() === 1 && (q.sign() === 0 || !Interval.of(p.div(q), 128).ln().isBelow(aim)),
    );
    const whole = above.reduce((sum, [p]) => sum.add(p), Rational.zero);
    return { lower: 0, upper: whole.toNumberUp() };
  };
  return {
    key,
    losses: () => bothOrders(atomsLaw(() => atomCells(atoms))),
    profile: (x) => {
      const order = FAR.lessThan(x) ? far : oneOrder;
      const [one, two] = [order(atoms, x), order(other, x)];
      return { lower: Math.max(one.lower, two.lower), upper: Math.max(one.upper, two.upper) };
    },
  };
}

/** beyond it e^epsilon is not written out */
const FAR = Rational.of(1n << 16n);
