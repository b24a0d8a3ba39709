import { DiscreetError } from '@discreet/core';
import {
  compositionSeries,
  type CompositionRow,
  gaussianCurve,
  gaussianEvent,
  laplaceCurve,
  laplaceEvent,
  type ProfileRow,
  profileSeries,
  rdpAccountant,
  sweep,
  type SweepRow,
  type TradeOffRow,
  tradeOffSeries,
} from '@discreet/accounting';
import { describe, expect, it } from 'vitest';
import { type ChartOptions, type ChartRows, chartSvg } from '../src/index.ts';

const profile = (label: string, delta: number, lower: number, upper: number): ProfileRow => ({
  curve: 'profile',
  label,
  delta,
  lower,
  upper,
});

const wide = [
  profile('wide', 1e-6, 1, 2),
  profile('wide', 1e-4, 0.5, 1.5),
  profile('wide', 1e-2, 0, 1),
];

const composition = (count: number, lower: number, upper: number): CompositionRow => ({
  curve: 'composition',
  label: 'Laplace',
  count,
  delta: 1e-5,
  lower,
  upper,
});

const tradeOff = (typeOne: number, lower: number, upper: number): TradeOffRow => ({
  curve: 'tradeOff',
  label: 'a guarantee',
  typeOne,
  lower,
  upper,
});

const swept = (target: number, noise: number): SweepRow => ({
  curve: 'sweep',
  label: 'steps',
  target,
  delta: 1e-5,
  noise,
  lower: target * 0.99,
  upper: target,
  standardDeviation: noise,
  halfWidth: 2 * noise,
  unit: 'sensitivity',
});

const kinds: readonly (readonly [string, ChartRows, readonly string[]])[] = [
  [
    'profile',
    [...wide, profile('thin', 1e-5, 0.2, 0.2)],
    ['epsilon (nats)', 'delta (probability)'],
  ],
  [
    'trade-off',
    [tradeOff(0, 0.9, 1), tradeOff(0.4, 0.3, 0.4), tradeOff(1, 0, 0)],
    ['type I error, alpha (probability)', 'type II error, beta (probability)'],
  ],
  [
    'composition',
    [composition(1, 0.1, 0.1), composition(10, 0.6, 1), composition(100, 3, 5)],
    ['uses (count)', 'epsilon (nats) at delta 1e-5'],
  ],
  [
    'sweep',
    [swept(1, 3.7), swept(3, 1.5), swept(8, 0.9)],
    ['epsilon (nats) at delta 1e-5', 'noise (parameter of the event)'],
  ],
];

/** The paths of the marks with a name. */
const pathsOf = (svg: string, mark: 'line' | 'area'): readonly string[] => {
  const group = new RegExp(`<g[^>]*aria-label="${mark}"[^>]*>(.*?)</g>`).exec(svg)?.[1] ?? '';
  return [...group.matchAll(/ d="([^"]*)"/g)].map(([, path = '']) => path);
};

const pointsOf = (path: string): readonly (readonly [number, number])[] =>
  [...path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

/** Strictly: names balance, and what XML reserves is escaped. */
const expectWellFormed = (svg: string): void => {
  const open: string[] = [];
  const rest = svg.replaceAll(
    /<(\/?)([A-Za-z]+)((?: [A-Za-z][\w:-]*="[^"<]*")*) ?(\/?)>/g,
    (_, close: string, name: string, attributes: string, empty: string) => {
      if (close === '/') expect(open.pop()).toBe(name);
      else if (empty === '') open.push(name);
      return attributes.replaceAll(/ [\w:-]+="([^"]*)"/g, '$1');
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  expect(rest.replaceAll(/&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/g, '')).not.toContain('&');
};

describe('a chart', () => {
  it.each(kinds)('of kind %s is the same, byte for byte, in every process', async (name, rows) => {
    const svg = chartSvg(rows);
    expect(chartSvg(rows)).toBe(svg);
    await expect(svg).toMatchFileSnapshot(`vectors/${name}.svg`);
  });

  it.each(kinds)('of kind %s is an SVG file of its own that names its units', (_, rows, labels) => {
    const svg = chartSvg(rows);
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" ')).toBe(true);
    expect(svg.endsWith('</svg>\n')).toBe(true);
    expectWellFormed(svg);
    for (const label of labels) expect(svg).toContain(label);
    expect(svg).not.toMatch(/<script|href|url\(|<image|<foreignObject|NaN|undefined|Infinity/);
  });

  it('draws the line through the certified end, and the band to the other', () => {
    const svg = chartSvg(wide);
    // 640 wide with margins of 56 and 24, epsilon from 0 to 2; 1e-6 is the bottom, 1e-2 the top
    const across = (epsilon: number): number => 56 + (560 * epsilon) / 2;
    const bottom = 440 - 44;
    const [line = ''] = pathsOf(svg, 'line');
    expect(pointsOf(line)).toEqual([
      [across(2), bottom],
      [across(1.5), (bottom + 76) / 2],
      [across(1), 76],
    ]);
    const [area = ''] = pathsOf(svg, 'area');
    expect(new Set(pointsOf(area).map(([x]) => x))).toEqual(
      new Set([0, 0.5, 1, 1.5, 2].map(across)),
    );
  });

  it('draws a trade-off line through the lower end, between 0 and 1', () => {
    const [line = ''] = pathsOf(chartSvg([tradeOff(0, 0.5, 1), tradeOff(1, 0, 0)]), 'line');
    expect(pointsOf(line)).toEqual([
      [56, (440 - 44 + 76) / 2],
      [616, 440 - 44],
    ]);
  });

  it('has a line, a band and a name for each label', () => {
    const rows = ['one', 'two', 'three'].flatMap((label, i) => [
      profile(label, 1e-6, 2 + i, 2 + i),
      profile(label, 1e-3, 1 + i, 1 + i),
    ]);
    const svg = chartSvg(rows);
    expect(pathsOf(svg, 'line')).toHaveLength(3);
    expect(pathsOf(svg, 'area')).toHaveLength(3);
    for (const label of ['one', 'two', 'three']) expect(svg).toContain(`>${label}</text>`);
  });

  it('writes hostile texts as texts', () => {
    const label = `<script>alert("1")</script> & ]]> 'é' \u00A0 — 𝒳`;
    const svg = chartSvg([profile(label, 1e-6, 1, 1), profile(label, 1e-3, 0.5, 0.5)], {
      title: label,
      xLabel: label,
      yLabel: label,
    });
    expectWellFormed(svg);
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
  });

  it('leaves out what has no place, and cuts bands off at the axis', () => {
    const infinite = [profile('wide', 1e-9, 1, Infinity), ...wide];
    const points = pointsOf(pathsOf(chartSvg(infinite), 'line')[0] ?? '');
    expect(points).toEqual(pointsOf(pathsOf(chartSvg(wide), 'line')[0] ?? ''));
    const unknown = [composition(1, 0, 1), composition(10, 2, 10)];
    const [area = ''] = pathsOf(chartSvg(unknown), 'area');
    // the least line is at 1: an unknown lower end goes down to the bottom
    expect(Math.max(...pointsOf(area).map(([, y]) => y))).toBe(440 - 44);
    const zero = [profile('a', 1e-6, 0, 0), profile('a', 1e-3, 0, 0)];
    expect(chartSvg(zero)).toContain('aria-label="line"');
    expect(() => chartSvg(zero, { xScale: 'log' })).toThrow('at least one row must have a place');
    expect(() => chartSvg([composition(1, 0, Infinity)])).toThrow('at least one row must have');
  });

  it('draws what the accounting gives, without further ado', () => {
    const event = gaussianEvent({ noiseMultiplier: 10 });
    const accountant = rdpAccountant();
    const members = {
      Gaussian: gaussianCurve({ sigma: 1, sensitivity: 1 }),
      Laplace: laplaceCurve({ sensitivity: 1, scale: 1 }),
    };
    const all: readonly ChartRows[] = [
      profileSeries(members),
      tradeOffSeries(members, { typeOnes: [0, 0.1, 0.5, 1], deltas: [0.01, 0.1, 0.3] }),
      compositionSeries({ Gaussian: { accountant, event } }, { delta: 1e-6 }),
      sweep({
        accountant,
        event: (noiseMultiplier) => laplaceEvent({ noiseMultiplier }),
        delta: 1e-6,
        noises: [1, 2, 4],
      }),
    ];
    for (const rows of all) expectWellFormed(chartSvg(rows));
  });

  it('takes another size, other scales and other words', () => {
    const options: ChartOptions = {
      title: 'One count',
      width: 800,
      height: 300,
      xLabel: 'loss (nats)',
      yLabel: 'chance (probability)',
      xScale: 'log',
      yScale: 'linear',
    };
    const svg = chartSvg(wide, options);
    expect(svg).toContain('viewBox="0 0 800 300"');
    for (const text of ['One count', 'loss (nats)', 'chance (probability)'])
      expect(svg).toContain(text);
    expect(svg).not.toContain('delta (probability)');
  });

  it('refuses rows that are none, of two kinds, or no numbers', () => {
    const refuse = (rows: unknown, rule: string, options: object = {}): void => {
      const run = () => chartSvg(rows as ChartRows, options);
      expect(run).toThrow(DiscreetError);
      expect(run).toThrow(rule);
    };
    refuse([], 'rows must be a list that is not empty');
    refuse(undefined, 'rows must be a list that is not empty');
    refuse([{ ...wide[0], curve: 'pie' }], 'curve must be one of profile, tradeOff');
    refuse([null], 'curve must be one of');
    refuse([...wide, tradeOff(0, 1, 1)], 'all rows must be of one kind, profile');
    refuse([{ ...wide[0], upper: NaN }], 'upper must be a number');
    refuse([{ ...wide[0], lower: '1' }], 'lower must be a number');
    refuse([{ ...wide[0], delta: Infinity }], 'delta must be finite');
    refuse([{ ...wide[0], lower: 3 }], 'lower must be at most upper');
    refuse([{ ...wide[0], label: 1 }], 'label must be a text');
    for (const label of ['\u0000', 'a\nb', '\uD800', '\uFFFF'])
      refuse([{ ...wide[0], label }], 'label must be a text without control characters');
    refuse(wide, 'title must be a text', { title: '\u0007' });
    for (const width of [0, 199, 4001, NaN, '640'])
      refuse(wide, 'width must be from 200 to 4000', { width });
    refuse(wide, 'height must be from 200 to 4000', { height: Infinity });
    refuse(wide, 'xScale must be linear or log', { xScale: 'sqrt' });
    refuse(wide, 'the options are an object with', { colour: 'red' });
  });
});
