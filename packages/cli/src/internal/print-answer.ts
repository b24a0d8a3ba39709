import { openTransformation } from '@discreet/core';
import { addUp, subDown } from '@discreet/numeric';
import type { SpecQuery } from '../spec.ts';
import { oneLine } from './one-line.ts';

/** One number of an answer, with its interval. */
export interface Estimate {
  /** '' where the answer is one number */
  readonly label: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

const numbersOf = (answer: unknown): readonly (readonly [label: string, value: unknown])[] => {
  if (Array.isArray(answer)) return answer.map((value: unknown, i) => [String(i), value]);
  return typeof answer === 'object' && answer !== null ? Object.entries(answer) : [['', answer]];
};

/** What stands beside the numbers of an answer: bins by their edges, counts by their labels. */
const labelsOf = ({ measurement }: SpecQuery): readonly string[] | undefined => {
  const { outputDomain } = openTransformation(measurement.exact, 'print');
  if (outputDomain.kind !== 'bins') return undefined;
  const { edges } = outputDomain;
  return edges.slice(1).map((edge, i) => `${edges[i] ?? ''} to ${edge}`);
};

/** The numbers of an answer with the intervals that hold all exact ones at once, rounded outwards. */
export function estimatesOf(
  query: SpecQuery,
  answer: unknown,
  within: number,
): readonly Estimate[] {
  const labels = labelsOf(query);
  return numbersOf(answer).flatMap(([label, value], i) =>
    typeof value === 'number'
      ? [
          {
            label: labels?.[i] ?? label,
            value,
            lower: subDown(value, within),
            upper: addUp(value, within),
          },
        ]
      : [],
  );
}

/** The same for people. */
export function printEstimates(name: string, estimates: readonly Estimate[]): readonly string[] {
  const label = Math.max(0, ...estimates.map((one) => oneLine(one.label).length));
  const width = Math.max(0, ...estimates.map(({ value }) => String(value).length));
  return [
    ...(name === '' ? [] : [`${oneLine(name)}:`]),
    ...estimates.map((one) => {
      const { value, lower, upper } = one;
      const start = label === 0 ? '' : `${oneLine(one.label).padEnd(label)}  `;
      return `  ${start}${String(value).padStart(width)}   ${lower} to ${upper}`;
    }),
  ];
}
