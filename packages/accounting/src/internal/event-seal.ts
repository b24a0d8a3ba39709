/** A constructor that gives back the object it was handed, so that a subclass can mark that very object. */
class Given {
  constructor(object: object) {
    return object;
  }
}

/** A private mark on objects: it tells an event that a constructor has checked from an object that looks like one. */
class Seal extends Given {
  readonly #sealed: boolean = true;

  static isOn(object: object): boolean {
    return #sealed in object && object.#sealed;
  }
}

/** Marks an event as checked, and freezes it. Only the constructors of events call it, after their checks. */
export function sealEvent<T extends object>(event: T): Readonly<T> {
  new Seal(event);
  return Object.freeze(event);
}

/** Whether a value is an event that a constructor made. */
export function isSealedEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Seal.isOn(value);
}
