import { Rational } from '@discreet/numeric';
import { discreteGaussian, discreteLaplace, flushEntropy } from '@discreet/random';
import { describe, expect, it } from 'vitest';
import { arrayKind, fillArray } from '../src/internal/fill-array.ts';
import { createNoiseCache } from '../src/internal/noise-cache.ts';
import { PreparedNoise } from '../src/internal/prepared-noise.ts';
import { scriptedSource } from './support/scripted-source.ts';

const fronts = [
  ['discreteLaplace', 'scale', discreteLaplace],
  ['discreteGaussian', 'sigma', discreteGaussian],
] as const;

describe.each(fronts)('%s', (name, parameter, noise) => {
  it('gives numbers, exact integers and filled arrays', () => {
    for (const scale of [0.1, 1, '1/3', 7n, Rational.of(22n, 7n), 1e12, 1e-6]) {
      expect(Number.isSafeInteger(noise.sample(scale))).toBe(true);
      expect(typeof noise.sampleBigInt(scale)).toBe('bigint');
    }
    const array = new Float64Array(3000);
    expect(noise.fill(array, 1e6)).toBe(array);
    expect(array.every((value) => Number.isSafeInteger(value))).toBe(true);
    expect(new Set(array).size).toBeGreaterThan(2900);
    const small = noise.fill(new Int32Array(500), 1000);
    expect(new Set(small).size).toBeGreaterThan(100);
    expect(Math.min(...small)).toBeLessThan(0);
    const wide = noise.fill(new BigInt64Array(500), 2 ** 50);
    expect(new Set(wide).size).toBe(500);
    const list = noise.fill(new Array<bigint>(30).fill(0n), '1e300');
    expect(list.every((value) => typeof value === 'bigint')).toBe(true);
    expect(new Set(list).size).toBe(30);
    expect(noise.fill(new Float64Array(0), 1).length).toBe(0);
  });

  it.each([
    [-1, 'must be > 0, got -1'],
    [0, 'must be > 0, got 0'],
    ['-1/2', 'must be > 0, got -1/2'],
    [Rational.of(-2n), 'must be > 0, got -2'],
    [Number.NaN, 'must be a finite number, decimal or fraction > 0, got NaN'],
    [Infinity, 'must be a finite number, decimal or fraction > 0, got Infinity'],
    ['ten', 'must be a finite number, decimal or fraction > 0, got ten'],
    [`-1${'0'.repeat(99)}`, `must be > 0, got -1${'0'.repeat(58)}...`],
  ])('refuses %s', (scale, message) => {
    for (const method of ['sample', 'sampleBigInt'] as const) {
      expect(() => noise[method](scale)).toThrow(`${name}.${method}: ${parameter} ${message}`);
    }
    expect(() => noise.fill(new Float64Array(1), scale)).toThrow(
      expect.objectContaining({
        _tag: 'InvalidParameter',
        message: `${name}.fill: ${parameter} ${message}`,
      }),
    );
  });

  it('refuses a scale too large for the array from the scale alone', () => {
    const limits = [
      [new Float64Array(0), 45],
      [new Int32Array(0), 23],
      [new BigInt64Array(0), 55],
    ] as const;
    for (const [array, exponent] of limits) {
      expect(() => noise.fill(array, 1n << BigInt(exponent))).not.toThrow();
      expect(() => noise.fill(array, (1n << BigInt(exponent)) + 1n)).toThrow(
        `${name}.fill: ${parameter} must be at most 2^${exponent} for ${array.constructor.name}; bigint[] takes any, got `,
      );
    }
  });

  it('samples numbers for scales up to 2^45 and bigints for larger ones, whatever the value', () => {
    for (let i = 0; i < 50; i += 1) {
      for (const scale of [1e-6, 1, 2 ** 45]) expect(typeof noise.sample(scale)).toBe('number');
      for (const scale of [2 ** 45 + 1, '70368744177665/2', 1e15, Rational.of(1n << 200n)]) {
        expect(typeof noise.sample(scale)).toBe('bigint');
      }
    }
    // That 200 values miss one of the tails has probability below 2^-198.
    const values = Array.from({ length: 200 }, () => BigInt(noise.sample(1e15)));
    expect(values.some((value) => value > 10n ** 12n)).toBe(true);
    expect(values.some((value) => value < -(10n ** 12n))).toBe(true);
    expect(values.every((value) => value < 10n ** 18n && value > -(10n ** 18n))).toBe(true);
  });

  const allowed =
    'array must be a Float64Array, an Int32Array, a BigInt64Array or a bigint[] that is extensible and not frozen';
  it.each<[string, unknown]>([
    ['a Float32Array', new Float32Array(2)],
    ['a Uint8Array', new Uint8Array(2)],
    ['a BigUint64Array', new BigUint64Array(2)],
    ['a DataView', new DataView(new ArrayBuffer(8))],
    ['an Object', Object.create(Float64Array.prototype)],
    ['null', null],
    ['undefined', undefined],
    ['5', 5],
    ['text', 'text'],
    ['an Object', { length: 2 }],
    ['a function', () => 1],
    ['a frozen Array', Object.freeze([0n])],
    ['a frozen Array', Object.freeze([])],
    ['an Array that is not extensible', Object.seal([0n])],
    ['an Array of another class', new (class extends Array<bigint> {})(2)],
  ])('refuses to fill what is no array of a known kind: %s', (print, array) => {
    expect((): unknown => Reflect.apply(noise.fill, noise, [array, 10])).toThrow(
      expect.objectContaining({
        _tag: 'InvalidParameter',
        message: `${name}.fill: ${allowed}, got ${print}`,
      }),
    );
    if (ArrayBuffer.isView(array)) {
      expect(new Uint8Array(array.buffer).every((byte) => byte === 0)).toBe(true);
    }
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['true', true],
    ['Symbol(s)', Symbol('s')],
    ['a function', () => 1],
  ])('refuses %s as a scale', (print, scale) => {
    for (const method of ['sample', 'sampleBigInt'] as const) {
      expect((): unknown => Reflect.apply(noise[method], noise, [scale])).toThrow(
        expect.objectContaining({
          _tag: 'InvalidParameter',
          message: `${name}.${method}: ${parameter} must be a finite number, decimal or fraction > 0, got ${print}`,
        }),
      );
    }
  });

  it('is the same object for all: frozen', () => {
    expect(Object.isFrozen(noise)).toBe(true);
    flushEntropy();
    expect(Number.isInteger(noise.sample(3))).toBe(true);
  });

  it('takes more scales than it remembers', () => {
    for (let scale = 1; scale <= 100; scale += 1) noise.sample(scale);
    const values = Array.from({ length: 400 }, () => Math.abs(Number(noise.sample(1))));
    expect(Math.max(...values)).toBeLessThan(60);
    const wide = Array.from({ length: 400 }, () => Math.abs(Number(noise.sample(100))));
    expect(Math.max(...wide)).toBeGreaterThan(60);
  });
});

describe('discreteGaussian', () => {
  it('takes the square of sigma instead', () => {
    const spread = (width: Parameters<typeof discreteGaussian.fill>[1]): number => {
      const values = discreteGaussian.fill(new Float64Array(20_000), width);
      return values.reduce((sum, x) => sum + x * x, 0) / values.length;
    };
    // The mean square is sigma^2 to within 5 deviations of 1 %.
    for (const width of [50, { sigmaSquared: 2500 }, { sigmaSquared: '2500' }]) {
      expect(Math.abs(spread(width) / 2500 - 1)).toBeLessThan(0.05);
    }
    expect(() => discreteGaussian.sample({ sigmaSquared: 0 })).toThrow(
      'discreteGaussian.sample: sigmaSquared must be > 0, got 0',
    );
    const array = new Float64Array(1);
    expect(() => discreteGaussian.fill(array, { sigmaSquared: 1n << 91n })).toThrow(
      'got sigmaSquared 2475880078570760549798248448',
    );
  });
});

describe('the object form of sigma', () => {
  const rule =
    'sigma must be a number, a bigint, a decimal, a fraction, a Rational or { sigmaSquared } and nothing else';

  it.each<[string, unknown]>([
    [`${rule}, got { sigma }`, { sigma: 2 }],
    [`${rule}, got { sigmaSquared, sigma }`, { sigmaSquared: 1, sigma: 1 }],
    [`${rule}, got { sigmaSquared, Symbol(s) }`, { sigmaSquared: 1, [Symbol('s')]: 1 }],
    [`${rule}, got {}`, {}],
    [`${rule}, got {}`, Object.create({ sigmaSquared: 1 })],
    [`${rule}, got an Array`, [1]],
    [
      'sigmaSquared must be a finite number, decimal or fraction > 0, got null',
      { sigmaSquared: null },
    ],
    [
      'sigmaSquared must be a finite number, decimal or fraction > 0, got an Object',
      { sigmaSquared: {} },
    ],
  ])('has the one key sigmaSquared: %s', (message, width) => {
    const refused = (method: string): unknown =>
      expect.objectContaining({
        _tag: 'InvalidParameter',
        message: `discreteGaussian.${method}: ${message}`,
      });
    expect((): unknown => Reflect.apply(discreteGaussian.sample, undefined, [width])).toThrow(
      refused('sample'),
    );
    expect((): unknown =>
      Reflect.apply(discreteGaussian.fill, undefined, [new Float64Array(1), width]),
    ).toThrow(refused('fill'));
  });

  it('gives a bigint where sigma, not its square, passes 2^45', () => {
    expect(typeof discreteGaussian.sample({ sigmaSquared: 1n << 90n })).toBe('number');
    expect(typeof discreteGaussian.sample({ sigmaSquared: (1n << 90n) + 1n })).toBe('bigint');
  });
});

describe('values that an array cannot hold', () => {
  // U is 2^-2000 or less: 1400 scales.
  const far = (sign: number): number[] => [
    0,
    sign,
    ...new Array<number>(62).fill(0),
    5,
    0,
    0,
    0,
    0,
  ];

  it('become the nearest ones that it can', () => {
    const laplace = (scale: bigint): PreparedNoise =>
      new PreparedNoise('laplace', Rational.of(scale));
    for (const sign of [0, 1]) {
      const int32 = new Int32Array(1);
      fillArray(int32, laplace(1n << 23n), scriptedSource(far(sign)));
      expect(int32[0]).toBe(sign === 0 ? 2147483647 : -2147483648);
      const int64 = new BigInt64Array(1);
      fillArray(int64, laplace(1n << 55n), scriptedSource(far(sign)));
      expect(int64[0]).toBe(sign === 0 ? (1n << 63n) - 1n : -(1n << 63n));
      const exact = [0n];
      fillArray(exact, laplace(1n << 55n), scriptedSource(far(sign)));
      expect((exact[0] ?? 0n) * (sign === 0 ? 1n : -1n)).toBeGreaterThan(1n << 63n);
      const double = new Float64Array(1);
      fillArray(double, laplace(1n << 45n), scriptedSource(far(sign)));
      expect(Math.abs(double[0] ?? 0)).toBeGreaterThan(2 ** 53);
    }
    expect(arrayKind('test', [])).toEqual({ name: 'bigint[]', largestExponent: undefined });
  });
});

describe('the cache of prepared noises', () => {
  it('finds equal parameters, keeps 16 and drops the one that was not used for longest', () => {
    const cache = createNoiseCache('laplace');
    const first = cache(Rational.of(1n));
    expect(cache(Rational.of(2n, 2n))).toBe(first);
    for (let n = 2n; n <= 16n; n += 1n) cache(Rational.of(n));
    expect(cache(Rational.of(1n))).toBe(first);
    const second = cache(Rational.of(2n));
    cache(Rational.of(17n));
    expect(cache(Rational.of(1n))).toBe(first);
    expect(cache(Rational.of(2n))).toBe(second);
    for (let n = 30n; n <= 44n; n += 1n) cache(Rational.of(n));
    expect(cache(Rational.of(1n))).not.toBe(first);
  });

  it('knows sizes of scales and sigmas exactly', () => {
    for (const [n, d] of [
      [1n, 1n],
      [3n, 2n],
      [1n << 70n, 3n],
      [1n, 1n << 70n],
      [7n, 9n ** 30n],
    ] as const) {
      const scale = Rational.of(n, d);
      for (let e = -120; e <= 120; e += 1) {
        const bound = e >= 0 ? Rational.of(1n << BigInt(e)) : Rational.of(1n, 1n << BigInt(-e));
        const laplace = new PreparedNoise('laplace', scale);
        const gaussian = new PreparedNoise('gaussian', scale.mul(scale));
        expect(laplace.isAtMost(e)).toBe(scale.compare(bound) <= 0);
        expect(gaussian.isAtMost(e)).toBe(scale.compare(bound) <= 0);
      }
    }
  });
});
