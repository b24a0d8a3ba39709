import type { Rational } from 'discreet';
import type { Interval } from './intervals.ts';

/** One number with its interval. */
export interface Estimate {
  readonly label: string;
  readonly value: number;
  readonly interval: Interval;
}

/** One answer: its numbers, what it cost, and what the budget still held after it. */
export interface Answer {
  readonly name: string;
  readonly unit: string;
  /** exact; zero for what is computed from answers that are paid for */
  readonly epsilon: Rational;
  readonly left: Rational;
  readonly estimates: readonly Estimate[];
}

/** Everything that the example has to say. */
export interface Report {
  readonly title: string;
  readonly epsilon: Rational;
  readonly answers: readonly Answer[];
}

/** the loss as it is, and the double nearest to it */
const exactly = (loss: Rational): { readonly exact: string; readonly number: number } => ({
  exact: loss.toString(),
  number: loss.toNumber(),
});

/** The report as JSON: losses as exact fractions and as numbers. */
export function reportAsJson({ title, epsilon, answers }: Report): string {
  return JSON.stringify(
    {
      title,
      budget: { epsilon: exactly(epsilon) },
      confidence: 0.95,
      answers: answers.map((answer) => ({
        ...answer,
        epsilon: exactly(answer.epsilon),
        left: exactly(answer.left),
      })),
    },
    undefined,
    2,
  );
}

/** how wide the longest bar is */
const barWidth = 40;

/** A bar of length value / most; a noisy count below zero has none. */
export function bar(value: number, most: number): string {
  const eighths = most > 0 ? Math.round((Math.max(0, value) / most) * barWidth * 8) : 0;
  return '█'.repeat(eighths >> 3) + (' ▏▎▍▌▋▊▉'[eighths & 7] ?? '').trim();
}

// to the outside, so that what is printed still holds the true value
const outwards = ([lower, upper]: Interval, digits: number): string => {
  const unit = 10 ** digits;
  const down = (Math.floor(lower * unit) / unit).toFixed(digits);
  const up = (Math.ceil(upper * unit) / unit).toFixed(digits);
  return `${down} … ${up}`;
};

const digitsOf = (answer: Answer): number =>
  answer.estimates.every(({ value }) => Number.isInteger(value)) ? 0 : 2;

const linesOf = (answer: Answer): readonly string[] => {
  const digits = digitsOf(answer);
  const most = Math.max(...answer.estimates.map(({ value }) => value));
  const lines = answer.estimates.map(({ label, value, interval }) =>
    [
      `  ${label.padEnd(16)}`,
      value.toFixed(digits).padStart(9),
      outwards(interval, digits).padStart(21),
      answer.estimates.length > 1 ? `  ${bar(value, most)}` : '',
    ]
      .join('')
      .trimEnd(),
  );
  const cost =
    answer.epsilon.sign() === 0
      ? 'computed from the answers above, no further charge'
      : `epsilon ${answer.epsilon.toDecimalString()}`;
  return [
    `${answer.name}, ${answer.unit}: ${cost}; left ${answer.left.toDecimalString()}`,
    ...lines,
    '',
  ];
};

/** The report for a terminal. */
export function reportAsText({ title, epsilon, answers }: Report): string {
  return [
    title,
    `Budget: epsilon ${epsilon.toDecimalString()} in all. Each answer stands with its 95 % interval.`,
    '',
    ...answers.flatMap(linesOf),
    'The intervals cover the noise: with probability 95 % each answer, all its bars at once, is that',
    'close to the exact one on the clamped data. They do not cover clamping or sampling error.',
  ].join('\n');
}
