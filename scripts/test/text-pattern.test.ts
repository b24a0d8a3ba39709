import { describe, expect, it } from 'vitest';
import { containsShown, matchesShown } from '../lib/text-pattern.mjs';

describe('matchesShown', () => {
  it.each([
    ['a\nb', 'a  \nb\n'],
    ['total …', 'total 44512'],
    ['… of …', '3 of 7'],
    ['first\n…\nlast', 'first\n2\n3\nlast'],
    ['(1.5)', '(1.5)'],
  ])('%j stands for %j', (shown, actual) => {
    expect(matchesShown(shown, actual)).toBe(true);
  });

  it.each([
    ['a', 'ab'],
    ['1.5', '1x5'],
    ['total …', 'total 1\nmore'],
    ['a\nb', 'a b'],
    ['', 'something'],
  ])('%j does not stand for %j', (shown, actual) => {
    expect(matchesShown(shown, actual)).toBe(false);
  });
});

describe('containsShown', () => {
  it('finds a passage however the page breaks its lines', () => {
    expect(
      containsShown(`is not assignable to\n  type "…"`, `X is not assignable to type "y".`),
    ).toBe(true);
    expect(containsShown('another', 'message')).toBe(false);
  });
});
