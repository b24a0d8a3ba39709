import { fieldOf } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import type { Curve, CurveKind, DivergingCurve } from '../curve.ts';
import { isWithin, refusal, type Rule } from './read-parameter.ts';

const loss = 'a finite number >= 0';
const chance = '>= 0 and < 1';
const whole = 'a whole number >= 0';

/** The numbers that each kind of curve is made of, and their rules; a Rényi curve is made of terms. */
export const curveFields: Readonly<Record<NumberKind, Readonly<Record<string, Rule>>>> = {
  pure: { epsilon: loss },
  approximate: { epsilon: loss, delta: chance },
  zeroConcentrated: { rho: loss },
  approximateZeroConcentrated: { rho: loss, delta: chance },
  gaussian: { muSquared: loss },
  laplace: { sensitivity: loss, scale: '> 0' },
  discreteLaplace: { sensitivity: whole, scale: '> 0' },
  discreteGaussian: { sensitivity: whole, sigmaSquared: '> 0' },
  randomizedResponse: { truth: '>= 1/2 and < 1' },
};

/** The kinds that are made of numbers. */
export type NumberKind = Exclude<CurveKind, 'renyi'>;

export const isNumberKind = (kind: unknown): kind is NumberKind =>
  typeof kind === 'string' && Object.hasOwn(curveFields, kind);

/** The kinds whose divergence is known at every order: what the terms of a Rényi curve may be. */
const diverging: readonly CurveKind[] = [
  'pure',
  'zeroConcentrated',
  'gaussian',
  'laplace',
  'discreteLaplace',
  'randomizedResponse',
] satisfies readonly DivergingCurve['kind'][];

/** Whether the divergence of curves of a kind is known at every order. */
export const isDiverging = (kind: NumberKind): boolean => diverging.includes(kind);

/** The same of a curve. */
export const isDivergingCurve = (curve: Curve): curve is DivergingCurve =>
  isNumberKind(curve.kind) && isDiverging(curve.kind);

const isSound = (kind: NumberKind, curve: unknown): boolean =>
  Object.entries(curveFields[kind]).every(([name, rule]) => {
    const value = fieldOf(curve, name);
    return value instanceof Rational && isWithin(value, rule);
  });

const isSoundTerm = (term: unknown): boolean => {
  const form = fieldOf(term, 'form');
  if (form === 'curve') {
    const [curve, count] = [fieldOf(term, 'curve'), fieldOf(term, 'count')];
    const kind = fieldOf(curve, 'kind');
    const known = isNumberKind(kind) && isDiverging(kind) && isSound(kind, curve);
    return known && count instanceof Rational && isWithin(count, whole);
  }
  const points = fieldOf(term, 'points');
  return (
    form === 'points' &&
    Array.isArray(points) &&
    points.length > 0 &&
    points.every((point: unknown) => {
      const [order, divergence] = [fieldOf(point, 'order'), fieldOf(point, 'divergence')];
      const rational = order instanceof Rational && divergence instanceof Rational;
      return rational && isWithin(order, '> 1') && divergence.sign() >= 0;
    })
  );
};

/** Whether a value is a curve that keeps the rules. */
export function isCurve(value: unknown): value is Curve {
  const [kind, terms] = [fieldOf(value, 'kind'), fieldOf(value, 'terms')];
  if (isNumberKind(kind)) return isSound(kind, value);
  return kind === 'renyi' && Array.isArray(terms) && terms.length > 0 && terms.every(isSoundTerm);
}

/** Refuses what no constructor has made: types can be bypassed, and a negative or missing number must not pass for a guarantee. */
export function checkCurve(where: string, curve: Curve): void {
  if (!isCurve(curve)) throw refusal(where, 'the curve must be one that a constructor made', curve);
}
