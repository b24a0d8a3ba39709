import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../lib/repository.mjs';

/** Exports that make no step, mechanism or rule of composition, and claim nothing that a proof page could prove. */
const others = new Set([
  ...[
    'edges',
    'registered-function',
    'ingestion-refused',
    'amounts',
    'overspent',
    'budget',
    'charge-of',
  ],
  ...[
    'filter-from-json',
    'pipeline-from-json',
    'batch-from-json',
    'releasable',
    'operator',
    'session-budget',
  ],
]);

/** Files with an exported function, by package. */
const constructors = ['transformations', 'measurements', 'composition'].flatMap((folder) => {
  const source = join(repositoryRoot, 'packages', folder, 'src');
  return readdirSync(source)
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .map((name) => ({ name: name.slice(0, -3), path: join(source, name) }))
    .filter(({ name }) => !others.has(name))
    .filter(({ path }) => /^export (async )?function /m.test(readFileSync(path, 'utf8')));
});

describe('every constructor names the page that proves its map', () => {
  it.each(constructors)('$name', ({ path }) => {
    const pages = [...readFileSync(path, 'utf8').matchAll(/docs\/proofs\/([a-z0-9-]+)\.md/g)];
    expect(pages.length).toBeGreaterThan(0);
    for (const [page] of pages) expect(existsSync(join(repositoryRoot, page))).toBe(true);
  });

  it('of three packages', () => {
    expect(constructors.length).toBeGreaterThan(25);
  });
});
