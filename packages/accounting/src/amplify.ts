import { fieldOf, type Gate, type Needs } from '@discreet/core';
import { Interval, Rational } from '@discreet/numeric';
import type { ApproximateCurve, Curve, PureCurve } from './curve.ts';
import type { NeighbouringRelation } from './event-relation.ts';
import type { Guarantee } from './guarantee.ts';
import { isCurve } from './internal/curve-fields.ts';
import { exactOf } from './internal/exact-of.ts';
import { expOf } from './internal/normal.ts';
import { readParameter, refusal, type Rule } from './internal/read-parameter.ts';
import { refineWithin } from './internal/refine.ts';
import type { Sampler } from './sampler.ts';

/** Why a sampler amplifies no guarantee under R; `unknown` where it does. */
export type AmplificationCheck<
  S extends Sampler,
  R extends NeighbouringRelation,
  C,
> = 'none' extends S['relation']
  ? Needs<'shuffled batches are no Poisson samples: no theorem here amplifies by them'>
  : [S['relation'], R] extends [R, S['relation']]
    ? [C] extends [PureCurve | ApproximateCurve]
      ? unknown
      : Needs<'only pure and approximate curves are amplified here: account other mechanisms as sampled events'>
    : Needs<`this sampler amplifies under ${S['relation'] & string}, the guarantee is under ${R}`>;

/** ln(1 + q (e^epsilon - 1)), rounded up. */
const amplified = (epsilon: Rational, rate: Rational): Rational => {
  if (epsilon.sign() === 0 || rate.equals(Rational.one)) return epsilon;
  const isLarge = Rational.of(8n).lessThan(epsilon);
  const { upper } = refineWithin(epsilon.toNumberUp(), (bits) => {
    const [loss, share] = [Interval.of(epsilon, bits), Interval.of(rate, bits)];
    if (!isLarge) return share.mul(loss.expm1()).log1p();
    // the same, without e^epsilon: epsilon + ln(q + (1 - q) e^-epsilon)
    const rest = Interval.of(Rational.one.sub(rate), bits).mul(expOf(loss.negate()));
    return loss.add(share.add(rest).ln());
  });
  return Rational.min(exactOf(upper), epsilon);
};

/** The relation and the rate of a sampler, read anew: a value can have its shape though no constructor made it. */
const readSampler = (
  where: string,
  sampler: unknown,
): { readonly relation: NeighbouringRelation; readonly rate: Rational } => {
  const read = (name: string, rule: Rule): Rational =>
    readParameter(where, name, fieldOf(sampler, name), rule);
  const kind = fieldOf(sampler, 'kind');
  if (kind === 'poissonSampler')
    return { relation: 'addOrRemoveOne', rate: read('rate', '> 0 and <= 1') };
  if (kind !== 'fixedSizeSampler')
    throw refusal(
      where,
      'the sampler must be one that poissonSampler() or fixedSizeSampler() made',
      kind,
    );
  const size = read('size', 'a whole number >= 1');
  const populationSize = read('populationSize', 'a whole number >= 1');
  if (populationSize.lessThan(size))
    throw refusal(where, 'size must be at most populationSize', size);
  return { relation: 'replaceOne', rate: size.div(populationSize) };
};

/**
 * The guarantee of a mechanism that sees a secret sample instead of all records: epsilon' = ln(1 + q (e^epsilon - 1)), delta' = q delta.
 *
 * q is the rate of a Poisson sampler, or the share of records that a sampler of fixed size takes. The first amplifies under adding or removing one record, the second under
 * replacing one. The sampler is an object and no number: who shuffles and cuts batches has no rate.
 *
 * **Contract** If the mechanism has the guarantee on the sample, it has the new one on the data, under the same relation, provided that the sample stays secret and is drawn
 * afresh. Epsilon is rounded up; delta is exact. Tight for pure and approximate guarantees.
 * **Errors** A sampler and a guarantee under different relations, shuffled batches, curves of other kinds: none of these compiles, and each throws.
 * **Source** docs/proofs/amplification.md; Balle, Barthe, Gaboardi 2018, Privacy amplification by subsampling, theorems 8 and 9, https://arxiv.org/abs/1807.01647
 *
 * @example
 * const sampled = amplify(poissonSampler({ rate: 0.01 }), addOrRemoveOne(pureCurve({ epsilon: 1 })));
 * sampled.curve.epsilon.toNumber().toFixed(5); // => '0.01704'
 */
export function amplify<S extends Sampler, R extends NeighbouringRelation, C extends Curve>(
  sampler: S,
  guarantee: Gate<Guarantee<R, C>, AmplificationCheck<S, R, C>>,
): Guarantee<R, C>;
export function amplify(
  sampler: Sampler,
  guarantee: unknown,
): Guarantee<NeighbouringRelation, Curve> {
  const where = 'amplify';
  const { relation, rate } = readSampler(where, sampler);
  const [given, curve] = [fieldOf(guarantee, 'relation'), fieldOf(guarantee, 'curve')];
  if (given !== relation) throw refusal(where, `the guarantee must be under ${relation}`, given);
  if (!isCurve(curve)) throw refusal(where, 'the curve must be one that a constructor made', curve);
  switch (curve.kind) {
    case 'pure': {
      const epsilon = amplified(curve.epsilon, rate);
      return Object.freeze({ relation, curve: Object.freeze({ ...curve, epsilon }) });
    }
    case 'approximate': {
      const epsilon = amplified(curve.epsilon, rate);
      const delta = curve.delta.mul(rate);
      return Object.freeze({ relation, curve: Object.freeze({ ...curve, epsilon, delta }) });
    }
    default:
      throw refusal(where, 'the curve must be pure or approximate', curve.kind);
  }
}
