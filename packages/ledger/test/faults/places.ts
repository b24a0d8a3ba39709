// A ledger to be tortured: an engine to check it with, the same as data for the workers, and its accounts.
import { pureFilter } from '@discreet/composition';
import { symmetricDistance } from '@discreet/core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import {
  type Anchor,
  fileAnchor,
  type LedgerEngine,
  openLedger,
  postgresEngine,
  sqliteEngine,
} from '../../src/index.ts';
import type { Server } from '../postgres/server.ts';
import type { EnginePlan } from './plan.ts';

export interface Place {
  readonly folder: string;
  readonly engine: LedgerEngine;
  readonly plan: EnginePlan;
  readonly anchors: string;
  readonly anchor: Anchor;
  readonly log: string;
  readonly close: () => Promise<void>;
}

let schemas = 0;

export const sqlitePlace = async (): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'discreet-faults-'));
  const file = join(folder, 'budget.db');
  const anchors = join(folder, 'heads');
  const engine = await sqliteEngine({ file, patience: 20_000 });
  return {
    ...{ folder, engine, plan: { kind: 'sqlite', file }, anchors, log: join(folder, 'log') },
    anchor: fileAnchor({ file: anchors }),
    close: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export const postgresPlace = async (server: Server, pool: pg.Pool): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'discreet-faults-'));
  const schema = `faults${(schemas += 1)}`;
  const anchors = join(folder, 'heads');
  const engine = await postgresEngine({ pool, schema });
  const plan = { kind: 'postgres', port: server.port, schema } as const;
  return {
    ...{ folder, engine, plan, anchors, log: join(folder, 'log') },
    anchor: fileAnchor({ file: anchors }),
    close: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
};

/** One account above two; what the two may spend together is more than the one has. */
export const makeAccounts = async (place: Place, prefix: string, capacity = 6): Promise<void> => {
  const ledger = await openLedger({ engine: place.engine, anchor: place.anchor });
  const fixed = { dataset: 'people', unit: symmetricDistance() };
  const all = `${prefix}all`;
  await ledger.createAccount({ ...fixed, name: all, filter: pureFilter({ epsilon: capacity }) });
  for (const name of ['x', 'y'])
    await ledger.createAccount({
      ...{ ...fixed, name: `${prefix}${name}`, parent: all },
      filter: pureFilter({ epsilon: (capacity * 3) / 4 }),
    });
};
