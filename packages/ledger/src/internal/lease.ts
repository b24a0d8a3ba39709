import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { RequestRow } from '../ledger-engine.ts';

/** The right to draw for a reservation: it belongs to one opening of a ledger in one process. */
export interface Lease {
  /** names this opening, its process and its machine */
  readonly owner: string;
  readonly until: () => number;
  /** whether whoever reserved may still answer; where that is not so the reservation is burned, and a late answer is not kept */
  readonly isLive: (request: RequestRow) => boolean;
  /** says that this opening will answer a request, until the returned function is called */
  readonly hold: (account: string, key: string) => () => void;
}

/** When a process started, in the clock ticks of its machine, so that a number that is used again is not taken for the same process. */
const startOf = (pid: number): string => {
  try {
    // field 22; the name in field 2 may hold spaces and brackets
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

/** The machine, its boot and its space of process numbers: machines and containers may share a name. */
const machineName = (): string => {
  const read = (from: () => string): string => {
    try {
      return from().trim();
    } catch {
      return '';
    }
  };
  return [
    hostname(),
    read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    read(() => readlinkSync('/proc/self/ns/pid')),
  ].join(' ');
};

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // a process of somebody else is there, but may not be signalled
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const nameOf = (account: string, key: string): string => JSON.stringify([account, key]);

const partsOf = (owner: string): readonly string[] => {
  try {
    const parts: unknown = JSON.parse(owner);
    return Array.isArray(parts) ? parts.map(String) : [];
  } catch {
    return [];
  }
};

/**
 * A lease of this process.
 *
 * On the same machine whether it lives is seen at once; on another the time decides. Neither decides about privacy: an answer is kept only
 * where the reservation still stands, so a lease that is taken for dead too early costs budget and nothing else.
 */
export function makeLease(now: () => Date, milliseconds: number): Lease {
  const machine = machineName();
  const owner = JSON.stringify([machine, process.pid, startOf(process.pid), randomUUID()]);
  const held = new Set<string>();
  return Object.freeze({
    owner,
    hold: (account: string, key: string) => {
      const name = nameOf(account, key);
      held.add(name);
      return () => {
        held.delete(name);
      };
    },
    until: () => now().getTime() + milliseconds,
    isLive: ({ account, key, leaseOwner, leaseUntil }: RequestRow): boolean => {
      if (leaseOwner === owner) return held.has(nameOf(account, key));
      const [host, pid, start] = partsOf(leaseOwner);
      if (host !== machine) return now().getTime() < leaseUntil;
      const number = Number(pid);
      // this process, but another opening of the ledger in it, or one that ended before it was answered
      if (number === process.pid && start === startOf(process.pid))
        return now().getTime() < leaseUntil;
      return runs(number) && startOf(number) === start;
    },
  });
}
