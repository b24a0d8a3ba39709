import type { Enclosure } from '@discreet/numeric';
import type { Curve } from './curve.ts';
import type { EventAccountant } from './event-accountant.ts';
import { profileTradeOff } from './internal/profile-trade-off.ts';
import { readFields } from './internal/read-parameter.ts';
import { epsilonOf, readGrid, readGuarantee, readNamed } from './internal/read-series.ts';
import { logGrid } from './log-grid.ts';
import { tradeOffAt } from './trade-off-at.ts';

/** A point of a trade-off curve. */
export interface TradeOffRow {
  readonly curve: 'tradeOff';
  /** which guarantee */
  readonly label: string;
  /** the chance of a false alarm, alpha */
  readonly typeOne: number;
  /** around the least chance of a miss, beta: no test does better than `lower` */
  readonly lower: number;
  readonly upper: number;
}

/** Where trade-off curves are read, unless it is said. */
export interface TradeOffGrid {
  /** chances of a false alarm, from 0 to 1; hundredths, and smaller ones down to 1e-6, unless they are given */
  readonly typeOnes?: readonly number[];
  /** where the profile is read of guarantees whose trade-off function has no closed form */
  readonly deltas?: readonly number[];
}

const hundredths = (step: number): readonly number[] =>
  Array.from({ length: Math.floor(99 / step) }, (_, i) => ((i + 1) * step) / 100);

const everyTypeOne = (): readonly number[] => [
  0,
  ...logGrid({ from: 1e-6, to: 5e-3 }),
  ...hundredths(1),
  1,
];

const everyDelta = (): readonly number[] => [
  ...logGrid({ from: 1e-9, to: 1e-2 }),
  ...hundredths(2),
];

/** How the trade-off function of a guarantee is read: by its formula, or off its profile. */
const readerOf = (
  guarantee: Curve | EventAccountant,
  deltas: readonly number[],
): ((typeOne: number) => Enclosure) => {
  if ('kind' in guarantee)
    switch (guarantee.kind) {
      case 'pure':
      case 'approximate':
      case 'gaussian':
      case 'randomizedResponse':
        return (typeOne) => tradeOffAt(guarantee, { typeOne });
      default:
        break;
    }
  const points = deltas.map((delta) => ({ delta, epsilon: epsilonOf(guarantee, delta) }));
  return (typeOne) => profileTradeOff(points, typeOne);
};

/**
 * Trade-off curves (f-DP) as rows for a chart: the least chance of a miss against the chance of a false alarm, of any number of curves and accountants.
 *
 * Where a formula is known it is that of `tradeOffAt`. Otherwise it comes from the guarantee's own profile, read at some sixty deltas, and the two ends show what lies
 * between them. A line between two rows is for the eye.
 *
 * **Contract** For all neighbours and every test with `typeOne` false alarms: type II error >= `lower`. `upper` is above the trade-off function that the guarantee stands for. At a type I error
 * of 1 both are 0. Proof: docs/proofs/trade-off-series.md.
 * **Errors** Members that are neither curves nor accountants; type I errors outside [0, 1], deltas outside (0, 1), which are no numbers.
 * **Cost** Some milliseconds a curve; for others one reading a delta, and some milliseconds a row.
 * **Source** Dong, Roth, Su 2022, Gaussian differential privacy, section 2.3, https://arxiv.org/abs/1905.02383
 *
 * @example
 * import { pureCurve, tradeOffSeries } from '@discreet/accounting';
 * const rows = tradeOffSeries({ blind: pureCurve({ epsilon: 0 }) }, { typeOnes: [0, 0.25, 1] });
 * rows.map(({ typeOne, lower, upper }) => [typeOne, lower, upper]); // => [[0, 1, 1], [0.25, 0.75, 0.75], [1, 0, 0]]
 */
export function tradeOffSeries(
  guarantees: Readonly<Record<string, Curve | EventAccountant>>,
  options: TradeOffGrid = {},
): readonly TradeOffRow[] {
  const where = 'tradeOffSeries';
  const named = readNamed(where, guarantees, readGuarantee(where));
  const { typeOnes = everyTypeOne(), deltas = everyDelta() } = readFields(where, options);
  const grid = readGrid(where, 'typeOnes', typeOnes, '>= 0 and <= 1');
  const profile = readGrid(where, 'deltas', deltas, '> 0 and < 1').toSorted((a, b) => a - b);
  return Object.freeze(
    named.flatMap(([label, guarantee]) => {
      const read = readerOf(guarantee, profile);
      return grid.map((typeOne): TradeOffRow => {
        // who always raises the alarm misses nothing
        const { lower, upper } = typeOne === 1 ? { lower: 0, upper: 0 } : read(typeOne);
        return Object.freeze({ curve: 'tradeOff', label, typeOne, lower, upper });
      });
    }),
  );
}
