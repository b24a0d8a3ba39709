import { readOptions } from '@discreet/core';
import type { ChartOptions } from './chart-options.ts';
import type { ChartRows } from './chart-rows.ts';
import { draw } from './internal/draw.ts';
import { inFrame } from './internal/in-frame.ts';
import { pictureOf } from './internal/picture-of.ts';
import { readRows, readText, type RowKind } from './internal/read-rows.ts';
import { refusal } from './internal/refuse.ts';

const where = 'chartSvg';

const titles: Readonly<Record<RowKind, string>> = {
  profile: 'Privacy profile',
  tradeOff: 'Trade-off curve',
  composition: 'Composition',
  sweep: 'Noise for a target epsilon',
};

const readPixels = (name: string, pixels: unknown): number => {
  if (typeof pixels !== 'number' || !(pixels >= 200 && pixels <= 4000))
    throw refusal(where, `${name} must be from 200 to 4000`, pixels);
  return pixels;
};

/**
 * A chart of privacy curves as the text of an SVG file.
 *
 * One line for each label, through the certified end of each row, with a band to the other end; dots where the rows are few. Profiles have epsilon against delta on a logarithmic axis,
 * trade-off curves type II against type I errors from 0 to 1, composition curves epsilon against the count, sweeps noise against epsilon. Axes name their units.
 *
 * **Contract** The same rows and options give the same bytes, in every process. It looks at nothing but its arguments, and the file holds no script and refers to nothing outside. Rows
 * whose value is infinite, or 0 on a logarithmic axis, are left out; bands are cut off at the axis. Lines between rows are for the eye.
 * **Errors** Rows of several kinds, or of none; labels with control characters; rows of which none can be drawn; a size outside [200, 4000].
 * **Cost** Some ten milliseconds.
 *
 * @example
 * import { gaussianCurve, profileSeries } from '@discreet/accounting';
 * import { chartSvg } from '@discreet/charts';
 * const rows = profileSeries({ 'sigma 2': gaussianCurve({ sigma: 2, sensitivity: 1 }) });
 * chartSvg(rows, { title: 'One release' }).startsWith('<svg xmlns="http://www.w3.org/2000/svg"'); // => true
 */
export function chartSvg(rows: ChartRows, options: ChartOptions = {}): string {
  const names = ['title', 'width', 'height', 'xLabel', 'yLabel', 'xScale', 'yScale'] as const;
  readOptions(where, options, names);
  const read = readRows(where, rows);
  const { title = titles[read.kind], width = 640, height = 440 } = options;
  const sheet = {
    title: readText(where, 'title', title),
    width: readPixels('width', width),
    height: readPixels('height', height),
  };
  const picture = pictureOf(where, read, options);
  const framed = inFrame(picture);
  if (framed === undefined) throw refusal(where, 'at least one row must have a place on the axes');
  return draw(picture, framed, sheet);
}
