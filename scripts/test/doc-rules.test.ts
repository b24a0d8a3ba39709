import { describe, expect, it } from 'vitest';
import { docProblems } from '../lib/doc-rules.mjs';
import { plantRepository } from './plant-repository.ts';

const fence = '```';
const block = (info: string, ...lines: readonly string[]): string =>
  [`${fence}${info}`, ...lines, fence, ''].join('\n');

/** A package whose docstring has an example; what it exports lies where a built package has it. */
function withExample(...lines: readonly string[]): Record<string, unknown> {
  const exports = {
    '.': {
      '@discreet/source': './src/index.ts',
      types: './dist/index.d.ts',
      default: './dist/index.js',
    },
  };
  const manifest = { name: '@discreet/numeric', version: '0.1.0', type: 'module', exports };
  const docstring = ['/**', ' * Doubles.', ' *', ' * @example', ...lines, ' */'].join('\n');
  const built = {
    'package.json': manifest,
    'dist/index.d.ts':
      'export declare function double(x: number): number;\nexport type Twice = number;\n',
    'dist/index.js': 'export function double(x) { return 2 * x; }\n',
  };
  return {
    'packages/numeric/package.json': manifest,
    'packages/numeric/src/index.ts': `export { double, type Twice } from './double.ts';\n`,
    'packages/numeric/src/double.ts': `${docstring}\nexport function double(x: number): number { return 2 * x; }\nexport type Twice = number;\n`,
    ...Object.fromEntries(
      Object.entries(built).map(([path, content]) => [
        `node_modules/@discreet/numeric/${path}`,
        content,
      ]),
    ),
  };
}

async function problemsOf(files: Readonly<Record<string, unknown>>): Promise<string[]> {
  const root = plantRepository({
    'packages/numeric/package.json': { name: '@discreet/numeric' },
    ...files,
  });
  return (await docProblems(root)).problems;
}

describe('docProblems', () => {
  it('accepts pages that tell the truth', async () => {
    const page = [
      block(
        'ts',
        '1 + 1; // => 2',
        'const exact = 2n ** 70n; // => 1180591620717411303424n',
        `({ a: [1, -0.5], b: 'text' }); // => { a: [1, -0.5], b: 'text' }`,
        '0 / 0; // => NaN',
        'Float64Array.of(1, 2); // => new Float64Array([1, 2])',
        `new Map([['a', 1]]);`,
        `// => Map(1) { 'a' => 1 }`,
        `[`,
        `  'a',`,
        `  'b',`,
        `];`,
        `// => [`,
        `//      'a', 'b',`,
        `//    ]`,
        `console.log('one', 2); // => one 2`,
        `JSON.parse('{'); // => throws SyntaxError: …`,
        'await Promise.resolve(3); // => 3',
      ),
      block('ts', `console.log('cost 0.5');`, `console.log('noisy', Math.random());`),
      'It prints:\n',
      block('text', 'cost 0.5', 'noisy 0.…'),
      block('ts continued', `console.log(typeof Math.random());`),
      block('text', 'number'),
      block('ts no-run', `throw new Error('not run');`),
      block('ts', 'const left = 3;'),
      block('ts continued', 'left; // => 3'),
      block('ts continued does-not-compile', `left.push(1);`),
      block('text', `Property 'push' does not exist on type '3'.`),
      block('ts continued', 'left + 1; // => 4'),
    ].join('\n');
    expect(await problemsOf({ 'README.md': page })).toEqual([]);
  });

  it('reports each page that does not, by file and line', async () => {
    const page = [
      block('ts', '1 + 1; // => 3'),
      block('ts', `console.log('a'); // => b`),
      block('ts', 'Math.abs(1); // => throws RangeError'),
      block('ts', `const x: number = 'a';`),
      block('ts', `throw new Error('broken');`),
      block('ts', `console.log('a');`),
      block('text', 'b'),
      block('ts does-not-compile', '1 + 1;'),
      block('ts does-not-compile', `const y: number = 'a';`),
      block('text', 'another message'),
      block('ts soon', '1;'),
      block('js', '1;'),
    ].join('\n');
    const problems = await problemsOf({ 'docs/guide/page.md': page });
    expect(problems.map((problem) => problem.split('\n')[0])).toEqual([
      'docs/guide/page.md:41: unknown: soon',
      'docs/guide/page.md:45: fence it as ts, so that it is checked',
      `docs/guide/page.md:14: TS2322: Type 'string' is not assignable to type 'number'.`,
      'docs/guide/page.md:30: it compiles, though the page says it does not',
      'docs/guide/page.md:34: the compiler says something else:',
      'docs/guide/page.md:2: the page says 3, the value is 2',
      'docs/guide/page.md:6: the page says it prints b, it prints a',
      'docs/guide/page.md:10: the page says it throws RangeError, it does not throw',
      'docs/guide/page.md:18: Error: broken',
      'docs/guide/page.md:22: it prints something else:',
    ]);
  });

  it('lets nothing but the numbers before a ± differ in a sample with noise', async () => {
    const page = (shown: string) =>
      [block('ts', 'console.log(`total ${-7.5} ± 599, left 1/4`);'), block('console', shown)].join(
        '\n',
      );
    expect(await problemsOf({ 'README.md': page('total 44727 ± 599, left 1/4') })).toEqual([]);
    for (const shown of ['total 44727 ± 600, left 1/4', 'total 44727 ± 599, left 1/2']) {
      const problems = await problemsOf({ 'README.md': page(shown) });
      expect(problems).toEqual([expect.stringContaining('it prints something else')]);
    }
  });

  it('compares the types that a page shows', async () => {
    const page = [
      block('ts', 'const pair = [1, 2] as const;', '//    ^? readonly [1, 2]'),
      block('ts continued', 'const words = new Map([[1, pair]]);', '//    ^? Map<number, …>'),
      block('ts continued', 'const three = 3;', '//    ^? number'),
    ].join('\n');
    expect(await problemsOf({ 'README.md': page })).toEqual([
      'README.md:13: the page says number, the type is 3',
    ]);
  });

  it('brings the names of its own package into a docstring without an import line', async () => {
    const lines = [' * const four: Twice = double(2); // => 4'];
    expect(await problemsOf(withExample(...lines))).toEqual([]);
  });

  it('leaves a docstring with an import line as it is, fenced or not', async () => {
    const lines = [`import { double } from '@discreet/numeric';`, 'double(2); // => 5'];
    const expected = ['packages/numeric/src/double.ts:6: the page says 5, the value is 4'];
    expect(await problemsOf(withExample(...lines.map((line) => ` * ${line}`)))).toEqual(expected);
    const fenced = [`${fence}ts`, ...lines, fence].map((line) => ` * ${line}`);
    expect(await problemsOf(withExample(...fenced))).toEqual([expected[0]?.replace(':6:', ':7:')]);
  });

  it('reports an empty docstring example', async () => {
    expect(await problemsOf(withExample())).toEqual([
      'packages/numeric/src/double.ts:4: an @example without code',
    ]);
  });
});
