import type { Curve } from './curve.ts';
import type { EventAccountant } from './event-accountant.ts';
import { readFields } from './internal/read-parameter.ts';
import { epsilonOf, readGrid, readGuarantee, readNamed } from './internal/read-series.ts';
import { logGrid } from './log-grid.ts';

/** A point of a privacy profile. */
export interface ProfileRow {
  readonly curve: 'profile';
  /** which guarantee */
  readonly label: string;
  readonly delta: number;
  /** around the epsilon at this delta; Infinity where no finite one is known */
  readonly lower: number;
  readonly upper: number;
}

/**
 * Privacy profiles as rows for a chart: epsilon against delta, of any number of curves and accountants.
 *
 * The rows are plain objects, one a point, for Observable Plot or a table. The grid is logarithmic in delta, from 1e-12 to 0.5 unless it is given; both ends are in it. A line
 * between two rows is for the eye: what is certified are the rows.
 *
 * **Contract** The mechanism is (`upper`, `delta`)-DP at each row; `lower` as `epsilonAt` and the accountants define it.
 * **Units** epsilon in nats
 * **Errors** Members that are neither curves nor accountants; deltas that are no numbers in (0, 1). All are checked before anything is computed.
 * **Cost** One reading a row: 36 for each member, unless the grid is given.
 *
 * @example
 * import { gaussianCurve, profileSeries, pureCurve } from '@discreet/accounting';
 * const rows = profileSeries({ Gaussian: gaussianCurve({ sigma: 4, sensitivity: 1 }), pure: pureCurve({ epsilon: 1 }) });
 * rows[0]?.label; // => 'Gaussian'
 * rows[0]?.delta; // => 1e-12
 * profileSeries({ pure: pureCurve({ epsilon: 1 }) }, { deltas: [1e-6] }).map(({ upper }) => upper < 1); // => [true]
 */
export function profileSeries(
  guarantees: Readonly<Record<string, Curve | EventAccountant>>,
  options: { readonly deltas?: readonly number[] } = {},
): readonly ProfileRow[] {
  const where = 'profileSeries';
  const named = readNamed(where, guarantees, readGuarantee(where));
  const { deltas = logGrid({ from: 1e-12, to: 0.5 }) } = readFields(where, options);
  const grid = readGrid(where, 'deltas', deltas, '> 0 and < 1');
  return Object.freeze(
    named.flatMap(([label, guarantee]) =>
      grid.map((delta): ProfileRow => {
        const { lower, upper } = epsilonOf(guarantee, delta);
        return Object.freeze({ curve: 'profile', label, delta, lower, upper });
      }),
    ),
  );
}
