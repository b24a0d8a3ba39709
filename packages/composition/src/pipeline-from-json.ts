import {
  type AnyMeasurement,
  type AnyPipeline,
  type AnyTransformation,
  changeOneDistance,
  DiscreetError,
  l1Distance,
  l2Distance,
  type Noise,
  print,
  proved,
  readOptions,
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
  registeredFunction,
  type RegisteredFunction,
  type SourceMetric,
  sum,
  table,
  values,
} from '@discreet/transformations';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import {
  arrayOf,
  atomOf,
  columnsOf,
  entriesOf,
  field,
  invalidJson,
  numberOf,
  onlyKeys,
  onlyParameters,
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
  if (kind === 'symmetricDistance') {
    onlyKeys(json, `metric '${kind}'`, ['kind', 'contributions']);
    return proved<SourceMetric>(
      untyped(symmetricDistance)({ contributions: field(json, 'contributions') }),
    );
  }
  if (kind === 'changeOneDistance') {
    onlyKeys(json, `metric '${kind}'`, ['kind', 'size']);
    return proved<SourceMetric>(untyped(changeOneDistance)({ size: field(json, 'size') }));
  }
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

/** what a pipeline that a stranger wrote may cost */
const maxSteps = 100;

type Functions = readonly RegisteredFunction<never, boolean>[];

const filterOf = (json: unknown, functions: Functions): unknown => {
  const named = field(json, 'function');
  onlyKeys(named, 'function', ['id', 'version']);
  const [id, version] = [field(named, 'id'), field(named, 'version')];
  const found = functions.find((known) => known.id === id && known.version === version);
  if (found === undefined) throw invalidJson('the function must be registered with the reader', id);
  return filter(found);
};

/** How a step is read: what it takes and nothing else, and the constructor that checks it. */
interface StepReader {
  readonly keys: readonly string[];
  /** whether just one of the keys is wanted */
  readonly either?: boolean;
  readonly read: (json: unknown, functions: Functions) => unknown;
}

/** the closed registry of steps; what is not here cannot be named */
const steps: ReadonlyMap<string, StepReader> = new Map<string, StepReader>([
  ['column', { keys: ['name'], read: (json) => column(textField(json, 'name')) }],
  ['clamp', { keys: ['lower', 'upper', 'resolution'], read: clampOf }],
  ['cast', { keys: ['to'], read: (json) => cast(atomOf(field(json, 'to'))) }],
  ['impute', { keys: ['value'], read: (json) => untyped(impute)(field(json, 'value')) }],
  ['filter', { keys: ['function'], read: filterOf }],
  ['count', { keys: [], read: () => count() }],
  ['countBy', { keys: ['metric'], read: (json) => untyped(countBy)(countMetricOf(json)) }],
  [
    'histogram',
    {
      keys: ['edges', 'metric'],
      read: (json) =>
        untyped(histogram)(
          arrayOf(field(json, 'edges'), 'edges').map((edge) => numberOf(edge, 'an edge')),
          countMetricOf(json),
        ),
    },
  ],
  ['sum', { keys: [], read: () => sum() }],
  ['mean', { keys: [], read: () => mean() }],
  [
    'laplace',
    {
      keys: ['scale', 'epsilon'],
      either: true,
      read: (json) => noiseOf(laplace, ['scale', 'epsilon'], json),
    },
  ],
  [
    'gaussian',
    {
      keys: ['sigma', 'rho'],
      either: true,
      read: (json) => noiseOf(gaussian, ['sigma', 'rho'], json),
    },
  ],
]);

const read = (json: unknown, functions: Functions): unknown => {
  const name = textField(json, 'step');
  const reader = steps.get(name);
  if (reader === undefined) throw invalidJson('step must be one that pipelines know', name);
  onlyParameters(json, name, reader.keys, reader.either === true ? 'or' : 'and');
  return reader.read(json, functions);
};

const sourceOf = (json: unknown): unknown => {
  const name = textField(json, 'step');
  if (name !== 'table' && name !== 'values')
    throw invalidJson("a pipeline must start with 'table' or 'values'", name);
  onlyParameters(json, name, [name === 'table' ? 'columns' : 'element', 'metric']);
  const metric = metricOf(field(json, 'metric'));
  return name === 'table'
    ? table(columnsOf(field(json, 'columns')), metric)
    : values(atomOf(field(json, 'element')), metric);
};

/** The functions of the reader, each checked and copied, whether or not a pipeline names it. */
const functionsOf = (readers: unknown): Functions => {
  const given = readOptions('pipelineFromJson', readers, ['functions']).get('functions');
  const refuse = (received: unknown): DiscreetError =>
    new DiscreetError({
      tag: 'InvalidParameter',
      where: 'pipelineFromJson',
      rule: 'functions must be an array of registered functions',
      received: print(received),
    });
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw refuse(given);
  // unlike `map`, this does not pass over holes
  return Array.from<unknown, RegisteredFunction<never, boolean>>(given, (one) => {
    if (typeof one !== 'object' || one === null) throw refuse(one);
    const part = (key: string): unknown => Reflect.get(one, key);
    return proved<RegisteredFunction<never, boolean>>(
      untyped(registeredFunction)(part('id'), part('version'), part('run')),
    );
  });
};

/** the exact law of wider noise takes seconds: its accuracy needs as many digits as the noise has */
const widest = Rational.of(10n ** 200n);

const checkNoise = (noise: Noise): void => {
  const inside =
    noise.law === 'discreteLaplace'
      ? noise.scale.lessThanOrEqual(widest)
      : noise.sigmaSquared.lessThanOrEqual(widest.square());
  if (!inside)
    throw invalidJson("noise must be at most 10^200 steps of its answer's grid wide", noise.law);
};

const build = (json: unknown, readers: unknown): AnyPipeline => {
  const functions = functionsOf(readers);
  if (field(json, 'format') !== 'discreet/pipeline')
    throw invalidJson("format must be 'discreet/pipeline'", field(json, 'format'));
  if (field(json, 'version') !== 1) throw invalidJson('version must be 1', field(json, 'version'));
  onlyKeys(json, 'a pipeline', ['format', 'version', 'steps']);
  const all = arrayOf(field(json, 'steps'), 'steps');
  if (all.length > maxSteps)
    throw invalidJson(`a pipeline must have at most ${maxSteps} steps`, all.length);
  const entries = all.reduce<number>((total, step) => total + entriesOf(step), 0);
  if (entries > 100_000)
    throw invalidJson('a pipeline must list at most 100,000 labels, edges and columns', entries);
  const [source, ...rest] = all;
  const pipeline = proved<AnyPipeline>(
    rest.reduce<unknown>(
      (before, step) => untyped(read(step, functions))(before),
      sourceOf(source),
    ),
  );
  if (pipeline.kind === 'measurement') checkNoise(pipeline.noise);
  return pipeline;
};

/**
 * Reads a pipeline back from its JSON, through a closed registry of steps: no code is loaded and none is evaluated.
 *
 * **Contract** pipelineFromJson(JSON of p) has the domains, metrics, map, noise and JSON of p, if p is within the limits. Every check of
 * every constructor is made again.
 * **Errors** A `Left` for another format or version, an unknown step, a key that its object does not take, a function that is not among
 * `functions`, readers that are none, and whatever the constructors refuse. So that a stranger's JSON costs little it is refused beyond 100
 * steps, 100,000 labels, edges and columns together, 400 characters in a number, magnitudes from 10^-330 to 10^330, and noise with a scale or
 * sigma of 10^200 grid steps.
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
    return E.right(build(json, readers));
  } catch (error) {
    // what JSON.parse gives cannot fail when it is read; a proxy, or an object with getters, can
    return E.left(
      error instanceof DiscreetError ? error : invalidJson('a pipeline must be plain data', json),
    );
  }
}
