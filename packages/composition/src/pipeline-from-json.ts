import {
  type AnyMeasurement,
  type AnyTransformation,
  changeOneDistance,
  DiscreetError,
  l1Distance,
  l2Distance,
  proved,
  symmetricDistance,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
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
  type RegisteredFunction,
  type SourceMetric,
  sum,
  table,
  values,
} from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import {
  arrayOf,
  atomOf,
  columnsOf,
  field,
  invalidJson,
  numberOf,
  rationalField,
  textField,
} from './internal/json-readers.ts';

/** What `pipelineFromJson` may call beyond the library's own steps. */
export interface PipelineReaders {
  /** the user functions that pipelines may name by id and version */
  readonly functions?: readonly RegisteredFunction<never, boolean>[];
}

/** A step before its types are known: the constructors check at run time what they are given. */
type Untyped = (...parameters: readonly unknown[]) => unknown;
const untyped = (constructor: unknown): Untyped => proved<Untyped>(constructor);

const metricOf = (json: unknown): SourceMetric => {
  const kind = field(json, 'kind');
  if (kind === 'symmetricDistance')
    return proved<SourceMetric>(
      untyped(symmetricDistance)({ contributions: field(json, 'contributions') }),
    );
  if (kind === 'changeOneDistance')
    return proved<SourceMetric>(untyped(changeOneDistance)({ size: field(json, 'size') }));
  throw invalidJson('metric must be one that a source can state', kind);
};

const countMetricOf = (json: unknown): unknown => {
  const name = field(json, 'metric');
  if (name === 'l1Distance') return l1Distance;
  if (name === 'l2Distance') return l2Distance;
  throw invalidJson("metric must be 'l1Distance' or 'l2Distance'", name);
};

const clampOf = (json: unknown): unknown =>
  untyped(clamp)(numberOf(field(json, 'lower'), 'lower'), numberOf(field(json, 'upper'), 'upper'), {
    resolution: numberOf(field(json, 'resolution'), 'resolution'),
  });

const noiseOf = (constructor: unknown, names: readonly string[], json: unknown): unknown => {
  const [name, other] = names.filter((key) => field(json, key) !== undefined);
  if (name === undefined || other !== undefined)
    throw invalidJson(`exactly one of ${names.join(' and ')} must be given`, json);
  return untyped(constructor)({ [name]: rationalField(json, name) });
};

const filterOf = (json: unknown, readers: PipelineReaders): unknown => {
  const named = field(json, 'function');
  const [id, version] = [field(named, 'id'), field(named, 'version')];
  const found = readers.functions?.find((known) => known.id === id && known.version === version);
  if (found === undefined) throw invalidJson('the function must be registered with the reader', id);
  return filter(found);
};

/** the closed registry of steps; what is not here cannot be named */
const read = (json: unknown, readers: PipelineReaders): unknown => {
  const name = textField(json, 'step');
  switch (name) {
    case 'column':
      return column(textField(json, 'name'));
    case 'clamp':
      return clampOf(json);
    case 'cast':
      return cast(atomOf(field(json, 'to')));
    case 'impute':
      return untyped(impute)(field(json, 'value'));
    case 'filter':
      return filterOf(json, readers);
    case 'count':
      return count();
    case 'countBy':
      return untyped(countBy)(countMetricOf(json));
    case 'histogram':
      return untyped(histogram)(
        arrayOf(field(json, 'edges'), 'edges').map((edge) => numberOf(edge, 'an edge')),
        countMetricOf(json),
      );
    case 'sum':
      return sum();
    case 'mean':
      return mean();
    case 'laplace':
      return noiseOf(laplace, ['scale', 'epsilon'], json);
    case 'gaussian':
      return noiseOf(gaussian, ['sigma', 'rho'], json);
    default:
      throw invalidJson('step must be one that pipelines know', name);
  }
};

const sourceOf = (json: unknown): unknown => {
  const name = textField(json, 'step');
  const metric = metricOf(field(json, 'metric'));
  if (name === 'table') return table(columnsOf(field(json, 'columns')), metric);
  if (name === 'values') return values(atomOf(field(json, 'element')), metric);
  throw invalidJson("a pipeline must start with 'table' or 'values'", name);
};

/**
 * Reads a pipeline back from its JSON, through a closed registry of steps: no code is loaded and none is evaluated.
 *
 * **Contract** pipelineFromJson(JSON of p) has the domains, metrics, map, noise and JSON of p. Every check of every constructor is made again.
 * **Errors** A `Left` for another format or version, an unknown step or parameter, a function that is not among `functions`, and whatever
 * the constructors refuse.
 *
 * @example
 * import { chain, count, laplace, pipelineFromJson, real, symmetricDistance, values } from 'discreet';
 * const howMany = chain(values(real, symmetricDistance()), count(), laplace({ epsilon: 0.5 }));
 * const back = pipelineFromJson(JSON.parse(JSON.stringify(howMany)));
 * back._tag === 'Right' && back.right.map(1).toString(); // => '1/2'
 */
export function pipelineFromJson(
  json: unknown,
  readers: PipelineReaders = {},
): E.Either<DiscreetError, AnyTransformation | AnyMeasurement> {
  try {
    if (field(json, 'format') !== 'discreet/pipeline')
      throw invalidJson("format must be 'discreet/pipeline'", field(json, 'format'));
    if (field(json, 'version') !== 1)
      throw invalidJson('version must be 1', field(json, 'version'));
    const [source, ...steps] = arrayOf(field(json, 'steps'), 'steps');
    const pipeline = steps.reduce<unknown>(
      (before, step) => untyped(read(step, readers))(before),
      sourceOf(source),
    );
    return E.right(proved<AnyTransformation | AnyMeasurement>(pipeline));
  } catch (error) {
    if (error instanceof DiscreetError) return E.left(error);
    throw error;
  }
}
