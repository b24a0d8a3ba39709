import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { DiscreetError, Rational } from '../src/index.ts';

const of = (a: bigint, b?: bigint): Rational => Rational.of(a, b);

describe('Rational', () => {
  it('keeps lowest terms with a positive denominator', () => {
    const value = of(6n, -4n);
    expect([value.numerator, value.denominator]).toEqual([-3n, 2n]);
    expect([of(0n, -7n).numerator, of(0n, -7n).denominator]).toEqual([0n, 1n]);
    expect([of(5n).numerator, of(5n).denominator]).toEqual([5n, 1n]);
  });

  it('refuses a zero denominator, a division by zero and the inverse of zero', () => {
    expect(() => of(1n, 0n)).toThrow(DiscreetError);
    expect(() => of(1n, 0n)).toThrow('Rational.of: denominator must not be 0, got 0');
    expect(() => of(1n).div(of(0n, 5n))).toThrow('Rational.div: divisor must not be 0, got 0');
    expect(() => Rational.zero.inverse()).toThrow('Rational.inverse: value must not be 0, got 0');
  });

  it('has the constants zero and one', () => {
    expect(Rational.zero.toString()).toBe('0');
    expect(Rational.one.toString()).toBe('1');
  });

  it('adds ten tenths to exactly one', () => {
    let sum = Rational.zero;
    for (let i = 0; i < 10; i += 1) sum = sum.add(of(1n, 10n));
    expect(sum.equals(Rational.one)).toBe(true);
    expect(sum.isInteger()).toBe(true);
  });

  it('adds over equal, unequal and unit denominators', () => {
    expect(of(1n, 6n).add(of(1n, 6n)).toString()).toBe('1/3');
    expect(of(1n, 6n).add(of(-1n, 4n)).toString()).toBe('-1/12');
    expect(of(2n).add(of(3n)).toString()).toBe('5');
    expect(of(1n, 2n).sub(of(1n, 3n)).toString()).toBe('1/6');
  });

  it('multiplies, divides, inverts and squares', () => {
    expect(of(2n, 3n).mul(of(-3n, 4n)).toString()).toBe('-1/2');
    expect(of(2n, 3n).div(of(-3n, 4n)).toString()).toBe('-8/9');
    expect(of(-2n, 3n).inverse().toString()).toBe('-3/2');
    expect(of(2n, 3n).inverse().toString()).toBe('3/2');
    expect(of(-2n, 4n).square().toString()).toBe('1/4');
  });

  it('negates and takes absolute values', () => {
    expect(of(3n, 7n).negate().toString()).toBe('-3/7');
    expect(of(-3n, 7n).abs().toString()).toBe('3/7');
    expect(of(3n, 7n).abs().toString()).toBe('3/7');
  });

  it('compares without reducing', () => {
    expect(of(1n, 3n).compare(of(2n, 6n))).toBe(0);
    expect(of(1n, 3n).compare(of(34n, 100n))).toBe(-1);
    expect(of(-1n, 3n).compare(of(-34n, 100n))).toBe(1);
    expect(of(2n, 4n).equals(of(1n, 2n))).toBe(true);
    expect(of(2n, 4n).equals(of(1n, 3n))).toBe(false);
    expect(of(1n, 3n).lessThan(of(1n, 3n))).toBe(false);
    expect(of(1n, 4n).lessThan(of(1n, 3n))).toBe(true);
    expect(of(1n, 3n).lessThanOrEqual(of(2n, 6n))).toBe(true);
    expect(of(1n, 2n).lessThanOrEqual(of(1n, 3n))).toBe(false);
    expect(Rational.max(of(1n), of(2n)).toString()).toBe('2');
    expect(Rational.max(of(2n), of(1n)).toString()).toBe('2');
    expect(Rational.min(of(1n), of(2n)).toString()).toBe('1');
    expect(Rational.min(of(2n), of(1n)).toString()).toBe('1');
  });

  it('tells sign and integrality', () => {
    expect([of(-1n, 9n).sign(), of(0n).sign(), of(1n, 9n).sign()]).toEqual([-1, 0, 1]);
    expect([of(4n, 2n).isInteger(), of(3n, 2n).isInteger()]).toEqual([true, false]);
  });

  it.each([
    [7n, 2n, 3n, 4n],
    [-7n, 2n, -4n, -3n],
    [6n, 2n, 3n, 3n],
    [-6n, 2n, -3n, -3n],
    [1n, 10n, 0n, 1n],
    [-1n, 10n, -1n, 0n],
  ])('floors and ceils %s/%s to %s and %s', (a, b, floor, ceil) => {
    expect(of(a, b).floor()).toBe(floor);
    expect(of(a, b).ceil()).toBe(ceil);
  });

  it('rounds to doubles in three directions, everywhere', () => {
    const third = of(1n, 3n);
    expect(third.toNumber()).toBe(1 / 3);
    expect(third.toNumberDown()).toBe(0.3333333333333333);
    expect(third.toNumberUp()).toBe(0.33333333333333337);
    expect(third.negate().toNumberUp()).toBe(-0.3333333333333333);
    const huge = of(10n ** 400n);
    expect([huge.toNumberDown(), huge.toNumber(), huge.toNumberUp()]).toEqual([
      Number.MAX_VALUE,
      Infinity,
      Infinity,
    ]);
    expect(huge.negate().toNumberUp()).toBe(-Number.MAX_VALUE);
    const tiny = of(1n, 10n ** 400n);
    expect([tiny.toNumberDown(), tiny.toNumber(), tiny.toNumberUp()]).toEqual([0, 0, 5e-324]);
    expect([tiny.negate().toNumberDown(), tiny.negate().toNumberUp()]).toEqual([-5e-324, 0]);
  });

  it('prints itself', () => {
    expect(`${of(6n, 14n)}`).toBe('3/7');
    expect(of(-9n, 3n).toString()).toBe('-3');
    expect(JSON.stringify({ x: of(6n, 14n), y: of(4n) })).toBe('{"x":"3/7","y":"4"}');
    expect(inspect(of(6n, 14n))).toBe('Rational(3/7)');
  });

  it.each([
    [1n, 8n, '0.125'],
    [-1n, 8n, '-0.125'],
    [1n, 10n ** 7n, '0.0000001'],
    [5n, 4n, '1.25'],
    [1n, 5n, '0.2'],
    [12345n, 50n, '246.9'],
    [1n, 3n, '1/3'],
    [-7n, 30n, '-7/30'],
    [42n, 1n, '42'],
  ])('writes %s/%s as the decimal %s where it ends', (a, b, text) => {
    expect(of(a, b).toDecimalString()).toBe(text);
  });

  it('does not grow over a long sum', () => {
    let sum = Rational.zero;
    for (let i = 0n; i < 2000n; i += 1n) sum = sum.add(of(1n, 2n + (i % 7n)));
    // Were nothing reduced on the way, the numbers would have thousands of digits by now.
    const fields = Object.values(sum).filter((x): x is bigint => typeof x === 'bigint');
    expect(fields).toHaveLength(2);
    for (const field of fields) expect(field < 1n << 600n).toBe(true);
  });

  it.each([
    ['x', 'x'],
    [0.5, '0.5'],
    [NaN, 'NaN'],
    [null, 'null'],
    [Object.create(null), 'object'],
    [Symbol('s'), 'Symbol(s)'],
    ['9'.repeat(99), '9'.repeat(60)],
  ])('refuses a numerator or denominator that is no bigint: %s', (value: unknown, print) => {
    const refused = (name: string): unknown =>
      expect.objectContaining({
        _tag: 'InvalidParameter',
        message: `Rational.of: ${name} must be a bigint, got ${print}`,
      });
    expect((): unknown => Reflect.apply(Rational.of, undefined, [value])).toThrow(
      refused('numerator'),
    );
    expect((): unknown => Reflect.apply(Rational.of, undefined, [1n, value])).toThrow(
      refused('denominator'),
    );
  });

  it('is one that the class has made: an imitation is none, and a proxy is not asked', () => {
    const fail = (): never => {
      throw new Error('asked');
    };
    const third = of(1n, 3n);
    expect([third, Rational.zero].every((x) => x instanceof Rational)).toBe(true);
    for (const imitation of [
      Object.create(Rational.prototype),
      Object.create(third),
      JSON.parse(JSON.stringify({ numerator: 1, denominator: 3 })),
      new Proxy(third, { getPrototypeOf: fail }),
      null,
      '1/3',
    ])
      expect(imitation instanceof Rational).toBe(false);
  });

  it('keeps its methods: nobody can replace a comparison', () => {
    const always = (): boolean => false;
    for (const [owner, name] of [
      [Rational.prototype, 'lessThan'],
      [Rational.prototype, 'fresh'],
      [Rational, 'of'],
      [Rational, 'zero'],
    ] as const) {
      expect(Reflect.set(owner, name, always)).toBe(false);
      expect(Reflect.defineProperty(owner, name, { value: always })).toBe(false);
    }
    expect(Reflect.setPrototypeOf(Rational.prototype, { lessThan: always })).toBe(false);
    expect(of(1n).lessThan(of(2n))).toBe(true);
    expect(inspect(Rational.zero)).toBe('Rational(0)');
  });
});

describe('an object that is no rational', () => {
  it('is no instance, whatever its prototype says', () => {
    const imitations: readonly unknown[] = [
      Object.create(Rational.prototype),
      Object.create(Rational.one),
      new Proxy(Rational.one, {}),
      Object.assign({}, Rational.one),
      null,
      1n,
    ];
    for (const one of imitations) expect(one instanceof Rational).toBe(false);
    expect(Rational.of(1n, 3n) instanceof Rational).toBe(true);
  });
});
