import { describe, expect, it } from 'vitest';
import {
  absoluteDistance,
  changeOneIdDistance,
  type DatasetDomain,
  describeMetric,
  discreteDistance,
  distanceMap,
  hammingDistance,
  insertDeleteDistance,
  lInfDistance,
  type Metric,
  metricJson,
  openDataset,
  openTransformation,
  proved,
  real,
  sameMetric,
  symmetricIdDistance,
  text,
} from '../src/index.ts';
import { makeTransformation } from '../src/construction.ts';
import { Rational } from '@discreet/numeric';

const byUser = symmetricIdDistance({ identifier: 'user' });
const replaced = changeOneIdDistance({ identifier: 'user' });

describe.each([
  ['symmetricIdDistance', symmetricIdDistance],
  ['changeOneIdDistance', changeOneIdDistance],
] as const)('%s', (name, make) => {
  it('keeps its identifier, and is frozen', () => {
    const metric = make({ identifier: 'user' });
    expect(metric).toEqual({ kind: name, identifier: 'user' });
    expect(Object.isFrozen(metric)).toBe(true);
    const identifier: 'user' = metric.identifier;
    expect(identifier).toBe('user');
  });

  it.each([
    [undefined, 'nothing'],
    [{ identifier: '' }, "''"],
    [{ identifier: 5 }, '5'],
    [{}, 'nothing'],
  ])('refuses %j', (options, printed) => {
    expect(() => make(options as never)).toThrow(
      `${name}: identifier must be the name of a column, got ${printed}`,
    );
  });

  it('refuses options that it does not know', () => {
    expect(() => make({ identifier: 'user', contributions: 3 } as never)).toThrow(
      `${name}: the options are an object with identifier, got 'contributions'`,
    );
  });

  it('is described, written and compared with its identifier', () => {
    const metric = make({ identifier: 'user' });
    expect(describeMetric(metric)).toBe(`${name}, users by user`);
    expect(metricJson(metric)).toEqual({ kind: name, identifier: 'user' });
    expect(sameMetric(metric, make({ identifier: 'user' }))).toBe(true);
    expect(sameMetric(metric, make({ identifier: 'household' }))).toBe(false);
  });
});

describe('the metrics without parameters', () => {
  const all = [insertDeleteDistance, hammingDistance, lInfDistance, discreteDistance] as const;
  it.each(all)('$kind is its own name in words and in JSON', (metric) => {
    expect(describeMetric(metric)).toBe(metric.kind);
    expect(metricJson(metric)).toBe(metric.kind);
    expect(all.filter((other) => sameMetric(metric, other))).toEqual([metric]);
  });
});

const rows: DatasetDomain = {
  kind: 'vector',
  element: { kind: 'row', columns: { user: text, wage: real } },
};
const column: DatasetDomain = { kind: 'vector', element: real };

const identity = (domain: DatasetDomain, metric: Metric) =>
  makeTransformation({
    inputDomain: domain,
    inputMetric: metric,
    outputDomain: domain,
    outputMetric: metric,
    map: distanceMap({ kind: 'linear', factor: Rational.one, from: metric.kind, to: metric.kind }),
    assumptions: [],
    steps: [{ step: 'identity' }],
    execution: { stages: [] },
  });

describe('a transformation', () => {
  it.each([byUser, replaced, insertDeleteDistance, hammingDistance])(
    'may be built under $kind, and says so',
    (metric) => {
      const same = identity(rows, metric);
      expect(same.explain()).toContain(describeMetric(metric));
      expect(same.map(3).toString()).toBe('3');
      expect(openTransformation(same, 'test').inputMetric).toEqual(metric);
      expect(same.invoke(proved([{ user: 'a', wage: 1 }]))).toEqual([{ user: 'a', wage: 1 }]);
    },
  );

  it.each([byUser, replaced])('needs the column by which $kind tells users apart', (metric) => {
    const rule = `${metric.kind}: the rows must have a column 'user'`;
    expect(() => identity(column, metric)).toThrow(`${rule}, got real`);
    const { inputDomain, ...parts } = openTransformation(identity(rows, metric), 'test');
    expect(() => makeTransformation({ ...parts, inputDomain, outputDomain: column })).toThrow(rule);
    const total = { ...parts, inputDomain, outputMetric: absoluteDistance, outputDomain: column };
    expect(() => makeTransformation(total)).not.toThrow();
  });
});

describe('a step that has no map for a metric', () => {
  it.each([byUser, replaced, insertDeleteDistance, hammingDistance])('refuses $kind', (metric) => {
    expect(() => openDataset(identity(rows, metric), 'sum', 'works on rows')).toThrow(
      `sum: works under symmetricDistance and changeOneDistance, got ${metric.kind}`,
    );
  });

  it('takes it where it names it', () => {
    const open = openDataset(identity(rows, byUser), 'limit', 'works on rows', [
      'symmetricIdDistance',
    ]);
    expect(open.outputMetric).toEqual(byUser);
  });
});
