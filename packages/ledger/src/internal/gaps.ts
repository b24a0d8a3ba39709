import type { AnchorRecord } from '../anchor.ts';
import type { EntryRow } from '../ledger-engine.ts';
import { bodyOf } from './history.ts';

/** A part of a history that the store lost and a restoration charged for. */
export interface Gap {
  /** the last entry that the store had */
  readonly from: number;
  /** the anchored entry that it lacked */
  readonly to: number;
  readonly head: string;
  /** whether the store had other entries than were anchored; the account is closed then */
  readonly forked: boolean;
}

/** The gap that a `restored` entry charges for; none for one that only says that all anchors were lost. */
export function gapOf(entry: EntryRow, before: number): Gap | undefined {
  const { anchor, forked } = bodyOf(entry);
  if (typeof anchor !== 'object' || anchor === null) return undefined;
  const seq: unknown = Reflect.get(anchor, 'seq');
  const head: unknown = Reflect.get(anchor, 'head');
  return typeof seq === 'number' && typeof head === 'string'
    ? { from: before, to: seq, head, forked: forked === true }
    : undefined;
}

/** Whether an anchor that the store lacks was charged for. */
export function isExcused({ seq, head }: AnchorRecord, gaps: readonly Gap[]): boolean {
  return gaps.some(
    (gap) =>
      (seq === gap.to && head === gap.head) ||
      (seq < gap.to && gap.from < seq) ||
      // where histories forked the account was closed, and answers for all that either had
      (gap.forked && seq <= Math.max(gap.from, gap.to)),
  );
}
