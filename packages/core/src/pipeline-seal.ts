/** A constructor that gives back the object it was handed, so that a subclass can mark that very object. */
class Given {
  constructor(object: object) {
    return object;
  }
}

/**
 * A private mark on objects. A copy or a spread does not carry it and nothing outside can read or write it, so it tells a pipeline that a
 * constructor has checked from one that says it is.
 */
class Seal extends Given {
  readonly #sealed: boolean = true;

  static isOn(object: object): boolean {
    return #sealed in object && object.#sealed;
  }
}

/**
 * Marks a pipeline as made by the library, and freezes it. Constructors of pipelines call it, after their checks; nothing else should.
 */
export function sealPipeline<T extends object>(pipeline: T): Readonly<T> {
  new Seal(pipeline);
  return Object.freeze(pipeline);
}

/**
 * Whether a value is a pipeline that the library made: not a copy of one, and not one put together by hand.
 *
 * @example
 * import { chain, count, real, symmetricDistance, values } from 'discreet';
 * import { isSealedPipeline } from '@discreet/core';
 * const rows = chain(values(real, symmetricDistance()), count());
 * [isSealedPipeline(rows), isSealedPipeline({ ...rows })]; // => [true, false]
 */
export function isSealedPipeline(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Seal.isOn(value);
}
