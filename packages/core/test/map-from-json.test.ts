import { describe, expect, it } from 'vitest';
import { mapFromJson } from '../src/index.ts';

const good = {
  map: 'linear',
  factor: '5/2',
  from: 'symmetricDistance',
  to: 'absoluteDistance',
};

describe('mapFromJson', () => {
  it('reads what toJSON writes', () => {
    const map = mapFromJson(good);
    expect(map._tag === 'Right' && map.right(2).toString()).toBe('5');
    expect(map._tag === 'Right' && map.right.toJSON()).toEqual(good);
  });

  it.each([
    ...['symmetricDistance', 'changeOneDistance', 'insertDeleteDistance', 'hammingDistance'],
    ...['symmetricIdDistance', 'changeOneIdDistance', 'absoluteDistance', 'l1Distance'],
    ...['l2Distance', 'lInfDistance', 'discreteDistance'],
  ])('knows %s at both ends', (name) => {
    const json = { ...good, from: name, to: name };
    const map = mapFromJson(json);
    expect(map._tag === 'Right' && map.right.toJSON()).toEqual(json);
    // between datasets, and where only sameness counts, distances are whole
    const fraction = map._tag === 'Right' ? map.right.evaluate(0.5)._tag : 'none';
    expect(fraction).toBe(/^(absolute|l1|l2|lInf)/.test(name) ? 'Right' : 'Left');
  });

  it.each([
    [undefined, 'a map must be an object, got nothing'],
    [null, 'a map must be an object, got null'],
    ['linear', "a map must be an object, got 'linear'"],
    [[], 'a map must be an object, got an array'],
    [{ ...good, round: 'down' }, "a map takes map, factor, from, to and nothing else, got 'round'"],
    [{}, "map must be 'linear' or 'quadratic', got nothing"],
    [{ ...good, map: '__proto__' }, "map must be 'linear' or 'quadratic', got '__proto__'"],
    [{ ...good, map: 'constructor' }, "map must be 'linear' or 'quadratic', got 'constructor'"],
    [{ ...good, factor: '-1' }, "factor must be a fraction >= 0, got '-1'"],
    [{ ...good, factor: 2.5 }, 'factor must be a fraction >= 0, got 2.5'],
    [{ ...good, factor: '1/0' }, "factor must be a fraction >= 0, got '1/0'"],
    [{ ...good, factor: 'Infinity' }, "factor must be a fraction >= 0, got 'Infinity'"],
    [{ ...good, from: '__proto__' }, "from must be the name of a metric, got '__proto__'"],
    [{ ...good, from: 'maxDivergence' }, "from must be the name of a metric, got 'maxDivergence'"],
    [{ ...good, to: 'toString' }, "to must be the name of a metric or measure, got 'toString'"],
    [{ ...good, to: 'epsilon' }, "to must be the name of a metric or measure, got 'epsilon'"],
  ])('refuses %j', (json, message) => {
    expect(mapFromJson(json)).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'InvalidJson', message: `mapFromJson: ${message}` },
    });
  });

  it('reads own properties alone, so that a prototype cannot give a field', () => {
    expect(mapFromJson(Object.create(good))._tag).toBe('Left');
    expect(mapFromJson(JSON.parse(`{"__proto__": ${JSON.stringify(good)}}`))._tag).toBe('Left');
  });
});
