import {
  type AnyTransformation,
  type Atom,
  boolean,
  bounds,
  category,
  integer,
  l2Distance,
  openDataset,
  proved,
  real,
  text,
} from '@discreet/core';
import { uniformBelowNumber } from '@discreet/random/samplers';
import {
  cast,
  clamp,
  column,
  count,
  countBy,
  filter,
  histogram,
  impute,
  mean,
  sum,
  table,
  values,
} from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import { seededEntropy } from '../src/index.ts';
import { chained, columns, metrics } from './registered.ts';

const labels = category(['0', 'true', 'Oslo']);
const atoms: readonly Atom[] = [real, integer, text, boolean, labels];

/** Pipelines of up to six steps, each step drawn among those that fit. */
export const randomChain = (seed: number): AnyTransformation => {
  const random = seededEntropy(seed);
  const below = (n: number): number => uniformBelowNumber(n, random);
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[below(list.length)];
    if (chosen === undefined) throw new RangeError('nothing to pick from');
    return chosen;
  };
  const [, metric] = pick(metrics);
  const number = (): number => (below(2001) - 1000) / pick([1, 10, 1000]);
  const someClamp = (): unknown => {
    const lower = number();
    const pair = bounds(lower, lower + (1 + below(5000)) / pick([1, 100]));
    // a sum of doubles may print long: such bounds are refused where they are too fine, and others drawn
    return E.isRight(pair) ? clamp(pair.right) : clamp(-5, 100);
  };
  const rowSteps = (pipeline: AnyTransformation): readonly unknown[] => {
    const { element } = openDataset(pipeline, 'test', 'rows').outputDomain;
    const parity = filter((value: unknown) => String(value).length % 2 === 1);
    switch (element.kind) {
      case 'row':
        return [
          ...(['age', 'rooms', 'city', 'member', 'name'] as const).map((name) => column(name)),
          filter((row: { readonly rooms: number }) => row.rooms > 1),
        ];
      case 'real':
        return [cast(pick(atoms)), impute(number()), someClamp(), parity];
      case 'integer':
        return [cast(pick(atoms)), impute(below(100)), someClamp(), parity];
      case 'interval':
        return [someClamp(), parity];
      case 'text':
        return [cast(pick(atoms)), impute(pick(['', '41', 'x'])), parity];
      case 'boolean':
        return [cast(pick(atoms)), impute(below(2) === 0), parity];
      case 'category':
        return [cast(pick(atoms)), parity];
    }
  };
  const finals = (pipeline: AnyTransformation): readonly (readonly unknown[])[] => {
    const { outputDomain, outputMetric } = openDataset(pipeline, 'test', 'rows');
    const { element, size } = outputDomain;
    const counted = outputMetric.kind === 'symmetricDistance' ? [[count()]] : [];
    const groups = pick([countBy(), countBy(l2Distance)]);
    const edges = [-5, 0, 0.5, 100] as const;
    const means = size !== undefined && outputMetric.kind === 'changeOneDistance' ? [[mean()]] : [];
    const bins = [[pick([histogram(edges), histogram(edges, l2Distance)])]];
    switch (element.kind) {
      case 'row':
        return [...counted, [column('age'), someClamp(), sum()]];
      case 'real':
      case 'integer':
        return [...counted, ...bins, ...[[sum()], ...means].map((last) => [someClamp(), ...last])];
      case 'interval':
        return [...counted, ...bins, [sum()], ...means];
      case 'boolean':
      case 'category':
        return [...counted, [groups]];
      case 'text':
        return [...counted, [cast(real), someClamp(), sum()], [cast(labels), groups]];
    }
  };
  let pipeline = proved<AnyTransformation>(
    below(2) === 0 ? table(columns, metric) : values(pick(atoms), metric),
  );
  for (let steps = below(5); steps > 0; steps--)
    pipeline = chained<AnyTransformation>(pipeline, pick(rowSteps(pipeline)));
  return below(6) === 0 ? pipeline : chained(pipeline, ...pick(finals(pipeline)));
};
