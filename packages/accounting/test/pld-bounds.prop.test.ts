import { Interval, Rational, rationalFromDouble } from '@discreet/numeric';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attainedRangeCells, boundedRangeCells } from '../src/internal/loss/bounded-range.ts';
import { type Cells, poissonSample, swap } from '../src/internal/loss/cells.ts';
import { compose, type Step } from '../src/internal/loss/convolution.ts';
import {
  discreteGaussianCells,
  discreteLaplaceCells,
} from '../src/internal/loss/discrete-cells.ts';
import { rootsOfUnity } from '../src/internal/loss/fourier.ts';
import { gaussianCells } from '../src/internal/loss/gaussian-cells.ts';
import { gather, type Grid, type Masses, spread } from '../src/internal/loss/grid.ts';
import { laplaceCells } from '../src/internal/loss/laplace-cells.ts';
import { type Lattice, latticeDelta, latticeEpsilon } from '../src/internal/loss/lattice.ts';
import { deltaLower, deltaUpper, profileOf } from '../src/internal/loss/profile.ts';

const BITS = 160;
const exact = (x: number): Rational => {
  const read = rationalFromDouble(x);
  if (read._tag === 'None') throw new RangeError('no number');
  return read.value;
};
const around = (x: number): Interval => Interval.of(exact(x), BITS);
const one = Interval.integer(1, BITS);
const nothing = Interval.integer(0, BITS);
const sum = (xs: readonly Interval[]): Interval => xs.reduce((a, b) => a.add(b), nothing);

/** An outcome with its chances under two datasets. */
interface Outcome {
  readonly p: number;
  readonly q: number;
}

const share = fc.integer({ min: 1, max: 1 << 20 }).map((n) => n / (1 << 24));
const tiny = fc.integer({ min: 1, max: 1000 }).map((n) => n * 1e-290);
const chance = fc.oneof({ weight: 6, arbitrary: share }, { weight: 1, arbitrary: tiny });
const outcome: fc.Arbitrary<Outcome> = fc
  .tuple(chance, fc.double({ min: -4, max: 4, noNaN: true }), fc.integer({ min: 0, max: 11 }))
  .map(([p, loss, kind]) => ({ p, q: kind === 0 ? 0 : p * Math.exp(-loss) }));

/** An outcome's loss, rounded outwards. */
const lossOf = ({ p, q }: Outcome): readonly [low: number, high: number] => {
  if (q === 0) return [Infinity, Infinity];
  const { lower, upper } = around(p).div(around(q)).ln().toEnclosure();
  return [lower, upper];
};

interface Case {
  readonly outcomes: readonly Outcome[];
  readonly cells: Cells;
}

/** Some outcomes, neighbours of which share a cell: with chances that are known within an error, or as a tail. */
const cases: fc.Arbitrary<Case> = fc
  .tuple(
    fc.array(outcome, { minLength: 1, maxLength: 14 }),
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 14, maxLength: 14 }),
    fc.array(fc.constantFrom(0, 2 ** -45, 2 ** -20, 1), { minLength: 14, maxLength: 14 }),
  )
  .map(([drawn, sizes, errors]) => {
    const outcomes = [...drawn].sort((a, b) => lossOf(a)[0] - lossOf(b)[0]);
    const rows: { p: number; q: number; error: number; low: number; high: number }[] = [];
    for (let at = 0, j = 0; at < outcomes.length; at += sizes[j] ?? 1, j += 1) {
      const part = outcomes.slice(at, at + (sizes[j] ?? 1));
      const error = errors[j] ?? 0;
      const total = (of: (x: Outcome) => number): number => part.reduce((a, x) => a + of(x), 0);
      // a tail knows at least half of its chances; else chances are off by half of what the error allows, and by rounding
      const factor = error === 1 ? 0.75 : 1 + error / 2;
      rows.push({
        p: total((x) => x.p) * factor,
        q: total((x) => x.q) * factor,
        error: error === 1 ? 1 : error + 2 ** -50,
        low: Math.min(...part.map((x) => lossOf(x)[0])),
        high: Math.max(...part.map((x) => lossOf(x)[1])),
      });
    }
    const column = (of: (row: (typeof rows)[number]) => number): Float64Array =>
      Float64Array.from(rows, of);
    return {
      outcomes,
      cells: {
        p: column((x) => x.p),
        q: column((x) => x.q),
        error: column((x) => x.error),
        low: column((x) => x.low),
        high: column((x) => x.high),
      },
    };
  });

const grids: fc.Arbitrary<Grid> = fc
  .tuple(
    fc.constantFrom(1, 0.25, 0.0625),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.constantFrom(-30, -2, 0.5),
    fc.constantFrom(30, 3, -1, -6),
  )
  .map(([step, offset, floor, ceiling]) => ({ step, offset, floor, ceiling }));

const points = [0.01, 0.2, 0.7, 1, 1.3, 3, 9, 40, 1000];

/** sum of (p - z q)+, exactly */
const truth = (outcomes: readonly Outcome[], z: number): Rational =>
  outcomes.reduce(
    (total, { p, q }) =>
      total.add(Rational.max(Rational.zero, exact(p).sub(exact(z).mul(exact(q))))),
    Rational.zero,
  );

/** sum of mass (1 - z e^-loss)+ over a grid, and what is infinite */
function onGrid(
  { first, mass, infinite }: Masses,
  { step, offset }: Grid,
): (z: number) => Interval {
  const places = [...mass].flatMap((m, i) =>
    m === 0
      ? []
      : [
          [
            around(m),
            Interval.of(
              exact(offset)
                .add(exact(step).mul(Rational.of(BigInt(first + i))))
                .negate(),
              BITS,
            ).exp(),
          ] as const,
        ],
  );
  const rest = around(infinite);
  return (z) =>
    places.reduce(
      (total, [m, decay]) => total.add(Interval.max(nothing, m.mul(one.sub(around(z).mul(decay))))),
      rest,
    );
}

describe('a grid', () => {
  it('that losses are spread on has a profile that is nowhere below theirs', () => {
    fc.assert(
      fc.property(cases, grids, fc.constantFrom(0.1, 1, 20), ({ outcomes, cells }, grid, tilt) => {
        const profile = onGrid(spread(cells, grid, tilt), grid);
        for (const z of points)
          expect(profile(z).isBelow(Interval.of(truth(outcomes, z), BITS))).toBe(false);
      }),
      { seed: 20261, numRuns: 120 },
    );
  });

  it('that losses are gathered on has a profile that is nowhere above theirs', () => {
    fc.assert(
      fc.property(cases, grids, fc.constantFrom(0.1, 1, 20), ({ outcomes, cells }, grid, tilt) => {
        const profile = onGrid(gather(cells, grid, tilt), grid);
        for (const z of points)
          expect(Interval.of(truth(outcomes, z), BITS).isBelow(profile(z))).toBe(false);
      }),
      { seed: 20262, numRuns: 120 },
    );
  });

  it('brackets closely where it is fine: neither bound is trivial', () => {
    const cells = laplaceCells(1, 1 / 512);
    const grid = { step: 1 / 128, offset: -0.00001, floor: -8, ceiling: 8 };
    const high = onGrid(spread(cells, grid, 1), grid)(1).toEnclosure().upper;
    const low = onGrid(gather(cells, grid, 1), grid)(1).toEnclosure().lower;
    const total = 1 - Math.exp(-1 / 2);
    expect(high - total).toBeGreaterThan(0);
    expect(high - total).toBeLessThan(2e-5);
    expect(total - low).toBeGreaterThan(0);
    expect(total - low).toBeLessThan(2e-5);
  });

  it('does not move up what is rare beside its neighbours', () => {
    const p = [1, 1e-18, 1e-20];
    const loss = [0.9, 0.95, 1.1];
    const cells: Cells = {
      p: Float64Array.from(p),
      q: Float64Array.from(p, (x, j) => x * Math.exp(-(loss[j] ?? 0))),
      error: new Float64Array(3).fill(2 ** -51),
      low: Float64Array.from(loss, (x) => x - 1e-15),
      high: Float64Array.from(loss, (x) => x + 1e-15),
    };
    const grid = { step: 1, offset: 0, floor: -9, ceiling: 9 };
    const low = onGrid(gather(cells, grid, 1), grid);
    for (const x of [0.96, 0.97, 0.99]) {
      const most = 1e-20 * (1 - Math.exp(x - 1.1));
      expect(low(Math.exp(x)).toEnclosure().lower).toBeLessThanOrEqual(most * (1 + 1e-9));
    }
  });

  it('takes what is all above its ceiling, or without a loss, for infinite', () => {
    const cells: Cells = {
      p: Float64Array.of(0.5, 0.25),
      q: Float64Array.of(0.001, 0),
      error: Float64Array.of(2 ** -50, 2 ** -50),
      low: Float64Array.of(6.2, Infinity),
      high: Float64Array.of(6.3, Infinity),
    };
    const grid = { step: 1, offset: 0, floor: -9, ceiling: 2 };
    const { infinite } = spread(cells, grid, 1);
    expect(infinite).toBeGreaterThan(0.75);
    expect(infinite).toBeLessThan(0.750001);
  });
});

const small = fc.array(fc.integer({ min: 0, max: 64 }), { minLength: 1, maxLength: 9 });
const stepOf = fc
  .tuple(small, fc.integer({ min: -6, max: 6 }), fc.integer({ min: 1, max: 4 }))
  .map(([numbers, first, count]): Step => {
    const total = Math.max(
      64,
      numbers.reduce((a, b) => a + b, 1),
    );
    const size = 2 ** Math.ceil(Math.log2(total));
    const mass = Float64Array.from([1, ...numbers], (n) => n / size);
    const upper = { first, mass, infinite: 0 };
    // any other chances would do
    const lower = { first: first - 1, mass: mass.slice().reverse(), infinite: 0 };
    return { upper, lower, count };
  });

type Exact = ReadonlyMap<number, Rational>;

const convolve = (a: Exact, b: Exact): Exact => {
  const all = new Map<number, Rational>();
  for (const [i, x] of a)
    for (const [j, y] of b) all.set(i + j, (all.get(i + j) ?? Rational.zero).add(x.mul(y)));
  return all;
};

const composedExactly = (steps: readonly (readonly [Masses, number])[]): Exact => {
  let all: Exact = new Map([[0, Rational.one]]);
  for (const [{ first, mass }, count] of steps) {
    const single = new Map([...mass].map((m, i) => [first + i, exact(m)] as const));
    for (let k = 0; k < count; k += 1) all = convolve(all, single);
  }
  return all;
};

describe('a composition by transforms', () => {
  const settings = fc.record({
    steps: fc.array(stepOf, { minLength: 1, maxLength: 3 }),
    tilt: fc.constantFrom(0.01, 0.3, 1, 2.5),
    logSize: fc.integer({ min: 3, max: 7 }),
    shift: fc.integer({ min: -12, max: 12 }),
  });
  const rates = { left: -0.7, right: 0.7 };

  it('is within its errors of the exact one, in the window and in both tails', () => {
    fc.assert(
      fc.property(settings, ({ steps, tilt, logSize, shift }) => {
        const size = 2 ** logSize;
        const roots = rootsOfUnity(size);
        const middle = steps.reduce(
          (a, { upper, count }) => a + count * (upper.first + upper.mass.length / 2),
          0,
        );
        const first = Math.floor(middle - size / 2) + shift;
        const made = compose(steps, roots, tilt, first, rates);
        const sides = [
          ['upper', composedExactly(steps.map((s) => [s.upper, s.count]))],
          ['lower', composedExactly(steps.map((s) => [s.lower, s.count]))],
        ] as const;
        const slack = 1 + made.lnScaleOff + 1e-12;
        for (const [side, chances] of sides) {
          // tilted chances, to some 15 digits
          const folded = new Float64Array(size);
          let [above, outside, squares] = [0, 0, 0];
          for (const [k, x] of chances) {
            const tilted = x.toNumber() * Math.exp(tilt * k - made.lnScale);
            folded[(((k - first) % size) + size) % size]! += tilted;
            if (k >= first + size) above += tilted;
            if (k < first || k >= first + size) outside += tilted;
          }
          made[side].forEach((value, j) => {
            const off = Math.abs(value - (folded[j] ?? 0));
            expect(off).toBeLessThanOrEqual(made.error + 1e-12 * (folded[j] ?? 0));
            squares += off * off;
          });
          expect(Math.sqrt(squares)).toBeLessThanOrEqual(made.norm + 1e-12);
          if (side === 'upper') expect(above).toBeLessThanOrEqual(made.above * slack);
          else expect(outside).toBeLessThanOrEqual(made.around * slack);
        }
        expect(made.error).toBeLessThan(1e-12);
      }),
      { seed: 20263, numRuns: 150 },
    );
  });

  it('has a profile around the exact one', () => {
    fc.assert(
      fc.property(settings, fc.double({ min: 0, max: 1, noNaN: true }), (drawn, part) => {
        const { steps, tilt, logSize, shift } = drawn;
        const size = 2 ** logSize;
        const step = 0.25;
        const middle = steps.reduce((a, s) => a + s.count * s.upper.first, 0);
        const first = middle + shift;
        const profile = profileOf({
          composed: compose(steps, rootsOfUnity(size), tilt, first, rates),
          tilt,
          step,
          offset: 0.125,
          offsetOff: 0,
          infinite: 0,
          bias: 0,
          lnBias: 0,
        });
        const epsilon = (first + part * size) * step;
        const at = (side: 'upper' | 'lower'): Interval =>
          sum(
            [...composedExactly(steps.map((s) => [s[side], s.count]))].map(([k, x]) => {
              const loss = exact(0.125).add(exact(step).mul(Rational.of(BigInt(k))));
              const gap = exact(epsilon).sub(loss);
              return gap.sign() >= 0
                ? nothing
                : Interval.of(x, BITS).mul(Interval.of(gap, BITS).expm1().negate());
            }),
          );
        expect(around(deltaUpper(profile, epsilon)).isBelow(Interval.min(one, at('upper')))).toBe(
          false,
        );
        expect(at('lower').isBelow(around(deltaLower(profile, epsilon)))).toBe(false);
      }),
      { seed: 20264, numRuns: 150 },
    );
  });
});

/** Whether an exact chance is within what a cell says, but for what is too small to be seen. */
const isHeld = (value: number, error: number, chance: Interval): boolean => {
  const unseen = around(4e-307);
  const [x, off] = [around(value), around(Math.min(error, 1e300))];
  return (
    !x.mul(one.add(off)).add(unseen).isBelow(chance) &&
    !chance.add(unseen).isBelow(x.mul(Interval.max(nothing, one.sub(off))))
  );
};

const lossWithin = (cells: Cells, j: number, least: Interval, most: Interval): void => {
  expect(least.isBelow(around(cells.low[j]!))).toBe(false);
  expect(around(cells.high[j]!).isBelow(most)).toBe(false);
};

describe('cells hold exact chances and losses', () => {
  /** P(x <= normal) */
  const upperTail = (x: Interval): Interval =>
    x.div(Interval.integer(2, BITS).sqrt()).erfc().scale(-1);
  const between = (a: number, b: number): Interval =>
    a >= 0
      ? upperTail(around(a)).sub(upperTail(around(b)))
      : b <= 0
        ? upperTail(around(-b)).sub(upperTail(around(-a)))
        : one.sub(upperTail(around(-a))).sub(upperTail(around(b)));

  it.each([
    { mu: 0.75, rate: 1, rest: 0 },
    { mu: 2.5, rate: 0.25, rest: 0.75 },
    { mu: 31, rate: 2 ** -30, rest: 1 - 2 ** -30 },
  ])('of Gaussian noise $mu apart on a sample of rate $rate', ({ mu, rate, rest }) => {
    const width = 1 / 64;
    const reach = 8;
    const cells = gaussianCells(
      {
        first: { weights: [rest, rate], centres: [0, mu] },
        second: { weights: [1], centres: [0] },
      },
      width,
      reach,
    );
    const from = rest === 0 ? -reach : Math.floor(-reach / width) * width;
    const lossAt = (y: number): Interval => {
      const ratio = Interval.of(
        exact(mu)
          .mul(exact(y))
          .sub(exact(mu).square().div(Rational.of(2n))),
        BITS,
      ).exp();
      return around(rest).add(around(rate).mul(ratio)).ln();
    };
    for (let j = 1; j + 1 < cells.p.length; j += 37) {
      const [a, b] = [from + (j - 1) * width, from + j * width];
      const [away, near] = [between(a, b), between(a - mu, b - mu)];
      const p = around(rest).mul(away).add(around(rate).mul(near));
      expect(isHeld(cells.p[j]!, cells.error[j]!, p)).toBe(true);
      expect(isHeld(cells.q[j]!, cells.error[j]!, away)).toBe(true);
      lossWithin(cells, j, lossAt(a), lossAt(b));
    }
    const last = cells.p.length - 1;
    expect(upperTail(around(reach)).isBelow(around(2 * cells.p[last]!))).toBe(true);
  });

  it.each([0.001, 1, 40, 800])('of Laplace noise of loss %d', (epsilon) => {
    const cells = laplaceCells(epsilon, epsilon / 16);
    const e = around(epsilon);
    const inside = cells.p.length - 2;
    const edge = (j: number): Interval =>
      e
        .scale(1)
        .mul(Interval.of(Rational.of(BigInt(j), BigInt(inside)), BITS))
        .sub(e);
    const decay = (loss: Interval): Interval => loss.sub(e).scale(-1).exp().scale(-1);
    for (let j = 1; j <= inside; j += 1) {
      expect(isHeld(cells.p[j]!, cells.error[j]!, decay(edge(j)).sub(decay(edge(j - 1))))).toBe(
        true,
      );
      lossWithin(cells, j, edge(j - 1), edge(j));
      expect(cells.q[j]).toBe(cells.p[inside + 1 - j]);
    }
    expect(isHeld(cells.p[0]!, cells.error[0]!, decay(e.negate()))).toBe(true);
    expect(cells.p[inside + 1]).toBe(0.5);
  });

  it.each([0.001, 1, 12])('of bounded range %d', (epsilon) => {
    const cells = boundedRangeCells(epsilon, epsilon / 8);
    const e = around(epsilon);
    const size = cells.p.length;
    const edge = (j: number): Interval =>
      e
        .scale(1)
        .mul(Interval.of(Rational.of(BigInt(j), BigInt(size)), BITS))
        .sub(e);
    const root = e.scale(-1).exp();
    const whole = e.expm1();
    cells.p.forEach((p, j) => {
      const [a, b] = [edge(j), edge(j + 1)].map((x) => x.scale(-1).exp());
      const chance = root.mul(b!.sub(a!)).div(whole);
      expect(isHeld(p, cells.error[j]!, chance)).toBe(true);
      lossWithin(cells, j, edge(j), edge(j + 1));
    });
    const two = attainedRangeCells(epsilon);
    const [, t] = two.low;
    // the greater loss t has the chance (e^epsilon - e^t) / (e^epsilon - 1), within what t itself leaves open
    const chance = e.exp().sub(around(t!).exp()).div(whole);
    expect(isHeld(two.p[1]!, two.error[1]! * 4, chance)).toBe(true);
    expect(two.p[0]! + two.p[1]!).toBeCloseTo(1, 14);
    expect(two.q[0]! + two.q[1]!).toBeCloseTo(1, 13);
  });

  it.each([
    [Rational.of(1n, 3n), 4],
    [Rational.of(5n, 2n), 7],
    [Rational.of(1n, 1000n), 300],
  ] as const)('of discrete Laplace noise of rate %s, %d apart', (rate, s) => {
    const cells = discreteLaplaceCells(rate, s);
    const r = Interval.of(rate.negate(), BITS).exp();
    const whole = one.add(r);
    const power = (k: number): Interval => r.power(k);
    // losses grow: outcomes s, s - 1, ..., 0
    const chance = (i: number): Interval =>
      i === 0
        ? one.div(whole)
        : i === s
          ? power(s).div(whole)
          : one.sub(r).mul(power(i)).div(whole);
    cells.p.forEach((p, j) => {
      expect(isHeld(p, cells.error[j]!, chance(s - j))).toBe(true);
      expect(isHeld(cells.q[j]!, cells.error[j]!, chance(j))).toBe(true);
      const loss = Interval.of(rate.mul(Rational.of(BigInt(s - 2 * (s - j)))), BITS);
      lossWithin(cells, j, loss, loss);
    });
  });

  it('of discrete Gaussian noise', () => {
    const variance = Rational.of(7n, 4n);
    const s = 3;
    const cells = discreteGaussianCells(variance, s);
    const weight = (x: number): Interval =>
      Interval.of(Rational.of(BigInt(-x * x)).div(variance.add(variance)), BITS).exp();
    let total = one;
    for (let x = 1; x < 40; x += 1) total = total.add(weight(x).scale(1));
    // the first cell stands for the rest; then outcomes fall
    const most = s + Math.ceil(38.4 * Math.sqrt(1.75)) + 40;
    for (let j = 1; j < cells.p.length; j += 1) {
      const x = most - (j - 1);
      if (Math.abs(x) > 48) continue;
      expect(isHeld(cells.p[j]!, cells.error[j]! + 1e-40, weight(x).div(total))).toBe(true);
      expect(isHeld(cells.q[j]!, cells.error[j]! + 1e-40, weight(x - s).div(total))).toBe(true);
      const loss = Interval.of(
        Rational.of(BigInt(s * (s - 2 * x))).div(variance.add(variance)),
        BITS,
      );
      lossWithin(cells, j, loss, loss);
    }
  });

  it('on Poisson samples, of outcomes that one dataset never gives too', () => {
    const cells: Cells = {
      p: Float64Array.of(0, 0.4, 0.6),
      q: Float64Array.of(0.3, 0.7, 0),
      error: Float64Array.of(0, 0, 0),
      low: Float64Array.of(-Infinity, -0.56, Infinity),
      high: Float64Array.of(-Infinity, -0.55, Infinity),
    };
    const sample = poissonSample(cells, { rate: 0.125, rest: 0.875 });
    expect(sample.low[0]).toBeLessThan(Math.log(0.875));
    expect(sample.high[0]).toBeGreaterThan(Math.log(0.875));
    expect(sample.high[0]! - sample.low[0]!).toBeLessThan(1e-11);
    expect(sample.high[2]).toBe(Infinity);
    const other = swap(sample);
    expect(other.high[2]! - other.low[2]!).toBeLessThan(1e-11);
    expect(other.low[0]).toBe(-Infinity);
  });
});

describe('an exact lattice', () => {
  it('goes on where a chance is delta itself, and the next loss is too far away to be seen', () => {
    // losses 10000, 5000 and 0: delta(epsilon) is 1/4 just before 5000
    const lattice: Lattice = {
      outcomes: () => 3,
      isBounded: true,
      base: (bits) => Interval.integer(5000, bits),
      shift: 2n,
      stride: 1n,
      chances: (bits) => ({
        first: 0n,
        values: [1n, 1n, 2n].map((x) => x << BigInt(bits - 2)),
      }),
    };
    const found = latticeEpsilon(lattice, 1, Rational.of(1n, 4n));
    expect(found.upper).toBeGreaterThanOrEqual(5000);
    expect(found.upper).toBeLessThan(5000.000001);
    const { lower } = latticeDelta(lattice, 1, Rational.of(4999n));
    expect(lower).toBeGreaterThan(0.4);
  });
});

describe('the roots of unity', () => {
  it('are all within 1.46 2^-53 of the truth, for sizes up to 2^20', () => {
    const bits = 120n;
    const unit = 1n << bits;
    const [pi] = Interval.pi(200).toRationals();
    const twoPi = pi.mul(Rational.of(2n * unit)).floor();
    const size = 1 << 20;
    const { cos, sin } = rootsOfUnity(size);
    // powers of two times doubles that are 0 or at least 2^-20
    const fixed = (x: number): bigint => BigInt(x * 2 ** 60 * 2 ** 13) << (bits - 73n);
    let worst = 0;
    for (let k = 0; k <= size / 8; k += 1) {
      const x = (twoPi * BigInt(k)) >> 20n;
      const square = (x * x) >> bits;
      let [c, s, even, odd] = [unit, x, unit, x];
      for (let j = 1n; j < 26n; j += 2n) {
        even = -((even * square) >> bits) / (j * (j + 1n));
        odd = -((odd * square) >> bits) / ((j + 1n) * (j + 2n));
        c += even;
        s += odd;
      }
      const [x1, y1] = [fixed(cos[k]!) - c, fixed(sin[k]!) - s].map(
        (d) => Number(d >> (bits - 80n)) / 2 ** 27,
      );
      worst = Math.max(worst, Math.hypot(x1!, y1!));
    }
    expect(worst).toBeGreaterThan(1);
    expect(worst).toBeLessThan(1.46);
  });
});
