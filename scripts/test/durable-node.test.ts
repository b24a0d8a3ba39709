import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { durableNode, hasSqlite } from '../lib/durable-node.mjs';
import { plantRepository } from './plant-repository.ts';

describe('which Node runs the tests of ledger and command', () => {
  it.each([
    ['v20.20.2', false],
    ['v22.12.9', false],
    ['v22.13.0', true],
    ['v24.0.0', true],
  ])('%s has node:sqlite: %s', (version, has) => {
    expect(hasSqlite(version)).toBe(has);
  });

  it('is this one where it is new enough', () => {
    expect(durableNode('/nowhere', 'v24.0.0')).toBe(process.execPath);
  });

  it('is else the one that was installed for this machine, or none', () => {
    const root = plantRepository({});
    expect(durableNode(root, 'v20.0.0')).toBeUndefined();
    const folder = join(
      root,
      'node_modules/.cache/discreet/durable/node_modules',
      `node-${process.platform}-${process.arch}`,
      'bin',
    );
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'node'), '');
    expect(durableNode(root, 'v20.0.0')).toBe(join(folder, 'node'));
  });
});
