import { ESLint, type Linter } from 'eslint';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../lib/repository.mjs';

/** Each line breaks the one rule that stands beside it; they are linted as if they were a source of the core. */
const planted: readonly (readonly [string, string])[] = [
  [`import { left } from 'fp-ts/Either';`, 'no-restricted-imports'],
  [`// @ts-expect-error because`, '@typescript-eslint/ban-ts-comment'],
  [`let count = 0;`, 'no-restricted-syntax'],
  [`export let total = 0;`, 'no-restricted-syntax'],
  [`void [Math.random()];`, 'no-restricted-properties'],
  [`void [Date.now()];`, 'no-restricted-properties'],
  [`void [new Date()];`, 'no-restricted-syntax'],
  [`void [Math.exp(count)];`, 'no-restricted-properties'],
  [`const { log } = Math;`, 'no-restricted-properties'],
  [`type Loose = any;`, '@typescript-eslint/no-explicit-any'],
  [`void [left as unknown];`, '@typescript-eslint/consistent-type-assertions'],
  [`export function bare(): void { count += 1; total += 1; }`, 'jsdoc/require-jsdoc'],
];

async function messagesFor(lines: readonly string[]): Promise<Linter.LintMessage[]> {
  const eslint = new ESLint({
    cwd: repositoryRoot,
    // In CI the parser would otherwise read the file from the disk, and not the text from here.
    overrideConfig: {
      languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } },
    },
  });
  const filePath = join(repositoryRoot, 'packages/core/src/index.ts');
  const [result] = await eslint.lintText(`${lines.join('\n')}\n`, { filePath });
  return result?.messages ?? [];
}

describe('the lint rules', () => {
  it('catch each planted breach in a source, and no comment in it opens a hole', async () => {
    const messages = await messagesFor(['/* eslint-disable */', ...planted.map(([line]) => line)]);
    for (const [index, [line, rule]] of planted.entries()) {
      const found = messages.filter((each) => each.line === index + 2);
      expect(
        found.map(({ ruleId }) => ruleId),
        line,
      ).toContain(rule);
    }
  });

  it('let `as const` and imports of fp-ts by file pass', async () => {
    const messages = await messagesFor([
      `import { left } from 'fp-ts/lib/Either.js';`,
      `/** Two. */`,
      `export const two = [1, left] as const;`,
    ]);
    expect(messages).toEqual([]);
  });
});
