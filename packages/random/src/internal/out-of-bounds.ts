/** Stands behind `??` where an index is in range by construction: a wrong index stops, it never becomes a zero. */
export function outOfBounds(): never {
  throw new RangeError('index out of bounds');
}
