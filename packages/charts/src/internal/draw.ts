import * as Plot from '@observablehq/plot';
import { DOMParser } from 'linkedom';
import type { Framed } from './in-frame.ts';
import type { Axis, Picture } from './picture.ts';

/** The size of a chart in pixels, and what is written above it. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly title: string;
}

const blank = '<svg xmlns="http://www.w3.org/2000/svg"></svg>';
const lineHeight = 16;

/** Curves with at most so many rows have a dot at each. */
const fewRows = 24;

/** powers of ten as such, where a plain number would be long */
const tick = (x: number): string =>
  x !== 0 && (x < 1e-3 || x >= 1e6) ? x.toExponential().replace('e+', 'e') : String(x);

const scaleOf = ({ label, scale }: Axis, domain: readonly [number, number]): Plot.ScaleOptions => ({
  label,
  type: scale,
  domain: [...domain],
  nice: scale === 'linear',
  grid: true,
  ...(scale === 'log' ? { tickFormat: tick } : {}),
});

/** Draws a picture as the text of an SVG file. */
export function draw(picture: Picture, framed: Framed, sheet: Sheet): string {
  const { legend, note, values } = picture;
  const { points } = framed;
  const labels = [...new Set(points.map(({ label }) => label))];
  const series = { z: 'label', stroke: 'label' } as const;
  const band = { z: 'label', fill: 'label', fillOpacity: 0.25 } as const;
  const [area, line] =
    values === 'x'
      ? [
          Plot.areaX(points, { ...band, y: 'at', x1: 'low', x2: 'high' }),
          Plot.lineX(points, { ...series, y: 'at', x: 'line' }),
        ]
      : [
          Plot.areaY(points, { ...band, x: 'at', y1: 'low', y2: 'high' }),
          Plot.lineY(points, { ...series, x: 'at', y: 'line' }),
        ];
  const few = labels.filter(
    (label) => points.filter((point) => point.label === label).length <= fewRows,
  );
  const dots = Plot.dot(
    points.filter(({ label }) => few.includes(label)),
    {
      fill: 'label',
      r: 2.5,
      ...(values === 'x' ? { y: 'at', x: 'line' } : { x: 'at', y: 'line' }),
    },
  );
  const side = legend === 'top-left' ? 1 : -1;
  const legendText = (i: number, dx: number): Plot.TextOptions => ({
    frameAnchor: legend,
    textAnchor: side > 0 ? 'start' : 'end',
    dx: side * dx,
    dy: 8 + lineHeight * i,
    fontSize: 12,
  });
  const names = labels.flatMap((label, i) => [
    Plot.text([label], { ...legendText(i, 8), text: () => '●', fill: (name: string) => name }),
    Plot.text([label], { ...legendText(i, 22), text: (name: string) => name }),
  ]);
  const above = (text: string, dy: number, style: Plot.TextOptions): Plot.Markish =>
    Plot.text([text], {
      frameAnchor: 'top-left',
      textAnchor: 'start',
      lineAnchor: 'bottom',
      dx: -48,
      dy,
      ...style,
    });
  // The types of the drawing stand on those of a browser's document, which a server does not have: only the text is taken.
  const document: unknown = new DOMParser().parseFromString(blank, 'image/svg+xml');
  const drawn: unknown = Plot.plot({
    document,
    width: sheet.width,
    height: sheet.height,
    marginTop: 76,
    marginLeft: 56,
    marginBottom: 44,
    marginRight: 24,
    ariaLabel: sheet.title,
    ariaDescription: note,
    style: { background: 'white', color: 'black' },
    x: scaleOf(picture.x, framed.x),
    // the label of this axis would stand where the title does
    y: { ...scaleOf(picture.y, framed.y), label: null },
    color: { type: 'categorical', domain: labels, scheme: 'observable10' },
    marks: [
      area,
      line,
      dots,
      ...names,
      above(sheet.title, -50, { fontSize: 15, fontWeight: 600 }),
      above(note, -34, { fontSize: 11 }),
      above(`↑ ${picture.y.label}`, -10, {}),
    ],
  });
  return withNamespace(String(drawn));
}

/** Within a page the namespace of an SVG is known; in a file of its own it must stand there. */
const withNamespace = (text: string): string =>
  `${text.replace(/^<svg /, '<svg xmlns="http://www.w3.org/2000/svg" ')}\n`;
