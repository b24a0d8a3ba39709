import { type Rational } from '@discreet/numeric';
import type { ExactLaw } from '../enumerate-entropy.ts';

/** An outcome with what was counted for it under both laws, in units of 1 / `one`. */
export interface JointOutcome {
  readonly outcome: string;
  readonly p: bigint;
  readonly q: bigint;
}

/** Two enumerated laws over one denominator. */
export interface JointLaw {
  /** every outcome that was reached under P */
  readonly outcomes: readonly JointOutcome[];
  /** what is undecided under P and under Q */
  readonly restP: bigint;
  readonly restQ: bigint;
  readonly one: bigint;
}

/** Puts two laws over one denominator: all denominators are powers of two, so the greatest one will do. */
export function jointLaw(p: ExactLaw, q: ExactLaw): JointLaw {
  const all = [p, q].flatMap(({ law, residual }) => [...law.values(), residual]);
  const one = all.reduce((most, { denominator }) => (denominator > most ? denominator : most), 1n);
  const counted = (probability: Rational | undefined): bigint =>
    probability === undefined ? 0n : probability.numerator * (one / probability.denominator);
  return {
    outcomes: [...p.law].map(([outcome, probability]) => ({
      outcome,
      p: counted(probability),
      q: counted(q.law.get(outcome)),
    })),
    restP: counted(p.residual),
    restQ: counted(q.residual),
    one,
  };
}
