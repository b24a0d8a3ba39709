import type { ChartOptions } from '../chart-options.ts';
import type { Axis, Picture } from './picture.ts';
import { type ReadRows, readText, type RowKind } from './read-rows.ts';
import { refusal } from './refuse.ts';

type Frame = Omit<Picture, 'points'>;

/** delta as people write it, 1e-5 rather than 0.00001 */
const written = (delta: number): string =>
  delta < 1e-3 ? delta.toExponential().replace('e+', 'e') : String(delta);

const epsilonLabel = (delta: number | undefined): string =>
  delta === undefined ? 'epsilon (nats)' : `epsilon (nats) at delta ${written(delta)}`;

const upperNote = 'line: certified upper end of epsilon; band: down to its lower end';

const frames: Readonly<Record<RowKind, (delta: number | undefined) => Frame>> = {
  profile: () => ({
    x: { label: 'epsilon (nats)', scale: 'linear' },
    y: { label: 'delta (probability)', scale: 'log' },
    values: 'x',
    legend: 'top-right',
    note: upperNote,
  }),
  tradeOff: () => ({
    x: { label: 'type I error, alpha (probability)', scale: 'linear', domain: [0, 1] },
    y: { label: 'type II error, beta (probability)', scale: 'linear', domain: [0, 1] },
    values: 'y',
    legend: 'top-right',
    note: 'line: no test does better, certified; band: up to the upper end',
  }),
  composition: (delta) => ({
    x: { label: 'uses (count)', scale: 'log' },
    y: { label: epsilonLabel(delta), scale: 'log' },
    values: 'y',
    legend: 'top-left',
    note: upperNote,
  }),
  sweep: (delta) => ({
    x: { label: epsilonLabel(delta), scale: 'log' },
    y: { label: 'noise (parameter of the event)', scale: 'log' },
    values: 'x',
    legend: 'top-right',
    note: upperNote,
  }),
};

const readScale = (where: string, name: string, scale: unknown): 'linear' | 'log' => {
  if (scale === 'linear' || scale === 'log') return scale;
  throw refusal(where, `${name} must be linear or log`, scale);
};

/** Rows and options as a picture: which column goes where, on which axis, under which words. */
export function pictureOf(where: string, rows: ReadRows, options: ChartOptions): Picture {
  const frame = frames[rows.kind](rows.kind === 'profile' ? undefined : rows.delta);
  const { xLabel = frame.x.label, yLabel = frame.y.label } = options;
  const { xScale = frame.x.scale, yScale = frame.y.scale } = options;
  const axis = (given: Axis, label: string, name: string, scale: unknown): Axis => {
    const read = readScale(where, name, scale);
    // a probability of 0 has no place on a logarithmic axis: there the ends are those of the rows
    const domain = read === 'linear' ? given.domain : undefined;
    return { label, scale: read, ...(domain === undefined ? {} : { domain }) };
  };
  return {
    ...frame,
    points: rows.points,
    x: axis(frame.x, readText(where, 'xLabel', xLabel), 'xScale', xScale),
    y: axis(frame.y, readText(where, 'yLabel', yLabel), 'yScale', yScale),
  };
}
