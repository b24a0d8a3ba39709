// @ts-check

/**
 * Whether a text is what a page shows. In the page, `…` stands for anything within its line, and a line of only `…` for any
 * number of lines. White space at the ends of lines and of the whole does not count.
 * @param {string} shown
 * @param {string} actual
 */
export function matchesShown(shown, actual) {
  return new RegExp(`^${patternOf(tidy(shown))}$`).test(tidy(actual));
}

/**
 * Whether a text contains what a page shows, however the page breaks its lines.
 * @param {string} shown
 * @param {string} actual
 */
export function containsShown(shown, actual) {
  const oneLine = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
  return new RegExp(patternOf(oneLine(shown))).test(oneLine(actual));
}

/** @param {string} text */
function tidy(text) {
  return text.trim().replace(/[ \t]+$/gm, '');
}

/** @param {string} shown */
function patternOf(shown) {
  return shown
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/^…$/gm, '[\\s\\S]*?')
    .replaceAll('…', '.*?');
}
