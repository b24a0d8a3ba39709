import { Rational } from 'discreet';
import { describe, expect, it } from 'vitest';
import { bar, type Estimate, reportAsJson, reportAsText } from '../report/report.ts';

const half = Rational.of(1n, 2n);

const report = (...estimates: readonly Estimate[]) => ({
  title: 'Title',
  epsilon: Rational.of(1n, 1n),
  answers: [{ name: 'Count', unit: 'count', epsilon: half, left: half, estimates }],
});

const estimate = (label: string, value: number, accuracy = 1): Estimate => ({
  label,
  value,
  interval: [value - accuracy, value + accuracy],
});

describe('reportAsText', () => {
  it('keeps two spaces between columns, however long a name or a number is', () => {
    const long = 'a label of more than sixteen letters';
    const text = reportAsText(report(estimate(long, 184883760457.17), estimate('b', -5)));
    expect(text).toMatch(
      /\n {2}a label of more than sixteen letters {2}184883760457\.17 {2}184883760456\.17 … 184883760458\.17 {2}█/,
    );
    expect(text).toMatch(/\n {2}b {2,}-5\.00 {2,}-6\.00 … -4\.00\n/);
  });

  it('fits into eighty columns with the widths of the wages', () => {
    const labels = ['manufacturing', 'construction', 'other', '27 and more'];
    const text = reportAsText(report(...labels.map((label, i) => estimate(label, 100 * i, 21))));
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('prints intervals to the outside', () => {
    expect(reportAsText(report({ label: 'all', value: 1.5, interval: [1.001, 1.999] }))).toContain(
      '1.00 … 2.00',
    );
  });

  it('shows digits of small numbers', () => {
    const small = { label: 'all', value: 0.00123, interval: [0.00101, 0.00145] } as const;
    expect(reportAsText(report(small))).toContain('0.00123  0.00101 … 0.00145');
  });

  it('prints no code that a terminal would obey, and no line break from a name', () => {
    const { title, ...rest } = report(estimate('red\u001b[31m\nfake line', 1));
    const text = reportAsText({ title: `${title}\u0007`, ...rest });
    expect(text).toContain('red [31m fake line');
    expect(/[^\P{Cc}\n]/u.test(text)).toBe(false);
  });
});

describe('reportAsJson', () => {
  it('gives losses as exact fractions and as numbers', () => {
    const parsed: unknown = JSON.parse(reportAsJson(report(estimate('all', 3))));
    expect(parsed).toEqual({
      title: 'Title',
      budget: { epsilon: { exact: '1', number: 1 } },
      confidence: 0.95,
      answers: [
        {
          name: 'Count',
          unit: 'count',
          epsilon: { exact: '1/2', number: 0.5 },
          left: { exact: '1/2', number: 0.5 },
          estimates: [{ label: 'all', value: 3, interval: [2, 4] }],
        },
      ],
    });
  });
});

describe('bar', () => {
  it('is as long as its share, in eighths of a column', () => {
    expect(bar(8, 8, 10)).toBe('█'.repeat(10));
    expect(bar(4, 8, 10)).toBe('█'.repeat(5));
    expect(bar(1, 8, 10)).toBe('█▎');
  });

  it('is empty for a noisy count below zero, and where all are', () => {
    expect(bar(-3, 8, 10)).toBe('');
    expect(bar(-3, -1, 10)).toBe('');
  });
});
