import { describe, expect, it } from 'vitest';
import { leakProblems } from '../lib/leak-rules.mjs';

/** Planted strings are put together from parts, so that this file does not hold what the check looks for. */
const plant = (...parts: readonly string[]): string => parts.join('');

describe('leakProblems', () => {
  it.each([
    ['a registry host', plant('see https://registry', '.npmjs.org/fp-ts')],
    ['a machine path', plant("const data = '/", "work/shared/x.csv';")],
    ['a machine path', plant('/', 'home/ann/project')],
    ['a machine path', plant("import 'file:", "///tmp/x.mjs'")],
    ['a machine path', plant('C:\\Users', '\\ann')],
    ['a private key', plant('-----BEGIN RSA PRIVATE ', 'KEY-----')],
    ['a token', plant('npm', '_', 'a1B2'.repeat(9))],
    ['a password', plant('_auth', 'Token=abc')],
    ['a password in an address', plant('postgres:', '//ann:secret@db/x')],
  ])('reports %s by line, without repeating it', (what, line) => {
    expect(leakProblems('docs/page.md', `first\n${line}\n`)).toEqual([`docs/page.md:2: ${what}`]);
  });

  it('reports an address in the lock file, wherever it points', () => {
    const line = plant('"resolved": "https:', '//example.org/fp-ts.tgz",');
    expect(leakProblems('package-lock.json', line)).toHaveLength(1);
  });

  it.each([
    'https://www.npmjs.com/package/fp-ts',
    'a rate of 1/tmp and examples/home/page.md',
    '"resolved": "packages/core",',
    'import { tmpdir } from "node:os"',
    'https://arxiv.org/abs/2004.00010',
    'mean:/sum',
  ])('says nothing about %s', (line) => {
    expect(leakProblems('package-lock.json', line)).toEqual([]);
  });
});
