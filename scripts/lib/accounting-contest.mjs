// @ts-check

/** @import { BenchGoal, BenchTable } from '../../benchmarks/bench-table.ts' */
/** @import { LineWorker } from './line-worker.mjs' */

/** @typedef {{ lower: number, upper: number }} Enclosure */
/** @typedef {LineWorker<Enclosure | number>} Ours */
/** @typedef {LineWorker<number>} Theirs */

/**
 * @typedef {object} Outcome
 * @property {number} ours seconds of a processor, the median
 * @property {number} theirs
 * @property {number} ratio the median of the rounds' ratios
 * @property {Enclosure | number} our what ours gave
 * @property {number} their
 */

/** steps of dp_accounting's grid: its default, and finer ones */
const INTERVALS = ['1e-4', '5e-5', '2e-5', '1e-5'];
const DEFAULT = '1e-4';

/** @param {readonly number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** @param {Enclosure | number} value */
const upperOf = (value) => (typeof value === 'number' ? value : value.upper);
/** @param {Enclosure | number} value */
const shown = (value) =>
  typeof value === 'number'
    ? value.toPrecision(8)
    : `[${value.lower.toPrecision(8)}, ${value.upper.toPrecision(8)}]`;

/** seconds and rounds after which a compiler has seen enough of the work */
const WARM = { seconds: 2, rounds: 300 };

/**
 * @template V
 * @param {LineWorker<V>} worker
 * @param {string} name
 */
async function warmUp(worker, name) {
  let answer = await worker.ask(name);
  let seconds = answer.seconds;
  for (let round = 1; round < WARM.rounds && seconds < WARM.seconds; round += 1) {
    answer = await worker.ask(name);
    seconds += answer.seconds;
  }
  return answer;
}

/**
 * Both do the same work in turn, and who begins changes.
 * @param {{ ours: Ours, theirs: Theirs }} workers
 * @param {string} our
 * @param {string} their
 * @param {number} rounds
 * @returns {Promise<Outcome>}
 */
async function warm({ ours, theirs }, our, their, rounds) {
  let [mine, other] = [await warmUp(ours, our), await warmUp(theirs, their)];
  /** @type {[number[], number[]]} */
  const seconds = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 1) other = await theirs.ask(their);
    mine = await ours.ask(our);
    if (round % 2 === 0) other = await theirs.ask(their);
    seconds[0].push(mine.seconds);
    seconds[1].push(other.seconds);
  }
  return outcome(seconds, mine.value, other.value);
}

/**
 * @param {readonly [number[], number[]]} seconds
 * @param {Enclosure | number} our
 * @param {number} their
 * @returns {Outcome}
 */
const outcome = ([ours, theirs], our, their) => ({
  ours: median(ours),
  theirs: median(theirs),
  ratio: median(ours.map((time, i) => time / (theirs[i] ?? NaN))),
  our,
  their,
});

/**
 * From the start of a process to its first answer.
 * @param {{ ours: () => Ours, theirs: () => Theirs }} starters
 * @param {string} our
 * @param {string} their
 * @param {number} rounds
 */
async function cold({ ours, theirs }, our, their, rounds) {
  /**
   * @template V
   * @param {() => LineWorker<V>} start
   * @param {string} name
   */
  const once = async (start, name) => {
    const worker = start();
    const { total: seconds, value } = await worker.ask(name);
    worker.end();
    return { seconds, value };
  };
  /** @type {[number[], number[]]} */
  const seconds = [[], []];
  /** @type {Enclosure | number} */
  let lastOurs = NaN;
  let lastTheirs = NaN;
  for (let round = 0; round < rounds; round += 1) {
    const mine = await once(ours, our);
    const other = await once(theirs, their);
    [lastOurs, lastTheirs] = [mine.value, other.value];
    seconds[0].push(mine.seconds);
    seconds[1].push(other.seconds);
  }
  return outcome(seconds, lastOurs, lastTheirs);
}

/**
 * @param {() => Ours} startOurs
 * @param {() => Theirs} startTheirs
 * @returns {Promise<BenchTable>}
 */
export async function accountingTable(startOurs, startTheirs) {
  const starters = { ours: startOurs, theirs: startTheirs };
  const workers = { ours: startOurs(), theirs: startTheirs() };
  /** @type {(string | number)[][]} */
  const rows = [];
  /** @type {BenchGoal[]} */
  const goals = [];
  /** @param {string} goal @param {number} measured @param {number} limit */
  const aim = (goal, measured, limit) =>
    goals.push({ goal, measured, limit, met: measured <= limit });
  /** @param {string} what @param {string} peer @param {Outcome} of */
  const add = (what, peer, { ours, theirs, ratio, our, their }) =>
    rows.push([what, peer, ours * 1000, theirs * 1000, ratio, shown(our), shown(their)]);
  try {
    const dp = 'dp_accounting';

    const rdp = await warm(workers, 'rdp', 'rdp', 31);
    add('RDP of DP-SGD', dp, rdp);
    aim('RDP of DP-SGD, against dp_accounting', rdp.ratio, 0.1);
    add('RDP of DP-SGD, cold', dp, await cold(starters, 'rdp', 'rdp', 5));

    const coarse = await warm(workers, 'pld', DEFAULT, 9);
    add('PLD of DP-SGD', `${dp}, step ${DEFAULT}`, coarse);
    aim(`PLD of DP-SGD, against dp_accounting at its default`, coarse.ratio, 1);
    let finer = DEFAULT;
    for (const interval of INTERVALS) {
      finer = interval;
      const { value } = await workers.theirs.ask(interval);
      if (value <= upperOf(coarse.our)) break;
    }
    if (finer !== DEFAULT) {
      const fine = await warm(workers, 'pld', finer, 3);
      add('PLD of DP-SGD', `${dp}, step ${finer}`, fine);
      aim(`PLD of DP-SGD, against dp_accounting at step ${finer}`, fine.ratio, 1);
    }
    add('PLD of DP-SGD, cold', `${dp}, step ${DEFAULT}`, await cold(starters, 'pld', DEFAULT, 3));

    /** @type {readonly (readonly [string, string, string, string])[]} */
    const charges = [
      ['10,000 Gaussian events into RDP', dp, 'charges', 'charges'],
      ['10,000 charges into a zCDP filter', 'fractions', 'zcdp', 'fractions'],
      ['10,000 charges into an RDP filter', 'fractions', 'renyi', 'fractions'],
    ];
    for (const [what, peer, our, their] of charges) {
      const of = await warm(workers, our, their, 9);
      add(what, peer, of);
      aim(`${what}, in milliseconds`, of.ours * 1000, 50);
    }
    add('10,000 events of three kinds into RDP', dp, await warm(workers, 'mixed', 'mixed', 3));
    const columns = ['what', 'beside', 'ours, ms', 'theirs, ms', 'ours / theirs', 'ours', 'theirs'];
    const title = 'Accountants, medians of processor time';
    return { title, columns, rows, goals };
  } finally {
    workers.ours.end();
    workers.theirs.end();
  }
}
