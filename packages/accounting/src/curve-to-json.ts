import { Rational } from '@discreet/numeric';
import type { Curve, CurveKind, RenyiTerm } from './curve.ts';
import { checkCurve } from './internal/curve-fields.ts';

/** A number of a curve in JSON: an exact fraction; or a list or a curve within. */
export type CurveFieldJson = string | readonly CurveFieldsJson[] | CurveFieldsJson;
/** The fields of a curve, or of a part of it, in JSON. */
export interface CurveFieldsJson {
  readonly [name: string]: CurveFieldJson;
}

/** A curve in JSON. */
export interface CurveJson {
  readonly format: 'discreet/curve';
  readonly version: 1;
  readonly kind: CurveKind;
  readonly fields: CurveFieldsJson;
}

const numbersOf = (curve: object): CurveFieldsJson =>
  Object.fromEntries(
    Object.entries(curve).flatMap(([name, value]: readonly [string, unknown]) =>
      value instanceof Rational ? [[name, value.toString()]] : [],
    ),
  );

const termToJson = (term: RenyiTerm): CurveFieldsJson =>
  term.form === 'curve'
    ? {
        form: term.form,
        count: term.count.toString(),
        kind: term.curve.kind,
        fields: numbersOf(term.curve),
      }
    : { form: term.form, points: term.points.map(numbersOf) };

/**
 * A curve as JSON, all of its numbers exact; `curveFromJson` reads it back.
 *
 * **Errors** What no constructor has made.
 *
 * @example
 * curveToJson(pureCurve({ epsilon: 0.1 })).fields; // => { epsilon: '1/10' }
 */
export function curveToJson(curve: Curve): CurveJson {
  checkCurve('curveToJson', curve);
  const fields = curve.kind === 'renyi' ? { terms: curve.terms.map(termToJson) } : numbersOf(curve);
  return { format: 'discreet/curve', version: 1, kind: curve.kind, fields };
}
