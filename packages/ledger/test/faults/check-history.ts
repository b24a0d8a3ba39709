// Holds what processes saw against what the ledger says: the invariants, and one counter with a map from keys to first answers.
import {
  type Anchor,
  type Ledger,
  type LedgerEngine,
  openLedger,
  type RequestRow,
} from '../../src/index.ts';
import type { Event } from './plan.ts';

/** Refusals that say nothing of this request: it may have been done, or not. */
const maybe = new Set(['Pending', 'Locked', 'OutcomeUnknown', 'NotSupported']);
const known = new Set([...maybe, 'Burned', 'Conflict', 'Overspent']);

const nameOf = ({ account, key }: { readonly account: string; readonly key: string }): string =>
  JSON.stringify([account, key]);

/** I6 and the model: what a key gave first is what it gives for ever. Needs the events alone. */
export const historyProblems = (events: readonly Event[]): readonly string[] => {
  const problems: string[] = [];
  const byKey = new Map<string, Event[]>();
  for (const event of events) {
    const list = byKey.get(nameOf(event)) ?? [];
    list.push(event);
    byKey.set(nameOf(event), list);
  }
  for (const [name, list] of byKey) {
    const draws = list.filter(({ what }) => what === 'draw');
    if (draws.length > 1) problems.push(`I4: ${name} was drawn ${draws.length} times`);
    const oks = list.flatMap((event) => (event.what === 'ok' ? [event] : []));
    if (new Set(oks.map(({ bytes }) => bytes)).size > 1)
      problems.push(`I6: ${name} has several answers`);
    if (new Set(oks.map(({ cost }) => cost)).size > 1)
      problems.push(`I6: ${name} answers several questions`);
    if (oks.filter(({ replayed }) => !replayed).length > 1)
      problems.push(`I6: ${name} was answered anew`);
    const fails = list.flatMap((event) => (event.what === 'fail' ? [event] : []));
    for (const { tag } of fails) if (!known.has(tag)) problems.push(`${name} failed with ${tag}`);
    for (const first of oks)
      for (const later of fails)
        // real time: what began after an answer was out cannot find the key unanswered
        if (
          first.at < later.began &&
          !maybe.has(later.tag) &&
          (later.tag !== 'Conflict' || later.cost === first.cost)
        )
          problems.push(`model: ${name} was answered, and is ${later.tag} afterwards`);
    for (const burned of fails)
      for (const later of oks)
        if (burned.tag === 'Burned' && burned.at < later.began)
          problems.push(`model: ${name} was burned, and is answered afterwards`);
    const costs = new Set(list.map(({ cost }) => cost));
    if (costs.size === 1 && fails.some(({ tag }) => tag === 'Conflict'))
      problems.push(`model: ${name} has a conflict with nothing`);
  }
  return problems;
};

export interface Checked {
  readonly problems: readonly string[];
  readonly open: number;
}

const requestsOf = async (
  engine: LedgerEngine,
  accounts: readonly string[],
): Promise<Map<string, RequestRow>> =>
  engine.transact([], async (transaction) => {
    const found = new Map<string, RequestRow>();
    for (const account of accounts)
      for (let after = ''; ;) {
        const page = await transaction.requests(account, after);
        const last = page.at(-1);
        if (last === undefined) break;
        for (const row of page) found.set(nameOf(row), row);
        after = last.key;
      }
    return found;
  });

/** All of I1 to I7, of a ledger that nobody uses at the moment. `heads` are remembered from one check to the next. */
export const checkLedger = async (
  engine: LedgerEngine,
  anchor: Anchor,
  events: readonly Event[],
  heads: Map<string, string>,
): Promise<Checked> => {
  const problems = [...historyProblems(events)];
  let ledger: Ledger;
  try {
    ledger = await openLedger({ engine, anchor });
  } catch (error) {
    return { problems: [...problems, `I5: ${String(error)}`], open: 0 };
  }
  // I7: whoever reserved and died is burned
  await ledger.sweep();
  const report = await ledger.verify();
  problems.push(...report.problems.map((problem) => `I1, I2, I5: ${problem}`));
  if (report.open.length > 0) problems.push(`I7: ${report.open.length} reservations of nobody`);
  const accounts = await ledger.accounts();
  const requests = await requestsOf(
    engine,
    accounts.map(({ name }) => name),
  );
  const anchored = new Map<string, number>();
  for (const { account, seq } of await anchor.records())
    anchored.set(account, Math.max(seq, anchored.get(account) ?? 0));
  for (const event of events) {
    const row = requests.get(nameOf(event));
    if (event.what === 'draw' && row === undefined)
      problems.push(`I4: ${nameOf(event)} was drawn and never charged`);
    if (event.what !== 'ok') continue;
    if (row?.state !== 'committed' || row.answer !== event.bytes || row.commitSeq !== event.seq)
      problems.push(`I3: ${nameOf(event)} was released and is not kept`);
    if (row !== undefined && !row.charge.includes(`"1/${event.cost}"`))
      problems.push(`I3: ${nameOf(event)} was released for another charge`);
    if ((anchored.get(event.account) ?? 0) < event.seq)
      problems.push(`I5: ${nameOf(event)} was released before it was anchored`);
  }
  for (const event of events) {
    if (event.what !== 'fail' || event.tag !== 'Overspent') continue;
    // what was refused would not fit now either: nothing is ever given back
    for (let at = accounts.find(({ name }) => name === event.account), fits = true; fits;) {
      const left = at?.remaining['epsilon']?.toNumber() ?? 0;
      if (left < 1 / event.cost) break;
      const parent = at?.parent;
      at = accounts.find(({ name }) => name === parent);
      if (at === undefined) {
        problems.push(`model: ${nameOf(event)} was refused, and fits`);
        fits = false;
      }
    }
  }
  const now = new Map<string, string>();
  await engine.transact([], async (transaction) => {
    for (const { name, seq, head } of accounts) {
      const before = heads.get(name);
      now.set(name, `${seq} ${head}`);
      if (before === undefined) continue;
      const [was = '', hash] = before.split(' ');
      if ((await transaction.entry(name, Number(was)))?.hash !== hash)
        problems.push(`I5: account ${name} went back behind entry ${was}`);
    }
  });
  for (const [name, head] of now) heads.set(name, head);
  return { problems, open: report.open.length };
};
