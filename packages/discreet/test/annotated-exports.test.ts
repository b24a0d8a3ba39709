import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/discreet');
const example = join(root, 'packages/discreet/test/annotated-exports.ts');

describe('exported pipelines under isolatedDeclarations', () => {
  let folder = '';
  let output = '';
  beforeAll(() => {
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, 'annotated-'));
    const index = relative(folder, join(root, 'packages/discreet/src/index.ts'));
    const source = readFileSync(example, 'utf8').replace('../src/index.ts', index);
    writeFileSync(join(folder, 'right.ts'), source);
    writeFileSync(
      join(folder, 'wrong.ts'),
      source.replace('MaxDivergence, 0.5>', 'MaxDivergence, 0.4>'),
    );
    writeFileSync(
      join(folder, 'bare.ts'),
      source.replace(/export const cities: [^=]*=/, 'export const cities ='),
    );
    const compilerOptions = {
      rootDir: root,
      outDir: 'out',
      emitDeclarationOnly: true,
      noEmit: false,
      composite: false,
      isolatedDeclarations: true,
      declarationMap: false,
      sourceMap: false,
      customConditions: ['@discreet/source'],
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: relative(folder, join(root, 'tsconfig.base.json')),
        compilerOptions,
        files: ['right.ts', 'wrong.ts', 'bare.ts'],
      }),
    );
    const tsc = join(root, 'node_modules/.bin/tsc');
    output = spawnSync(tsc, ['-p', folder, '--pretty', 'false'], { encoding: 'utf8' }).stdout;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const about = (file: string): string =>
    output
      .split('\n')
      .filter((line) => line.includes(`${file}(`))
      .join('\n');

  it('compile when they are annotated', () => {
    expect(output).not.toBe('');
    expect(about('right.ts')).toBe('');
  });

  it('keep the annotation as it stands in their declarations', () => {
    const declared = join(folder, 'out', relative(root, folder), 'right.d.ts');
    expect(readFileSync(declared, 'utf8')).toContain(
      'noisyAge: Measurement<People, SymmetricDistance, number, MaxDivergence, 0.5>',
    );
  });

  it('do not compile with a smaller loss than they have', () => {
    expect(about('wrong.ts')).toMatch(/error TS2322: Type 'Measurement<.*0\.5>' is not assignable/);
  });

  it('do not compile without an annotation', () => {
    expect(about('bare.ts')).toContain('error TS9010');
  });
});
