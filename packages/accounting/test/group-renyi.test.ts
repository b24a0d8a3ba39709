import { describe, expect, it } from 'vitest';
import {
  convert,
  curveToJson,
  divergenceAt,
  epsilonAt,
  gaussianCurve,
  groupCurve,
  laplaceCurve,
  pureCurve,
  randomizedResponseCurve,
  type RenyiCurve,
  renyiPoints,
  sumCurves,
  zeroConcentratedCurve,
} from '../src/index.ts';

describe('a Rényi curve for groups', () => {
  const orders = [1.5, 2, 3.7, 40];

  it('has the terms of the group where they are known at every order', () => {
    const twice = (curve: RenyiCurve): RenyiCurve => sumCurves([curve, curve]);
    const [pure, rho, gaussian, laplace] = [
      pureCurve({ epsilon: '1/3' }),
      zeroConcentratedCurve({ rho: '1/3' }),
      gaussianCurve({ mu: '1/3' }),
      laplaceCurve({ sensitivity: 1, scale: 3 }),
    ] as const;
    for (const [one, group] of [
      [convert(pure, 'renyi'), convert(groupCurve(pure, 5), 'renyi')],
      [convert(rho, 'renyi'), convert(groupCurve(rho, 5), 'renyi')],
      [convert(gaussian, 'renyi'), convert(groupCurve(gaussian, 5), 'renyi')],
      [convert(laplace, 'renyi'), convert(groupCurve(laplace, 5), 'renyi')],
    ] as const)
      for (const order of orders)
        expect(divergenceAt(groupCurve(twice(one), 5), { order })).toEqual(
          divergenceAt(twice(group), { order }),
        );
  });

  it('takes randomized response as pure', () => {
    const group = groupCurve(convert(randomizedResponseCurve({ truth: 0.75 }), 'renyi'), 3);
    const { upper } = epsilonAt(group, { delta: 1e-12 });
    expect(upper).toBeGreaterThan(3 * Math.log(3) - 1e-6);
    expect(upper).toBeLessThanOrEqual(3 * Math.log(3) + 1e-12);
  });

  it('is never below that of a Gaussian, and near it for great orders', () => {
    // D_a = a rho, and 16 a rho for groups of 4
    const rho = 0.01;
    const listed = [5, 9, 64, 1000, 1e6];
    const curve = renyiPoints(listed.map((order) => ({ order, divergence: rho * order })));
    const group = groupCurve(curve, 4);
    for (const order of listed) {
      const { upper } = divergenceAt(group, { order: order / 4 });
      expect(upper / (16 * rho * (order / 4))).toBeGreaterThan(1 - 1e-15);
      // the factor of Mironov, for orders of at least 8
      if (order >= 8) expect(upper).toBeLessThanOrEqual(9 * rho * order);
    }
    expect(divergenceAt(group, { order: 250_000 }).upper / (4e6 * rho)).toBeLessThan(1.00001);
  });

  it('takes the next power of two, and drops orders that are too low', () => {
    const curve = renyiPoints([
      { order: 2, divergence: 1 },
      { order: 4, divergence: 1 },
      { order: 8, divergence: 1 },
    ]);
    expect(groupCurve(curve, 1)).toEqual(curve);
    // (a - 1/2) / (a - 1) + 1 at orders 2 and 4
    expect(curveToJson(groupCurve(curve, 2))).toEqual(
      curveToJson(
        renyiPoints([
          { order: 2, divergence: '5/2' },
          { order: 4, divergence: '13/6' },
        ]),
      ),
    );
    expect(groupCurve(curve, 3)).toEqual(groupCurve(curve, 4));
    expect(curveToJson(groupCurve(curve, 4))).toEqual(
      curveToJson(renyiPoints([{ order: 2, divergence: '65/12' }])),
    );
    expect(() => groupCurve(curve, 5)).toThrow(
      'groupCurve: no listed order is high enough for a group of this size, got 5',
    );
    expect(() => groupCurve(curve, 10n ** 300n)).toThrow('no listed order is high enough');
  });

  it('keeps a chain of random response laws below it', () => {
    // P, M, Q on two outcomes, each a step of divergence r at order 8 from the next
    const law = (p: number): readonly [number, number] => [p, 1 - p];
    const renyi = (x: readonly [number, number], y: readonly [number, number], a: number): number =>
      Math.log(x[0] ** a * y[0] ** (1 - a) + x[1] ** a * y[1] ** (1 - a)) / (a - 1);
    for (const [p, m, q] of [
      [0.1, 0.2, 0.4],
      [0.5, 0.6, 0.7],
      [0.9, 0.5, 0.1],
      [0.01, 0.02, 0.03],
    ] as const) {
      const steps = [
        [p, m],
        [m, p],
        [m, q],
        [q, m],
      ] as const;
      const r = Math.max(...steps.map(([x, y]) => renyi(law(x), law(y), 8)));
      const group = groupCurve(renyiPoints([{ order: 8, divergence: r }]), 2);
      for (const [x, y] of [
        [p, q],
        [q, p],
      ] as const)
        expect(renyi(law(x), law(y), 4)).toBeLessThan(divergenceAt(group, { order: 4 }).upper);
    }
  });
});
