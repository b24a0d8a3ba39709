import { DiscreetError, printKind } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { printOutcome } from '../print-outcome.ts';

/** An answer as the attacks see it: its name in print, and numbers read off it. */
export interface Outcome {
  readonly key: string;
  readonly features: ReadonlyMap<string, number>;
}

/** how many elements of a list, letters of a text or entries of an object are looked at one by one */
const looked = 24;

/** The exponent of the lowest bit that is set in a finite double other than 0: sums of doubles lose their low bits where they are large. */
const lowestBit = (x: number): number => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const [high, low] = [view.getUint32(0), view.getUint32(4)];
  const biased = (high >>> 20) & 0x7ff;
  const fraction = (high & 0xfffff) | (biased === 0 ? 0 : 0x100000);
  const trailing =
    low === 0 ? 32 + 31 - Math.clz32(fraction & -fraction) : 31 - Math.clz32(low & -low);
  return Math.max(1, biased) - 1075 + trailing;
};

class Reader {
  readonly features: Map<string, number> = new Map();
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  read(value: unknown, at: string): void {
    if (typeof value === 'number') this.#number(value, at);
    else if (typeof value === 'bigint') this.features.set(at, Number(value));
    else if (value instanceof Rational) this.features.set(at, value.toNumber());
    else if (typeof value === 'boolean') this.features.set(at, value ? 1 : 0);
    else if (typeof value === 'string') this.#text(value, at);
    else if (Array.isArray(value) || ArrayBuffer.isView(value)) this.#list(value, at);
    else if (value === null || value === undefined) this.features.set(`${at} is ${value}`, 1);
    else this.#entries(value, at);
  }

  /** What cannot be looked into could leak unseen. */
  #entries(value: object, at: string): void {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (typeof value !== 'object' || (prototype !== null && prototype !== Object.prototype))
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where: this.#where,
        rule: `${at} must be made of numbers, strings, booleans, arrays and plain objects, at once and not later`,
        received: printKind(value),
      });
    for (const [name, inner] of Object.entries(value).slice(0, looked))
      this.read(inner, `${at}.${name}`);
  }

  #number(x: number, at: string): void {
    if (!Number.isFinite(x)) this.features.set(`${at} is ${x}`, 1);
    else {
      this.features.set(at, x);
      if (!Number.isInteger(x)) this.features.set(`the lowest bit of ${at}`, lowestBit(x));
    }
  }

  #text(text: string, at: string): void {
    this.features.set(`the length of ${at}`, text.length);
    for (let i = 0; i < Math.min(looked, text.length); i += 1)
      this.features.set(`${at}[${i}] is ${JSON.stringify(text.charAt(i))}`, 1);
  }

  #list(value: object, at: string): void {
    const list: readonly unknown[] = Object.values(value);
    this.features.set(`the length of ${at}`, list.length);
    list.slice(0, looked).forEach((element, i) => {
      this.read(element, `${at}[${i}]`);
    });
    const numbers = list.map((x) => (typeof x === 'bigint' ? Number(x) : x));
    let [sum, most, index] = [0, -Infinity, -1];
    for (const [i, x] of numbers.entries()) {
      if (typeof x !== 'number' || !Number.isFinite(x)) return;
      sum += x;
      if (x > most) [most, index] = [x, i];
    }
    if (index < 0) return;
    this.features.set(`the sum of ${at}`, sum);
    this.features.set(`the maximum of ${at}`, most);
    this.features.set(`where ${at} is greatest`, index);
  }
}

/** Reads an answer. **Errors** One that holds what cannot be looked into, such as a promise, a function or a map. */
export function outcomeOf(answer: unknown, where: string): Outcome {
  const reader = new Reader(where);
  reader.read(answer, 'the answer');
  return { key: printOutcome(answer), features: reader.features };
}
