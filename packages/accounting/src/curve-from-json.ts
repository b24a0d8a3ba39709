import { DiscreetError, fieldOf, print } from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Curve } from './curve.ts';
import {
  curveFields,
  isCurve,
  isDiverging,
  isNumberKind,
  type NumberKind,
} from './internal/curve-fields.ts';
import { readParameter, refusal } from './internal/read-parameter.ts';

const where = 'curveFromJson';

const curveOf = (kind: NumberKind, fields: unknown): unknown => {
  const rules = curveFields[kind];
  const names = Object.keys(rules);
  const given = typeof fields === 'object' && fields !== null ? Object.keys(fields) : [];
  if (given.length !== names.length) throw refusal(where, `needs ${names.join(' and ')}`, fields);
  const numbers = Object.entries(rules).map(
    ([name, rule]) => [name, readParameter(where, name, fieldOf(fields, name), rule)] as const,
  );
  return Object.freeze({ kind, ...Object.fromEntries(numbers) });
};

const listOf = (value: unknown, name: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw refusal(where, `${name} must be a list`, value);
  return value;
};

const termOf = (json: unknown): unknown => {
  const form = fieldOf(json, 'form');
  if (form === 'curve') {
    const kind = fieldOf(json, 'kind');
    if (!isNumberKind(kind) || !isDiverging(kind))
      throw refusal(where, 'the kind must be known', kind);
    const given = fieldOf(json, 'count');
    const count = readParameter(where, 'count', given, 'a whole number >= 0');
    return Object.freeze({ form, curve: curveOf(kind, fieldOf(json, 'fields')), count });
  }
  if (form !== 'points') throw refusal(where, 'the form of a term must be known', form);
  const points = listOf(fieldOf(json, 'points'), 'points').map((point) =>
    Object.freeze({
      order: readParameter(where, 'order', fieldOf(point, 'order'), '> 1'),
      divergence: readParameter(
        where,
        'divergence',
        fieldOf(point, 'divergence'),
        'a finite number >= 0',
      ),
    }),
  );
  return Object.freeze({ form, points: Object.freeze(points) });
};

const read = (json: unknown): unknown => {
  const [format, version] = [fieldOf(json, 'format'), fieldOf(json, 'version')];
  if (format !== 'discreet/curve') throw refusal(where, "format must be 'discreet/curve'", format);
  if (version !== 1) throw refusal(where, 'version must be 1', version);
  const [kind, fields] = [fieldOf(json, 'kind'), fieldOf(json, 'fields')];
  if (isNumberKind(kind)) return curveOf(kind, fields);
  if (kind !== 'renyi') throw refusal(where, 'the kind must be known', kind);
  const terms = listOf(fieldOf(fields, 'terms'), 'terms').map(termOf);
  return Object.freeze({ kind, terms: Object.freeze(terms) });
};

/**
 * The curve that JSON stands for.
 *
 * **Contract** Right with a curve equal to the one that `curveToJson` was given. The list of kinds is closed: nothing that JSON names is looked up or run.
 * **Errors** Any other format, version, kind or field, and numbers that a constructor would refuse, in a `Left`; it never throws.
 *
 * @example
 * curveFromJson(curveToJson(pureCurve({ epsilon: 0.1 })))._tag; // => 'Right'
 * curveFromJson({ format: 'discreet/curve', version: 2 })._tag; // => 'Left'
 */
export function curveFromJson(json: unknown): E.Either<DiscreetError, Curve> {
  return E.tryCatch(
    () => {
      const curve = read(json);
      if (isCurve(curve)) return curve;
      throw refusal(where, 'the kind must be known', json);
    },
    (error) =>
      new DiscreetError({
        tag: 'InvalidJson',
        where,
        rule: error instanceof DiscreetError ? error.rule : 'must be the JSON of a curve',
        received: error instanceof DiscreetError ? error.received : print(json),
      }),
  );
}
