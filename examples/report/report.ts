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

/** How wide a terminal is, at least. Lines are longer only where names or numbers are. */
const pageWidth = 80;
const [shortestBar, longestBar] = [10, 40];

/** A bar of length width value / most; a noisy count below zero has none. */
export function bar(value: number, most: number, width: number): string {
  const eighths = most > 0 ? Math.round((Math.max(0, value) / most) * width * 8) : 0;
  return '█'.repeat(eighths >> 3) + (' ▏▎▍▌▋▊▉'[eighths & 7] ?? '').trim();
}

/** A name from a file on one line, and without codes that a terminal would obey. */
export function printable(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}

// to the outside, so that what is printed still holds the true value
const outwards = ([lower, upper]: Interval, digits: number): string => {
  const unit = 10 ** digits;
  const down = (Math.floor(lower * unit) / unit).toFixed(digits);
  const up = (Math.ceil(upper * unit) / unit).toFixed(digits);
  return `${down} … ${up}`;
};

/** None for counts, else two, or as many as show two digits of the interval's width. */
const digitsOf = ({ estimates }: Answer): number => {
  if (estimates.every(({ value }) => Number.isInteger(value))) return 0;
  const width = Math.min(...estimates.map(({ interval: [lower, upper] }) => upper - lower));
  let digits = 2;
  while (digits < 15 && width > 0 && width * 10 ** digits < 10) digits += 1;
  return digits;
};

interface Line {
  readonly label: string;
  readonly value: string;
  readonly interval: string;
  /** a share of the longest bar, where there are bars */
  readonly share?: readonly [value: number, most: number];
}

const linesOf = (answer: Answer): readonly Line[] => {
  const digits = digitsOf(answer);
  const most = Math.max(...answer.estimates.map(({ value }) => value));
  return answer.estimates.map(({ label, value, interval }) => ({
    label: printable(label),
    value: value.toFixed(digits),
    interval: outwards(interval, digits),
    ...(answer.estimates.length > 1 ? { share: [value, most] as const } : {}),
  }));
};

const headOf = ({ name, unit, epsilon, left }: Answer): string => {
  const cost =
    epsilon.sign() === 0
      ? 'from the answers above, no charge'
      : `epsilon ${epsilon.toDecimalString()}`;
  return `${printable(name)}, ${unit}: ${cost}; left ${left.toDecimalString()}`;
};

/** The report for a terminal: columns as wide as what stands in them, and bars in the rest of the line. */
export function reportAsText({ title, epsilon, answers }: Report): string {
  const all = answers.map((answer) => ({ head: headOf(answer), lines: linesOf(answer) }));
  const widest = (part: 'label' | 'value' | 'interval'): number =>
    Math.max(...all.flatMap(({ lines }) => lines.map((line) => line[part].length)));
  const [label, value, interval] = [widest('label'), widest('value'), widest('interval')];
  const rest = pageWidth - (2 + label + 2 + value + 2 + interval + 2);
  const barWidth = Math.min(longestBar, Math.max(shortestBar, rest));
  const textOf = (line: Line): string =>
    [
      '',
      line.label.padEnd(label),
      line.value.padStart(value),
      line.interval.padStart(interval),
      line.share === undefined ? '' : bar(...line.share, barWidth),
    ]
      .join('  ')
      .trimEnd();
  return [
    printable(title),
    `Budget: epsilon ${epsilon.toDecimalString()} in all. Each answer stands with its 95 % interval.`,
    '',
    ...all.flatMap(({ head, lines }) => [head, ...lines.map(textOf), '']),
    'The intervals cover the noise: with probability 95 % each answer, all its bars',
    'at once, is that close to the exact one on the clamped data. They do not cover',
    'clamping or sampling error.',
  ].join('\n');
}
