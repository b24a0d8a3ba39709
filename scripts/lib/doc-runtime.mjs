// @ts-check
/** What the checks of an example call while it runs; compiled examples import it as `doc__`. */
import { isDeepStrictEqual, inspect, format } from 'node:util';
import { matchesShown } from './text-pattern.mjs';

/** @type {string[]} */
let printed = [];
/** @type {string[]} */
let problems = [];

console.log = (/** @type {unknown[]} */ ...values) => {
  printed.push(format(...values));
};

/** Forgets what was printed and found so far; an example begins. */
export function begin() {
  printed = [];
  problems = [];
}

/** Forgets what the blocks before this one printed. */
export function forgetPrinted() {
  printed = [];
}

export function outcome() {
  return { printed: printed.join('\n'), problems };
}

/**
 * @param {unknown} actual
 * @param {string} shown
 * @param {string} where
 * @param {() => unknown} [literal]
 */
export function same(actual, shown, where, literal) {
  if (literal !== undefined && isDeepStrictEqual(plain(actual), plain(literal()))) return;
  const text = inspect(actual, { depth: 12, breakLength: Infinity, compact: true, sorted: false });
  const texts = [text, format('%s', actual)];
  if (texts.some((each) => matchesShown(oneLine(shown), oneLine(each)))) return;
  problems.push(`${where}: the page says ${shown}, the value is ${text}`);
}

/**
 * @param {() => unknown} act
 * @param {string} shown
 * @param {string} where
 */
export async function prints(act, shown, where) {
  const before = printed.length;
  await act();
  const text = printed.slice(before).join('\n');
  if (!matchesShown(shown, text)) {
    problems.push(`${where}: the page says it prints ${shown}, it prints ${text}`);
  }
}

/**
 * @param {() => unknown} act
 * @param {string} shown
 * @param {string} where
 */
export async function throws(act, shown, where) {
  try {
    await act();
  } catch (error) {
    const text = String(error);
    const message = error instanceof Error ? error.message : text;
    if (shown === '' || [text, message].some((each) => matchesShown(shown, each))) return;
    problems.push(`${where}: the page says it throws ${shown}, it throws ${text}`);
    return;
  }
  problems.push(`${where}: the page says it throws ${shown}, it does not throw`);
}

/**
 * Objects of classes and of null prototypes compare by what they hold, as a page writes them.
 * @param {unknown} value
 * @returns {unknown}
 */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value) || value instanceof Map || value instanceof Set) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

/** @param {string} text */
function oneLine(text) {
  return text.replace(/\s+/g, ' ');
}
