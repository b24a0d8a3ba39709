import { Rational } from '@discreet/numeric';
import { batchClosedForms } from './batch-closed-forms.ts';
import type { BatchBound, BatchItem, BatchTheorem } from './batch-bound.ts';
import { batchOptimal } from './batch-optimal.ts';
import type { Curve, RenyiCurve, RenyiTerm } from './curve.ts';
import { epsilonAt } from './epsilon-at.ts';
import { implications } from './internal/implications.ts';
import { readItems, readSlack } from './internal/read-batch.ts';
import { refusal } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

interface Item<C extends Curve> {
  readonly curve: C;
  readonly count: number;
}

/** All items as curves of one kind; nothing where one of them has no such form. */
const allAs = <K extends Curve['kind']>(
  items: readonly Item<Curve>[],
  kind: K,
): readonly Item<Extract<Curve, { kind: K }>>[] => {
  const isKind = (curve: Curve): curve is Extract<Curve, { kind: K }> => curve.kind === kind;
  const found = items.flatMap(({ curve, count }) => {
    const one = isKind(curve) ? curve : implications(curve)[kind]?.();
    return one !== undefined && isKind(one) ? [{ curve: one, count }] : [];
  });
  return found.length === items.length ? found : [];
};

const times = (x: Rational, count: number): Rational => x.mul(Rational.of(BigInt(count)));

const total = (amounts: readonly Rational[]): Rational =>
  amounts.reduce((sum, amount) => sum.add(amount), Rational.zero);

/** What the pure and approximate items say: all closed forms, and optimal composition. */
const ofLosses = (items: readonly Item<Curve>[], slack: Rational): readonly BatchBound[] => {
  const known = items.flatMap(({ curve, count }) => {
    const one = curve.kind === 'approximate' ? curve : allAs([{ curve, count }], 'pure')[0]?.curve;
    return one === undefined ? [] : [{ curve: one, count }];
  });
  if (known.length < items.length) return [];
  const forms = batchClosedForms(known, { slack });
  return [
    ...Object.values(forms).filter(({ delta }) => delta.upper < 1),
    batchOptimal(known, { slack }),
  ];
};

const bound = (theorem: BatchTheorem, curve: Curve, delta: Rational): BatchBound =>
  Object.freeze({
    kind: 'batchBound',
    theorem,
    epsilon: epsilonAt(curve, { delta }),
    delta: { lower: delta.toNumberDown(), upper: delta.toNumberUp() },
  });

const ofGaussians = (items: readonly Item<Curve>[], slack: Rational): readonly BatchBound[] => {
  const known = allAs(items, 'gaussian');
  if (known.length === 0) return [];
  const muSquared = total(known.map(({ curve, count }) => times(curve.muSquared, count)));
  return [bound('gaussian', Object.freeze({ kind: 'gaussian', muSquared }), slack)];
};

const ofConcentrated = (items: readonly Item<Curve>[], slack: Rational): readonly BatchBound[] => {
  const known = allAs(items, 'approximateZeroConcentrated');
  if (known.length === 0) return [];
  const rho = total(known.map(({ curve, count }) => times(curve.rho, count)));
  const delta = total(known.map(({ curve, count }) => times(curve.delta, count)));
  const sum = Object.freeze({ kind: 'approximateZeroConcentrated', rho, delta } as const);
  const whole = delta.add(slack);
  return whole.lessThan(Rational.one) ? [bound('zeroConcentrated', sum, whole)] : [];
};

/** A term of a Rényi curve, so many times. */
const repeated = (term: RenyiTerm, count: number): RenyiTerm => {
  if (term.form === 'curve') return Object.freeze({ ...term, count: times(term.count, count) });
  const points = term.points.map(({ order, divergence }) =>
    Object.freeze({ order, divergence: times(divergence, count) }),
  );
  return Object.freeze({ form: term.form, points: Object.freeze(points) });
};

const ofDivergences = (items: readonly Item<Curve>[], slack: Rational): readonly BatchBound[] => {
  const known = allAs(items, 'renyi');
  if (known.length === 0) return [];
  const terms = known.flatMap(({ curve, count }) =>
    curve.terms.map((term) => repeated(term, count)),
  );
  const sum: RenyiCurve = Object.freeze({ kind: 'renyi', terms: Object.freeze(terms) });
  return [bound('renyi', sum, slack)];
};

/**
 * The best bound on a batch among all that apply to it, with the name of its theorem.
 *
 * Closed forms and optimal composition where every curve implies a pure or approximate one; root-sum-square where every curve implies a Gaussian one; zCDP and Rényi where every curve has such a form.
 *
 * **Contract** As `BatchBound`, for a batch that is fixed beforehand. Any of the bounds is sound at its own delta, which is at most the sum of all deltas and slack; the one with the
 * least epsilon is returned.
 * **Errors** No curves; a list in which no theorem covers all kinds at once; a slack outside (0, 1).
 * **Cost** As `batchOptimal`.
 *
 * @example
 * const batch = [{ curve: gaussianCurve({ mu: 0.1 }), count: 50 }, { curve: pureCurve({ epsilon: 0.1 }), count: 10 }];
 * bestBatch(batch, { slack: 1e-6 }).theorem; // => 'gaussian'
 */
export function bestBatch(
  items: readonly BatchItem<Curve>[],
  at: { readonly slack: Parameter },
): BatchBound {
  const where = 'bestBatch';
  const [read, slack] = [readItems(where, items), readSlack(where, at)];
  const [first, ...others] = [
    ...ofLosses(read, slack),
    ...ofGaussians(read, slack),
    ...ofConcentrated(read, slack),
    ...ofDivergences(read, slack),
  ];
  if (first === undefined) throw refusal(where, 'no theorem covers all curves at once', items);
  return others.reduce((a, b) => (b.epsilon.upper < a.epsilon.upper ? b : a), first);
}
