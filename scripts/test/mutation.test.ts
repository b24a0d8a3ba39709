import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../lib/repository.mjs';
import { figuresOf, intervalOf, type Result, scoreOf, textAt } from '../mutation/figures.mjs';
import { mutationPage, type Record, unexplained } from '../mutation/page.mjs';
import { notDrawn, strykerPlugins } from '../mutation/sample-checker.mjs';
import { drawSample, mutantKey } from '../mutation/sample.mjs';
import { wilson } from '../mutation/wilson.mjs';

const keys = Array.from({ length: 500 }, (_, i) => `mutant ${i}`);

describe('drawSample', () => {
  it('draws as many as are asked for, and all where there are no more', () => {
    expect(drawSample(keys, 120, 1).size).toBe(120);
    expect(drawSample(keys, 501, 1)).toEqual(new Set(keys));
  });

  it('depends on the seed and the keys alone, not on their order', () => {
    expect(drawSample(keys.toReversed(), 50, 7)).toEqual(drawSample(keys, 50, 7));
    expect(drawSample(keys, 50, 8)).not.toEqual(drawSample(keys, 50, 7));
  });

  it('keeps a smaller sample within a greater one', () => {
    const greater = drawSample(keys, 80, 3);
    for (const key of drawSample(keys, 40, 3)) expect(greater.has(key)).toBe(true);
  });

  it('draws each key about as often as any other', () => {
    const seeds = 2000;
    const drawn = Array.from({ length: seeds }, (_, seed) =>
      drawSample(keys.slice(0, 10), 3, seed),
    );
    // 600 each, give or take six standard deviations
    for (const key of keys.slice(0, 10)) {
      const count = drawn.filter((sample) => sample.has(key)).length;
      expect(Math.abs(count - 600), key).toBeLessThan(6 * Math.sqrt(seeds * 0.21));
    }
  });
});

const place = (line: number, from: number, to: number) => ({
  start: { line, column: from },
  end: { line, column: to },
});
const mutant = (line: number, replacement: string) => ({
  fileName: '/tree/a.ts',
  location: place(line, 1, 6),
  mutatorName: 'StringLiteral',
  replacement,
});

describe('mutantKey', () => {
  it('tells mutants of one place apart, and places', () => {
    const some = [
      mutant(1, 'a'),
      mutant(1, 'b'),
      mutant(2, 'a'),
      { ...mutant(1, 'a'), mutatorName: 'Other' },
      { ...mutant(1, 'a'), location: place(1, 1, 7) },
    ];
    expect(new Set(some.map((one) => mutantKey('a.ts', one))).size).toBe(some.length);
  });
});

describe('the plugin', () => {
  it('passes those that are drawn, each by itself, and refuses the others', async () => {
    const mutants = Array.from({ length: 30 }, (_, i) => ({ ...mutant(i, 'a'), id: String(i) }));
    const before = { ...process.env };
    try {
      Object.assign(process.env, { DISCREET_MUTATION_SAMPLE: '7', DISCREET_MUTATION_SEED: '1' });
      const [plugin] = strykerPlugins;
      if (plugin === undefined) throw new Error('no plugin');
      const checker = new plugin.injectableClass();
      await checker.init();
      const groups = await checker.group(mutants);
      expect(groups.flat().sort()).toEqual(mutants.map(({ id }) => id).sort());
      const results = Object.values(await checker.check(mutants));
      expect(results.filter(({ status }) => status === 'passed')).toHaveLength(7);
      expect(results.filter((result) => result.reason === notDrawn)).toHaveLength(23);
    } finally {
      process.env = before;
    }
  });
});

describe('wilson', () => {
  // p = 0.5, n = 100, z = 2.5758: (0.5 + z^2/200 -+ z sqrt(0.0025 + z^2/40000)) / (1 + z^2/100)
  it('is the interval of the formula', () => {
    const [lower, upper] = wilson(50, 100);
    expect(lower).toBeCloseTo(0.37528, 4);
    expect(upper).toBeCloseTo(0.62472, 4);
  });

  it('stays within 0 and 1, and has its share between', () => {
    expect(wilson(0, 0)).toEqual([0, 1]);
    for (const tried of [1, 7, 120])
      for (let hits = 0; hits <= tried; hits++) {
        const [lower, upper] = wilson(hits, tried);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower - 1e-12 <= hits / tried && hits / tried <= upper + 1e-12).toBe(true);
        expect(upper - lower).toBeGreaterThan(0);
      }
  });
});

const source = ["const a = 'one';", 'if (a) {', '  b();', '}', ''].join('\n');
const results: readonly Result[] = [
  { ...mutant(1, '""'), location: place(1, 11, 16), status: 'Survived' },
  { ...mutant(2, 'false'), location: place(2, 5, 6), status: 'NoCoverage' },
  { ...mutant(2, 'true'), location: place(2, 5, 6), status: 'Killed' },
  {
    ...mutant(2, '{}'),
    location: { start: { line: 2, column: 8 }, end: { line: 4, column: 2 } },
    status: 'Timeout',
  },
  { ...mutant(3, ''), status: 'CompileError', statusReason: notDrawn },
];
const run = {
  sample: 4,
  seed: 5,
  wasDrawn: ({ statusReason }: Result) => statusReason !== notDrawn,
  fileOf: (path: string) => path.replace('/tree/', ''),
  sourceOf: () => source,
};

describe('textAt', () => {
  it('cuts one line, and several into one', () => {
    expect(textAt(source, place(1, 11, 16))).toBe("'one'");
    expect(textAt(source, results[3]?.location ?? place(1, 1, 1))).toBe('{ b(); }');
  });
});

describe('figuresOf', () => {
  const figures = figuresOf(results, run);

  it('counts time running out as killed, and what no test reaches as survived', () => {
    expect(figures).toMatchObject({ mutants: 5, tested: 4, seed: 5, killed: 2, timedOut: 1 });
    expect(figures).toMatchObject({ survived: 2, notReached: 1 });
    expect(scoreOf(figures)).toBe(0.5);
    expect(intervalOf(figures)).toEqual(wilson(2, 4));
  });

  it('says what survived', () => {
    expect(figures.survivors).toEqual([
      {
        file: 'a.ts',
        line: 1,
        mutator: 'StringLiteral',
        original: "'one'",
        mutated: '""',
        context: "const a = 'one';",
      },
      {
        file: 'a.ts',
        line: 2,
        mutator: 'StringLiteral',
        original: 'a',
        mutated: 'false',
        context: "const a = 'one'; if (a) {",
      },
    ]);
  });

  it('has no interval and no seed where all were run', () => {
    const all = figuresOf(results.slice(0, 4), { ...run, sample: undefined });
    expect(all.seed).toBeNull();
    expect(intervalOf(all)).toEqual([0.5, 0.5]);
  });

  it('refuses a sample of another size, and endings that it does not know', () => {
    expect(() => figuresOf(results, { ...run, sample: 3 })).toThrow('4 mutants were run, not 3');
    expect(() => figuresOf(results.slice(0, 3), { ...run, sample: 4 })).not.toThrow();
    const odd = [{ ...mutant(1, 'x'), status: 'RuntimeError' }];
    expect(() => figuresOf(odd, { ...run, sample: 1 })).toThrow('a.ts ended as RuntimeError');
  });
});

describe('the page', () => {
  const figures = figuresOf(results, run);
  const where = { file: 'a.ts', context: "const a = 'one'; if (a) {" };
  const record: Record = {
    packages: { core: figures },
    notes: [
      { ...where, original: 'a', mutated: 'false', equivalent: 'It is never read.' },
      { ...where, original: 'x | y', mutated: 'x', killedBy: 'A test of both.' },
      { ...where, original: "'one'", mutated: '""', context: 'elsewhere', equivalent: 'Another.' },
    ],
  };

  it('has the figures of each package, and the survivors with what is known of them', () => {
    const page = mutationPage(record);
    expect(page).toContain('| core | 5 | 4 | 5 | 2 | 1 | 2 | 1 | 50.0 % |');
    expect(page).toContain('`a.ts`, line 2: `a` became `false`. It is never read.');
    expect(page).toContain('`a.ts`, line 1: `\'one\'` became `""`. Not explained.');
    expect(page).toContain('`a.ts`: `x | y` became `x`. A test of both.');
  });

  it('tells survivors that nobody has explained', () => {
    expect(unexplained(record).map(({ original }) => original)).toEqual(["'one'"]);
  });
});

describe('the committed figures', () => {
  const committed = JSON.parse(
    readFileSync(join(repositoryRoot, 'docs/mutation.json'), 'utf8'),
  ) as Record;

  it('are those of the packages that privacy rests on', () => {
    expect(Object.keys(committed.packages)).toEqual([
      'numeric',
      'random',
      'core',
      'transformations',
      'measurements',
      'composition',
    ]);
    for (const figures of Object.values(committed.packages)) {
      expect(figures.killed + figures.survived).toBe(figures.tested);
      expect(figures.survivors).toHaveLength(figures.survived);
    }
  });

  it('leave no survivor unexplained', () => {
    expect(unexplained(committed)).toEqual([]);
  });
});
