import { Rational, rationalFromDouble } from '@discreet/numeric';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  approximateCurve,
  approximateZeroConcentratedCurve,
  convert,
  type Curve,
  deltaAt,
  discreteGaussianCurve,
  discreteLaplaceCurve,
  divergenceAt,
  epsilonAt,
  gaussianCurve,
  groupCurve,
  laplaceCurve,
  pureCurve,
  randomizedResponseCurve,
  renyiPoints,
  sumCurves,
  tradeOffAt,
  zeroConcentratedCurve,
} from '../src/index.ts';

const exactly = (x: number): Rational => {
  const read = rationalFromDouble(x);
  if (read._tag === 'None') throw new TypeError('not finite');
  return read.value;
};

/** 10^x, as a decimal of five digits */
const power = (low: number, high: number): fc.Arbitrary<string> =>
  fc.double({ min: low, max: high, noNaN: true }).map((x) => (10 ** x).toExponential(4));

const delta = fc.oneof(power(-300, -15), power(-15, -0.01));
const curve: fc.Arbitrary<Curve> = fc.oneof(
  power(-6, 2).map((epsilon) => pureCurve({ epsilon })),
  fc
    .tuple(power(-6, 2), power(-30, -1))
    .map(([epsilon, failure]) => approximateCurve({ epsilon, delta: failure })),
  power(-12, 6).map((rho) => zeroConcentratedCurve({ rho })),
  fc
    .tuple(power(-6, 2), power(-30, -1))
    .map(([rho, failure]) => approximateZeroConcentratedCurve({ rho, delta: failure })),
  power(-6, 3).map((mu) => gaussianCurve({ mu })),
  power(-3, 6).map((scale) => laplaceCurve({ sensitivity: 1, scale })),
  fc
    .tuple(power(-1, 4), fc.integer({ min: 1, max: 30 }))
    .map(([scale, sensitivity]) => discreteLaplaceCurve({ sensitivity, scale })),
  fc
    .tuple(power(-1, 3), fc.integer({ min: 1, max: 5 }))
    .map(([sigma, sensitivity]) => discreteGaussianCurve({ sensitivity, sigma })),
  fc
    .double({ min: 0.5, max: 0.999999, noNaN: true })
    .map((truth) => randomizedResponseCurve({ truth })),
  power(-3, 3).map((scale) => convert(laplaceCurve({ sensitivity: 1, scale }), 'renyi')),
  fc
    .array(fc.tuple(fc.integer({ min: 2, max: 64 }), power(-6, 1)), { minLength: 1, maxLength: 5 })
    .map((points) =>
      renyiPoints([...new Map(points)].map(([order, divergence]) => ({ order, divergence }))),
    ),
);

const runs = { numRuns: 150 };

describe('epsilon at delta, and delta at epsilon', () => {
  it('have ends in order, close to each other', () => {
    fc.assert(
      fc.property(curve, delta, power(-6, 2), (c, d, e) => {
        for (const { lower, upper } of [epsilonAt(c, { delta: d }), deltaAt(c, { epsilon: e })]) {
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeGreaterThanOrEqual(lower);
          // where the best order is infinite, delta is 0, and a great order gives a little more
          const isLimit = c.kind === 'renyi' && lower === 0 && upper < 1e-25;
          if (Number.isFinite(upper) && upper > 1e-290 && !isLimit)
            expect(upper - lower).toBeLessThanOrEqual(upper * 1e-9);
        }
      }),
      runs,
    );
  });

  it('undo each other: at the upper epsilon delta is kept, below the lower one it is not', () => {
    fc.assert(
      fc.property(curve, delta, (c, d) => {
        const { lower, upper } = epsilonAt(c, { delta: d });
        if (!Number.isFinite(upper)) return;
        // bounds by several theorems need not undo one another: the profile of a Rényi curve has a cap that its epsilon lacks
        const kept = deltaAt(c, { epsilon: exactly(upper) });
        expect(kept.lower).toBeLessThanOrEqual(Number(d) * (1 + 1e-9));
        if (c.kind === 'renyi' || lower <= 1e-290) return;
        const missed = deltaAt(c, { epsilon: exactly(lower * (1 - 1e-9)) });
        expect(missed.upper).toBeGreaterThanOrEqual(Number(d) * (1 - 1e-15));
      }),
      runs,
    );
  });

  it('fall where the other grows', () => {
    fc.assert(
      fc.property(curve, delta, delta, power(-6, 2), power(-6, 2), (c, d1, d2, e1, e2) => {
        const [small, large] = Number(d1) < Number(d2) ? [d1, d2] : [d2, d1];
        expect(epsilonAt(c, { delta: large }).lower).toBeLessThanOrEqual(
          epsilonAt(c, { delta: small }).upper,
        );
        const [low, high] = Number(e1) < Number(e2) ? [e1, e2] : [e2, e1];
        expect(deltaAt(c, { epsilon: high }).lower).toBeLessThanOrEqual(
          deltaAt(c, { epsilon: low }).upper,
        );
      }),
      runs,
    );
  });

  it('fall with more noise, and grow with groups', () => {
    fc.assert(
      fc.property(power(-2, 3), power(-2, 3), delta, (a, b, d) => {
        const [less, more] = Number(a) < Number(b) ? [a, b] : [b, a];
        const makers: readonly ((noise: string) => Curve)[] = [
          (sigma) => gaussianCurve({ sigma, sensitivity: 1 }),
          (scale) => laplaceCurve({ sensitivity: 1, scale }),
          (scale) => discreteLaplaceCurve({ sensitivity: 1, scale }),
          (sigma) =>
            discreteGaussianCurve({ sensitivity: 1, sigma: Number(sigma) < 0.1 ? 0.1 : sigma }),
        ];
        for (const make of makers)
          expect(epsilonAt(make(more), { delta: d }).lower).toBeLessThanOrEqual(
            epsilonAt(make(less), { delta: d }).upper,
          );
        for (const make of [makers[0]!, makers[1]!]) {
          const single = make(less);
          if (single.kind !== 'gaussian' && single.kind !== 'laplace') continue;
          expect(epsilonAt(single, { delta: d }).lower).toBeLessThanOrEqual(
            epsilonAt(groupCurve(single, 3), { delta: d }).upper,
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('what one guarantee implies of another', () => {
  it('is never better than the guarantee itself', () => {
    fc.assert(
      fc.property(power(-3, 1.5), delta, (size, d) => {
        const sources: readonly Curve[] = [
          gaussianCurve({ mu: size }),
          laplaceCurve({ sensitivity: size, scale: 1 }),
          discreteGaussianCurve({ sensitivity: 1, sigma: size }),
          randomizedResponseCurve({ truth: 0.75 }),
        ];
        for (const source of sources) {
          const direct = epsilonAt(source, { delta: d });
          const viaRho =
            source.kind === 'gaussian'
              ? convert(source, 'zeroConcentrated')
              : source.kind === 'discreteGaussian'
                ? convert(source, 'zeroConcentrated')
                : source.kind === 'laplace'
                  ? convert(source, 'zeroConcentrated')
                  : source.kind === 'randomizedResponse'
                    ? convert(source, 'zeroConcentrated')
                    : pureCurve({ epsilon: 0 });
          expect(direct.lower).toBeLessThanOrEqual(epsilonAt(viaRho, { delta: d }).upper);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is a line of divergences above the curve: rho a >= D_a at all orders', () => {
    fc.assert(
      fc.property(power(-6, 2), power(-6, 5), (epsilon, above) => {
        const curves = [
          pureCurve({ epsilon }),
          laplaceCurve({ sensitivity: epsilon, scale: 1 }),
        ] as const;
        const order = Rational.one.add(exactly(Number(above)));
        for (const c of curves) {
          const { rho } = convert(c, 'zeroConcentrated');
          const { lower, upper } = divergenceAt(c, { order });
          expect(lower).toBeLessThanOrEqual(rho.mul(order).toNumberUp());
          expect(upper).toBeLessThanOrEqual(Number(epsilon) * (1 + 1e-15));
        }
      }),
      runs,
    );
  });

  it('has divergences that grow with the order, and add up', () => {
    fc.assert(
      fc.property(power(-3, 1), power(-3, 3), power(-3, 3), (epsilon, a, b) => {
        const [low, high] = Number(a) < Number(b) ? [a, b] : [b, a];
        const order = (x: string): Rational => Rational.one.add(exactly(Number(x)));
        const one = convert(pureCurve({ epsilon }), 'renyi');
        const at = (x: string, c = one) => divergenceAt(c, { order: order(x) });
        expect(at(low).lower).toBeLessThanOrEqual(at(high).upper);
        const twice = at(low, sumCurves([one, one]));
        expect(twice.lower).toBeLessThanOrEqual(2 * at(low).upper);
        expect(twice.upper).toBeGreaterThanOrEqual(2 * at(low).lower);
      }),
      runs,
    );
  });

  it('is dual: the trade-off function is above the lines of the profile', () => {
    fc.assert(
      fc.property(power(-3, 1), power(-3, 1), power(-9, -0.01), (mu, epsilon, typeOne) => {
        const c = gaussianCurve({ mu });
        const chance = deltaAt(c, { epsilon }).lower;
        const line = 1 - chance - Math.exp(Number(epsilon)) * Number(typeOne);
        expect(tradeOffAt(c, { typeOne }).upper).toBeGreaterThanOrEqual(line - 1e-12);
      }),
      runs,
    );
  });
});
