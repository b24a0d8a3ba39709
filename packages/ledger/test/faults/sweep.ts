// One process for each point and hit: it dies there, and another asks for the same keys afterwards.
import type { Crash, Ask, Event } from './plan.ts';
import { checkLedger } from './check-history.ts';
import { makeAccounts, type Place } from './places.ts';
import { eventsIn, startWorker } from './processes.ts';

export interface Tally {
  readonly kills: number;
  readonly draws: number;
  readonly problems: readonly string[];
}

export const drawsIn = (events: readonly Event[]): number =>
  events.filter(({ what }) => what === 'draw').length;

const asksOf = (account: string): readonly Ask[] =>
  ['a', 'b', 'c'].map((key) => ({ account, key, cost: 1000 }));

/** Every crash on a ledger of its own accounts. None: a process that lives. */
export const sweep = async (
  place: Place,
  bundle: string,
  crashes: readonly (Crash | undefined)[],
): Promise<Tally> => {
  const problems: string[] = [];
  let kills = 0;
  const { plan: engine, anchors, log } = place;
  for (const index of crashes.keys()) await makeAccounts(place, `${index}`, 2);
  const waiting = [...crashes.entries()];
  const one = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, crash] = next;
      const plan = {
        ...{ engine, anchors, log, asks: [asksOf(`${index}x`)] },
        ...(crash === undefined ? {} : { crash }),
      };
      const { killed, stderr } = await startWorker(bundle, plan).ended;
      if (killed) kills += 1;
      if (killed !== (crash !== undefined))
        problems.push(`nobody died at ${crash?.point ?? 'nowhere'} ${crash?.hit ?? ''}: ${stderr}`);
    }
  };
  await Promise.all([one(), one(), one()]);
  // again, all at once, each key twice; another question under the same key; and a new key
  const again = [...crashes.keys()].map((index): readonly Ask[] => {
    const account = `${index}x`;
    return [
      ...[...asksOf(account), ...asksOf(account)],
      ...[
        { account, key: 'a', cost: 500 },
        { account, key: 'd', cost: 1000 },
        { account, key: 'e', cost: 0.1 },
        { account: `${index}y`, key: 'a', cost: 500 },
      ],
    ];
  });
  const { killed, stderr } = await startWorker(bundle, { engine, anchors, log, asks: again }).ended;
  if (killed || stderr !== '') problems.push(`the second process ended: ${stderr}`);
  const events = eventsIn(log);
  const answered = events.filter(({ what, key }) => what === 'ok' && key === 'd').length;
  if (answered !== crashes.length) problems.push(`only ${answered} accounts answer afterwards`);
  const checked = await checkLedger(place.engine, place.anchor, events, new Map());
  return { kills, draws: drawsIn(events), problems: [...problems, ...checked.problems] };
};
