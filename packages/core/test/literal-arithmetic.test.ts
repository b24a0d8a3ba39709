import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Rational, rationalFromDecimal } from '@discreet/numeric';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/discreet');

const exactly = (text: string): Rational => {
  const parsed = rationalFromDecimal(text);
  if (parsed._tag === 'None') throw new Error(`not a number: ${text}`);
  return parsed.value;
};

/** Decimals as programmers write them: few digits, a sign, some with an exponent. */
const decimal = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.nat(5)) },
  { weight: 2, arbitrary: fc.tuple(fc.integer({ min: -20, max: 20 }), fc.nat(1)) },
  { weight: 2, arbitrary: fc.tuple(fc.maxSafeInteger(), fc.nat(12)) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -40, max: 60 })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -300, max: 300 })),
  },
);
/** a pair as the literal that TypeScript reads: the shortest decimal of a double */
const literal = ([digits, places]: readonly [number, number]): string =>
  String(Number(`${digits}e${-places}`));

const kinds = ['Add', 'Sub', 'Mul', 'DivUp', 'Cmp', 'MaxAbs', 'Le', 'Lt'] as const;
const count = 320;

interface Case {
  readonly kind: (typeof kinds)[number];
  readonly a: string;
  readonly b: string;
}
const cases: readonly Case[] = fc
  .sample(fc.tuple(decimal, decimal), { numRuns: count, seed: 20_260_101 })
  .flatMap(([x, y], i): Case[] => {
    const kind = kinds[i % kinds.length] ?? 'Add';
    const [a, b] = [literal(x), literal(y)];
    // division is for a >= 0 and b > 0
    if (kind !== 'DivUp') return [{ kind, a, b }];
    return Number(b) === 0 ? [] : [{ kind, a: a.replace(/^-/, ''), b: b.replace(/^-/, '') }];
  });

/** What the compiler makes of each case, read from the declarations that it writes: a literal, or a string of digits. */
const evaluate = (): readonly string[] => {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'literals-'));
  try {
    const source = relative(folder, join(root, 'packages/core/src/literal-arithmetic.ts'));
    const lines = [
      `import type { ${kinds.join(', ')} } from '${source}';`,
      'declare function of<T>(): { is: T };',
      ...cases.map(({ kind, a, b }, i) => `export const c${i} = of<${kind}<${a}, ${b}>>();`),
    ];
    writeFileSync(join(folder, 'cases.ts'), lines.join('\n'));
    const compilerOptions = {
      strict: true,
      target: 'es2022',
      module: 'nodenext',
      types: [],
      declaration: true,
      emitDeclarationOnly: true,
      allowImportingTsExtensions: true,
      rootDir: root,
      outDir: 'out',
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['cases.ts'] }),
    );
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { stdio: 'pipe' });
    const out = join(folder, 'out', relative(root, folder), 'cases.d.ts');
    const declared = new Map(
      [...readFileSync(out, 'utf8').matchAll(/const c(\d+): \{\s*is: ([^;]+);\s*\}/g)].map(
        ([, index = '', type = '']) => [Number(index), type.replace(/^"(.*)"$/, '$1')],
      ),
    );
    return cases.map((_, i) => declared.get(i) ?? 'nothing');
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** a / b rounded up at the sixth fraction digit that counts: the digits after the point, without the zeros that lead a number below 1 */
const quotientUp = (a: Rational, b: Rational): Rational => {
  const exact = a.div(b);
  if (exact.sign() === 0) return exact;
  let unit = Rational.of(1n, 1_000_000n);
  const ten = Rational.of(10n);
  for (let bound = Rational.of(1n, 10n); exact.lessThan(bound); bound = bound.div(ten))
    unit = unit.div(ten);
  return Rational.of(exact.div(unit).ceil()).mul(unit);
};

const expected: Readonly<Record<Case['kind'], (a: Rational, b: Rational) => Rational | string>> = {
  Add: (a, b) => a.add(b),
  Sub: (a, b) => a.sub(b),
  Mul: (a, b) => a.mul(b),
  DivUp: quotientUp,
  Cmp: (a, b) => '<=>'.charAt(a.compare(b) + 1),
  MaxAbs: (a, b) => Rational.max(a.abs(), b.abs()),
  Le: (a, b) => String(a.lessThanOrEqual(b)),
  Lt: (a, b) => String(a.lessThan(b)),
};

describe('arithmetic on literal types', () => {
  let results: readonly string[] = [];
  beforeAll(() => {
    results = evaluate();
  });
  afterAll(() => {
    results = [];
  });

  it.each(kinds)('agrees with exact rationals on %s of random literals', (kind) => {
    const mine = cases.flatMap((one, i) => (one.kind === kind ? [[one, results[i]] as const] : []));
    expect(mine.length).toBeGreaterThan(25);
    for (const [{ a, b }, result = 'nothing'] of mine) {
      const want = expected[kind](exactly(a), exactly(b));
      const got = typeof want === 'string' ? result : exactly(result).toString();
      expect(`${kind}<${a}, ${b}> = ${got}`).toBe(`${kind}<${a}, ${b}> = ${want.toString()}`);
    }
  });

  it('never lets DivUp fall below the exact quotient', () => {
    for (const [i, { kind, a, b }] of cases.entries()) {
      if (kind !== 'DivUp') continue;
      const exact = exactly(a).div(exactly(b));
      expect(exact.lessThanOrEqual(exactly(results[i] ?? 'nothing'))).toBe(true);
    }
  });
});
