import { DiscreetError } from '../discreet-error.ts';

const MAX_PRECISION = 1 << 20;

/** Refuses a precision that is no integer from 0 to 2^20: beyond it a single result would take minutes. */
export function checkPrecision(where: string, precision: number): void {
  if (!Number.isInteger(precision) || precision < 0 || precision > MAX_PRECISION) {
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: `precision must be an integer from 0 to ${MAX_PRECISION}`,
      received: String(precision),
    });
  }
}
