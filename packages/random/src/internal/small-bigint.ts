const REACH = 512;
/** A sixty-fourth of the list's reach: noise of scale or sigma 2^3 leaves the list with probability below exp(-63). */
export const SMALL_EXPONENT = 3;
const SMALL: readonly bigint[] = /*@__PURE__*/ Array.from({ length: 2 * REACH + 1 }, (_, index) =>
  BigInt(index - REACH),
);

/**
 * `BigInt(value)`, for |value| <= 512 from a list. An engine makes 0n by another way than other integers, and at small scales, where
 * 0 is frequent, the time of a draw would tell it. At larger scales the list would: its far elements are not in the fastest memory.
 */
export function smallBigInt(value: number): bigint {
  return SMALL[value + REACH] ?? BigInt(value);
}
