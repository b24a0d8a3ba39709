/** A constructor that gives back the object it was handed, so that a subclass can put a field on that very object. */
class Given {
  constructor(object: object) {
    return object;
  }
}

/** A private part of objects that the library hands out. */
export interface Hidden<T> {
  /** puts the part onto an object, before it is frozen */
  readonly put: (object: object, part: T) => void;
  /** the part of an object; none on a copy, a proxy, or what was made by hand */
  readonly of: (value: unknown) => T | undefined;
}

/**
 * A kind of private part.
 *
 * It is a private field of the object itself: no copy, spread or structured clone carries it, nothing outside can read or write it, and no
 * table of objects is kept. So a handle that was handed out tells itself from one that only looks like it.
 */
export function hidden<T>(): Hidden<T> {
  class Part extends Given {
    readonly #part: T;

    constructor(object: object, part: T) {
      super(object);
      this.#part = part;
    }

    static of(object: object): T | undefined {
      return #part in object ? object.#part : undefined;
    }
  }
  return Object.freeze({
    put: (object: object, part: T) => {
      new Part(object, part);
    },
    of: (value: unknown) =>
      typeof value === 'object' && value !== null ? Part.of(value) : undefined,
  });
}
