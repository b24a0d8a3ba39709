import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { figureProblems } from '../lib/committed-figures.mjs';
import { plantRepository } from './plant-repository.ts';

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});

describe('figureProblems', () => {
  it.each([
    ['shrinks', 90],
    ['stays', 100],
    ['grows by 5 %', 105],
  ])('accepts a figure that %s', (_what, value) => {
    const path = join(plantRepository({ 'f.json': { chain: 100 } }), 'f.json');
    expect(figureProblems(path, { chain: value }, false)).toEqual([]);
  });

  it.each([106, Number.NaN])('refuses %d where 100 is committed', (value) => {
    const path = join(plantRepository({ 'f.json': { chain: 100 } }), 'f.json');
    expect(figureProblems(path, { chain: value }, false)).toHaveLength(1);
  });

  it('refuses a figure that is not committed, and a committed one that is not measured', () => {
    const path = join(plantRepository({ 'f.json': { old: 1 } }), 'f.json');
    expect(figureProblems(path, { chain: 1 }, false)).toHaveLength(2);
    expect(figureProblems(join(path, 'nothing'), { chain: 1 }, false)).toHaveLength(1);
  });

  it('writes the figures when told to', () => {
    const path = join(plantRepository({ 'f.json': { chain: 1 } }), 'f.json');
    expect(figureProblems(path, { chain: 200 }, true)).toEqual([]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ chain: 200 });
  });
});
