import { describe, expect, it } from 'vitest';
import { diagnosticsIn } from '../lib/compiler.mjs';
import { caseProblems, goldenText } from '../lib/misuse-cases.mjs';

const say = (line: number, message: string, column = 1) => ({
  file: 'a.ts',
  line,
  column,
  message,
});

describe('goldenText', () => {
  it('prints once what both compilers say, and marks what one says alone', () => {
    const verdicts = {
      7: [say(9, 'TS1: late'), say(2, 'TS2: same'), say(3, 'TS3: new words')],
      6: [say(2, 'TS2: same'), say(3, 'TS3: old words'), say(9, 'TS1: late')],
    };
    expect(goldenText(verdicts)).toBe(
      '(2,1): TS2: same\n[7] (3,1): TS3: new words\n[6] (3,1): TS3: old words\n(9,1): TS1: late\n',
    );
  });
});

describe('caseProblems', () => {
  const source = [
    `import 'discreet';`,
    '/* 1 sum before clamp */ chain();',
    '// 2 a case of two lines',
    'chain(',
    ');',
  ].join('\n');

  it('wants an error of both compilers in each case', () => {
    const all = [say(2, 'TS1'), say(5, 'TS2')];
    expect(caseProblems('a.ts', source, { 7: all, 6: all })).toEqual({ problems: [], count: 2 });
    expect(caseProblems('a.ts', source, { 7: all, 6: all.slice(1) }).problems).toEqual([
      'a.ts:2: TypeScript 6 accepts case 1 sum before clamp',
    ]);
    expect(caseProblems('a.ts', source, { 7: all.slice(0, 1), 6: all }).problems).toEqual([
      'a.ts:3: TypeScript 7 accepts case 2 a case of two lines',
    ]);
  });

  it('reports an error that stands before the first case, such as a wrong import', () => {
    const all = [say(1, 'TS0'), say(2, 'TS1'), say(5, 'TS2')];
    expect(caseProblems('a.ts', source, { 7: all, 6: [] }).problems).toContain(
      'a.ts:1: TypeScript 7 finds an error before the first case',
    );
  });

  it('reports a file without cases', () => {
    expect(caseProblems('a.ts', 'chain();', { 7: [], 6: [] }).problems).toHaveLength(1);
  });
});

describe('diagnosticsIn', () => {
  it('reads place, message and the lines that explain it', () => {
    const output = [
      `dir/a.ts(3,14): error TS2322: Type 'a' is not assignable.`,
      `  Because of 'b'.`,
      'error TS5083: Cannot read file.',
      '',
      'Found 2 errors.',
    ].join('\n');
    expect(diagnosticsIn(output)).toEqual([
      {
        file: 'dir/a.ts',
        line: 3,
        column: 14,
        message: `TS2322: Type 'a' is not assignable.\n  Because of 'b'.`,
      },
      { file: '', line: 0, column: 0, message: 'TS5083: Cannot read file.' },
    ]);
  });
});
