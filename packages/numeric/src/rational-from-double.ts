import { none, some, type Option } from 'fp-ts/lib/Option.js';
import { Rational } from './rational.ts';

/**
 * The exact value of a double, read through its bits.
 *
 * **Contract** For all finite `x` the result is `some` of the rational that `x` is: 0.1 gives
 * 3602879701896397/36028797018963968, not 1/10. NaN and the infinities give `none`; -0 gives 0.
 * Use it for data values and for doubles computed inside; for a number that a person wrote, use `rationalFromDecimal`.
 *
 * **Cost** One big-integer shift.
 *
 * **Source** IEEE 754-2019, section 3.4 (binary64).
 *
 * @example
 * import { rationalFromDouble } from '@discreet/numeric';
 * import { isNone, toUndefined } from 'fp-ts/lib/Option.js';
 * toUndefined(rationalFromDouble(-0.75))?.toString(); // => '-3/4'
 * isNone(rationalFromDouble(NaN)); // => true
 */
export function rationalFromDouble(x: number): Option<Rational> {
  if (!Number.isFinite(x)) return none;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  // A normal double has an implicit leading one; a subnormal has none, and the exponent of field 1.
  const significand = field === 0n ? fraction : fraction | 0x10000000000000n;
  const exponent = (field === 0n ? 1n : field) - 1075n;
  const signed = bits >> 63n === 1n ? -significand : significand;
  return some(
    exponent >= 0n ? Rational.of(signed << exponent) : Rational.of(signed, 1n << -exponent),
  );
}
