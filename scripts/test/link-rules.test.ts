import { describe, expect, it } from 'vitest';
import { linkProblems } from '../lib/link-rules.mjs';
import { plantRepository } from './plant-repository.ts';

const problemsOf = (...lines: readonly string[]): string[] => {
  const root = plantRepository({
    'package.json': { scripts: { test: 'vitest', 'bench:page': 'node page.mjs' } },
    'docs/page.md': lines.join('\n'),
    'docs/other.md': '# A title, with `code`\n',
    'examples/wages.ts': '',
  });
  return linkProblems(root, ['docs/page.md']);
};

describe('linkProblems', () => {
  it('finds nothing where each link and each script is there', () => {
    expect(
      problemsOf(
        '# Here',
        '[a page](other.md), [its heading](other.md#a-title-with-code) and [one of this page](#here)',
        '[a file](../examples/wages.ts), [a folder](../examples/) and [the web](https://example.org/x.md)',
        '`npm test`, `npm run bench:page`, `npm run --silent bench:page -- --json x` and `npm ci`',
      ),
    ).toEqual([]);
  });

  it('reports by line a file and a heading that are not there', () => {
    expect(problemsOf('', '[x](missing.md) [y](other.md#missing) [z](#missing)')).toEqual([
      'docs/page.md:2: the link leads nowhere: missing.md',
      'docs/page.md:2: the link leads nowhere: other.md#missing',
      'docs/page.md:2: the link leads nowhere: #missing',
    ]);
  });

  it('reports a script that package.json does not have', () => {
    expect(problemsOf('`npm start`', 'npm ci && npm run bench')).toEqual([
      'docs/page.md:1: there is no npm script "start"',
      'docs/page.md:2: there is no npm script "bench"',
    ]);
  });
});
