import { expNegativeBits, Interval, Rational } from '@discreet/numeric';
import type { Atom } from './atom.ts';
import type { Cells } from './cells.ts';
import { expNear, NEAR } from './exp.ts';
import type { Lattice } from './lattice.ts';

/** floor(2^bits x) of the lower end of an interval */
const floorOf = (x: Interval, bits: number): bigint => {
  const [low] = x.toRationals();
  return low.mul(Rational.of(1n << BigInt(bits))).floor();
};

/**
 * Discrete Laplace noise of a scale, for whole results that are s apart: outcome i is the noise, cut to 0 ... s, beyond which the loss no longer changes. With
 * r = e^(-1/scale): P(0) = 1/(1 + r), P(i) = (1 - r) r^i / (1 + r), P(s) = r^s / (1 + r), of loss (s - 2i) / scale.
 */
export function discreteLaplaceLattice(scale: Rational, s: bigint): Lattice {
  return {
    isBounded: true,
    outcomes: (bits) => Math.min(Number(s) + 1, Math.ceil(scale.toNumber() * bits) + 2),
    base: (bits) => Interval.of(scale.inverse(), bits),
    shift: s,
    stride: 2n,
    chances: (bits) => {
      const wide = bits + 64;
      const one = Interval.integer(1, wide);
      const r = Interval.of(scale.inverse().negate(), wide).exp();
      const whole = one.add(r);
      const values = [floorOf(one.div(whole), bits)];
      let power = r;
      const share = one.sub(r).div(whole);
      for (let i = 1n; i < s; i += 1n) {
        const value = floorOf(share.mul(power), bits);
        // those after it are no more
        if (value === 0n) return { first: 0n, values };
        values.push(value);
        power = power.mul(r);
      }
      values.push(floorOf(power.div(whole), bits));
      return { first: 0n, values };
    },
  };
}

/**
 * Discrete Gaussian noise of variance parameter sigma^2, for whole results that are s apart: outcome x is the noise, of loss s (s - 2x) / (2 sigma^2). Outcomes below
 * 2^-bits are left out.
 */
export function discreteGaussianLattice(sigmaSquared: Rational, s: bigint): Lattice {
  const twice = sigmaSquared.add(sigmaSquared);
  return {
    isBounded: false,
    outcomes: (bits) => 2 * Math.ceil(Math.sqrt(1.4 * bits * sigmaSquared.toNumber())) + 3,
    base: (bits) => Interval.of(Rational.of(s).div(twice), bits),
    shift: s,
    stride: 2n,
    chances: (bits) => {
      const halves: (readonly [bigint, bigint])[] = [];
      for (let x = 0n; ; x += 1n) {
        const exponent = Rational.of(x * x).div(twice);
        const part = expNegativeBits(exponent.numerator, exponent.denominator, bits + 32);
        halves.push(part);
        if (part[0] >> 32n === 0n) break;
      }
      // Z = 1 + 2 sum_{x >= 1} e^(-x^2 / 2 sigma^2). Past the last m the terms fall by at least e^(-m / sigma^2) each
      const last = halves.length - 1;
      const tail = lastTerms(twice, BigInt(last), bits + 32);
      const whole =
        halves.reduce((sum, [, most], x) => sum + (x === 0 ? most : 2n * most), 0n) + 2n * tail;
      const chance = (x: number): bigint =>
        ((halves[Math.abs(x)]?.[0] ?? 0n) << BigInt(bits)) / whole;
      return {
        first: BigInt(-last),
        values: Array.from({ length: 2 * last + 1 }, (_, i) => chance(i - last)),
      };
    },
  };
}

/** At least the sum of 2^bits e^(-x^2 / twice) over x > m: the term at m over 1 - e^(-2m / twice), which is at least y / (1 + y) for y = 2m / twice. */
function lastTerms(twice: Rational, m: bigint, bits: number): bigint {
  const top = m > 0n ? m : 1n;
  const exponent = Rational.of(top * top).div(twice);
  const [, term] = expNegativeBits(exponent.numerator, exponent.denominator, bits);
  const y = Rational.of(2n * top).div(twice);
  return Rational.of(term).mul(y.add(Rational.one)).div(y).ceil();
}

/** Randomized response of `buckets` values with `noise` the chance of a uniform one, seen under two true values: loss ln((1 - noise + noise/k) / (noise/k)), 0, or minus that. */
export function randomizedResponseLattice(noise: Rational, buckets: Rational): Lattice {
  const lie = noise.div(buckets);
  const truth = Rational.one.sub(noise).add(lie);
  return chosen(
    [truth, lie.mul(buckets.sub(Rational.of(2n))), lie],
    (bits) => Interval.of(truth.div(lie), bits).ln(),
    1n,
  );
}

/** Randomized response against a uniform answer, which a special value in the record's place gives: the chances of the true value, and of another. */
export function zeroedResponseAtoms(noise: Rational, buckets: Rational): readonly Atom[] {
  const uniform = buckets.inverse();
  const truth = Rational.one.sub(noise).add(noise.div(buckets));
  return [
    [Rational.one.sub(truth), Rational.one.sub(uniform)],
    [truth, uniform],
  ];
}

const chosen = (
  chances: readonly Rational[],
  base: (bits: number) => Interval,
  stride: bigint,
): Lattice => ({
  isBounded: true,
  outcomes: () => chances.length,
  base,
  shift: 1n,
  stride,
  chances: (bits) => ({
    first: 0n,
    values: chances.map((x) => x.mul(Rational.of(1n << BigInt(bits))).floor()),
  }),
});

/** Any mechanism that is epsilon-DP, at worst: loss epsilon with chance e^epsilon / (1 + e^epsilon), else -epsilon. */
export function pureLattice(epsilon: Rational): Lattice {
  return {
    isBounded: true,
    outcomes: () => 2,
    base: (bits) => Interval.of(epsilon, bits),
    shift: 1n,
    stride: 2n,
    chances: (bits) => {
      const wide = bits + 64;
      const one = Interval.integer(1, wide);
      const r = Interval.of(epsilon.negate(), wide).exp();
      return {
        first: 0n,
        values: [floorOf(one.div(one.add(r)), bits), floorOf(r.div(one.add(r)), bits)],
      };
    },
  };
}

const SHARP_BITS = 1100;
/** Chances below this are taken together, as if their loss were infinite. */
const LEAST = 1e-306;
const LEFT_OUT = 1e-300;

/** The outcomes of one use as cells without width. */
export function latticeCells(lattice: Lattice): Cells {
  const { first, values } = lattice.chances(SHARP_BITS);
  const scale = 1n << BigInt(SHARP_BITS);
  const base = lattice.base(128);
  const rows = values
    .map((value, i) => {
      const index = lattice.shift - lattice.stride * (first + BigInt(i));
      const { lower, upper } = base.mul(Interval.integer(index, 128)).toEnclosure();
      return { p: Rational.of(value, scale).toNumber(), low: lower, high: upper };
    })
    .filter(({ p }) => p > LEAST)
    .reverse();
  const isWhole = rows.length === values.length && first >= 0n;
  if (!isWhole) rows.push({ p: LEFT_OUT, low: Infinity, high: Infinity });
  const column = (f: (row: (typeof rows)[number]) => number): Float64Array =>
    Float64Array.from(rows, f);
  return {
    p: column(({ p }) => p),
    q: column(({ p, low }) => p * expNear(-low)),
    error: column(({ low }) => (low === Infinity ? 1 : NEAR * (4 + 2 * Math.abs(low)))),
    low: column(({ low }) => low),
    high: column(({ high }) => high),
  };
}
