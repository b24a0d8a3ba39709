import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readmeProblems } from '../lib/readme-rules.mjs';
import { repositoryRoot } from '../lib/repository.mjs';

const readme = 'Run:\n\nnpm ci && npm start\n\nTest:\n\nnpm ci && npm test\n';
const ciScript = readFileSync(join(repositoryRoot, '.ci/run'), 'utf8');

describe('readmeProblems', () => {
  it('finds nothing where both commands stand alone on a line', () => {
    expect(readmeProblems(readme, ciScript)).toEqual([]);
  });

  it.each([
    ['is gone', readme.replace('npm ci && npm test', 'npm test')],
    ['has more words', readme.replace('npm ci && npm test', 'npm ci && npm test -- --run')],
    ['stands inside a line', readme.replace('npm ci && npm test', '`npm ci && npm test`')],
    ['stands there twice', `${readme}npm ci && npm start\n`],
  ])('reports a command that %s', (_what, text) => {
    expect(readmeProblems(text, ciScript)).toHaveLength(1);
  });

  it('reports a .ci/run that runs words of its own', () => {
    expect(readmeProblems(readme, ciScript.replace('eval "$words"', 'npm test'))).toHaveLength(1);
    expect(
      readmeProblems(readme, ciScript.replace("expected='npm ci", "expected='npm")),
    ).toHaveLength(1);
  });
});
