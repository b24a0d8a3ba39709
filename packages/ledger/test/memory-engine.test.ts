import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { type LedgerEngine, memoryEngine } from '../src/index.ts';
import { ledgerContract } from './contract/ledger-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'discreet-memory-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a ledger in memory', () => {
  ledgerContract(
    () => {
      const engines = new Map<string, LedgerEngine>();
      return Promise.resolve({
        lasts: false,
        open: (name: string) => {
          const engine = engines.get(name) ?? memoryEngine();
          engines.set(name, engine);
          return Promise.resolve(engine);
        },
        close: () => Promise.resolve(),
      });
    },
    () => join(folder, 'key.pem'),
  );
});
