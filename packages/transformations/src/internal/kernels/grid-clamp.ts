import { DiscreetError } from '@discreet/numeric';

/**
 * A decimal grid and the bounds on it, as public numbers.
 *
 * **Contract** The data value `x` becomes the integer `clamp(q(x))` with
 * `q(x) = roundTiesToEven(x * inverse)`, one double multiplication followed by one exact rounding.
 * NaN becomes `lower`, the infinities become their bound. Every kernel computes this function of
 * the one value, bit for bit, so a record contributes the same whatever stands beside it.
 *
 * **Units** `lower` and `upper` count grid units. `inverse` is grid units per unit of the data: the
 * double nearest to 10^-e for the grid 10^e.
 */
export interface GridClamp {
  readonly inverse: number;
  readonly lower: bigint;
  readonly upper: bigint;
}

/** The columns that a kernel reads. An integer stands for the double of the same value. */
export type GridData = Float64Array | Int32Array;

const refuse = (where: string, rule: string, received: string): never => {
  throw new DiscreetError({ tag: 'InvalidParameter', where, rule, received });
};

/** Refuses a clamp that is no grid: types do not tell a finite positive double from another. */
export function checkGridClamp(where: string, { inverse, lower, upper }: GridClamp): void {
  if (!(inverse > 0 && inverse < Infinity)) {
    refuse(where, 'inverse must be a finite number > 0', String(inverse));
  }
  if (lower > upper) refuse(where, 'lower must be <= upper', `${lower} and ${upper}`);
}

/** Refuses a range of rows that is not inside the column: what is missing must not become data. */
export function checkRows(where: string, data: GridData, start: number, end: number): void {
  const inside = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end;
  if (!inside || end > data.length) {
    refuse(where, 'rows must be a range inside the column', `${start} to ${end}`);
  }
}
