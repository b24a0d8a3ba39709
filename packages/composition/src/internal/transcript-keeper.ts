import { proved } from '@discreet/core';
import type { AmountsJson } from '../amounts.ts';
import type { TranscriptEntry } from '../transcript.ts';
import type { History, Outcome } from './handle.ts';

/** Keeps the requests of a session and of all that is launched under it. */
export interface TranscriptKeeper {
  readonly history: History;
  readonly entries: () => readonly TranscriptEntry[];
}

/** A keeper of nothing so far. */
export function transcriptKeeper(): TranscriptKeeper {
  const entries: TranscriptEntry[] = [];
  const historyOf = (by: string, path: string): History => {
    let children = 0;
    return Object.freeze({
      asked: (query: unknown, charge: unknown) => {
        const index = entries.length;
        const asked = {
          number: index + 1,
          by,
          query: query ?? null,
          charge: proved<AmountsJson | null>(charge ?? null),
        };
        entries.push(Object.freeze({ ...asked, outcome: 'pending' }));
        return (outcome: Outcome) => {
          entries[index] = Object.freeze({ ...asked, ...outcome });
        };
      },
      child: () => {
        children += 1;
        const own = path === '' ? String(children) : `${path}.${children}`;
        return historyOf(`child ${own}`, own);
      },
    });
  };
  return { history: historyOf('session', ''), entries: () => Object.freeze([...entries]) };
}
