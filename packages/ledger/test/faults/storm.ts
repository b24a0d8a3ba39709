// Several processes at once on one ledger, killed at random, for as many kills as are asked for.
import { appendFileSync } from 'node:fs';
import { checkLedger } from './check-history.ts';
import { makeAccounts, type Place } from './places.ts';
import { type Ask, enginePoints, type Event, releasePoints } from './plan.ts';
import { eventsIn, startWorker } from './processes.ts';
import { drawsIn, type Tally } from './sweep.ts';

/** A fixed stream of whole numbers below a bound: a run can be had again. */
export const stream = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const points = [...enginePoints, ...releasePoints];

export interface StormOptions {
  readonly kills: number;
  readonly workers: number;
  readonly seed: number;
  /** what else goes wrong meanwhile; is told when it is over */
  readonly trouble?: (isOver: () => boolean) => Promise<void>;
}

export const storm = async (
  place: Place,
  bundle: string,
  { kills, workers, seed, trouble }: StormOptions,
): Promise<Tally> => {
  const next = stream(seed);
  const { plan: engine, anchors, log } = place;
  await makeAccounts(place, '');
  const heads = new Map<string, string>();
  const used: Ask[] = [];
  const problems: string[] = [];
  const errors = `${log}.errors`;
  let [killed, started, keys] = [0, 0, 0];
  const askOf = (): Ask => {
    const account = next(2) === 0 ? 'x' : 'y';
    const old = used[next(used.length)];
    const kind = next(20);
    if (old !== undefined && kind < 4) return old;
    if (old !== undefined && kind === 4) return { ...old, cost: old.cost === 1000 ? 500 : 1000 };
    if (kind === 5) return { account, key: `k${(keys += 1)}`, cost: 0.1 };
    const fresh = { account, key: `k${(keys += 1)}`, cost: next(3) === 0 ? 500 : 1000 };
    used.push(fresh);
    return fresh;
  };
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    });
  const one = async (until: number): Promise<void> => {
    while (killed < until && started < 4 * kills + 40) {
      started += 1;
      const asks = Array.from({ length: 3 }, () => Array.from({ length: 8 }, askOf));
      const point = points[next(points.length)] ?? 'drawn';
      const crash = next(2) === 0 ? { crash: { point, hit: 1 + next(12) } } : {};
      const after = next(250);
      const { child, ready, ended } = startWorker(bundle, { engine, anchors, log, asks, ...crash });
      if (!('crash' in crash))
        void ready.then(() => pause(after)).then(() => child.kill('SIGKILL'));
      const end = await ended;
      if (end.killed) killed += 1;
      else if (end.stderr !== '') appendFileSync(errors, end.stderr);
    }
  };
  let over = false;
  const meanwhile = trouble?.(() => over);
  let events: readonly Event[] = [];
  for (let until = 0; until < kills;) {
    until = Math.min(kills, until + 20);
    await Promise.all(Array.from({ length: workers }, () => one(until)));
    if (trouble !== undefined && until < kills) continue;
    over = true;
    await meanwhile;
    over = false;
    events = eventsIn(log);
    const checked = await checkLedger(place.engine, place.anchor, events, heads);
    problems.push(...checked.problems);
    if (problems.length > 0) break;
  }
  const draws = drawsIn(events);
  // a run in which nothing happens would find nothing
  if (killed < kills) problems.push(`only ${killed} of ${kills} kills`);
  if (draws < killed) problems.push(`only ${draws} draws for ${killed} kills`);
  return { kills: killed, draws, problems };
};
