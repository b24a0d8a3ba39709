import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import type { BatchBound, BatchItem, BatchTheorem } from './batch-bound.ts';
import { pureRho } from './internal/pure.ts';
import { type Batch, productDelta, readBatch, sumOver } from './internal/read-batch.ts';
import { refineWithin } from './internal/refine.ts';
import { exactOf } from './internal/exact-of.ts';
import { zeroConcentratedEpsilon } from './internal/zero-concentrated.ts';
import type { Parameter } from './parameter.ts';

/** The closed forms, by theorem. */
export type ClosedForms = Readonly<
  Record<
    | 'basic'
    | 'dworkRothblumVadhan'
    | 'meanLoss'
    | 'kairouzOhViswanath'
    | 'whitehouse'
    | 'zeroConcentrated',
    BatchBound
  >
>;

/**
 * What the closed forms of composition say of a batch of pure and approximate guarantees.
 *
 * With S the sum of all squared epsilons, L = ln(1/slack), A the sum of all epsilon tanh(epsilon/2), the most that a loss can be on average:
 *
 * - `basic`: the sums.
 * - `dworkRothblumVadhan`: sqrt(2 L S) + the sum of all epsilon (e^epsilon - 1).
 * - `meanLoss`: sqrt(2 L S) + A.
 * - `kairouzOhViswanath`: sqrt(2 S ln(e + sqrt(S)/slack)) + A, e being Euler's number; its delta is a product.
 * - `whitehouse`: sqrt(2 L S) + S/2, what the filter of advanced composition asks.
 * - `zeroConcentrated`: A as the rho of zCDP, at slack.
 *
 * **Contract** Each is a bound on its own; any may be the least. `batchOptimal` is never above them, up to its own rounding.
 * **Errors** Curves of other kinds, no curves, counts that are no whole numbers >= 1, a slack outside (0, 1).
 * **Cost** Linear in the length of the list.
 * **Source** docs/proofs/batch-composition.md; Dwork, Rothblum, Vadhan 2010; Kairouz, Oh, Viswanath 2015, The composition theorem for differential privacy, theorem 3.5,
 * https://arxiv.org/abs/1311.0776; Whitehouse, Ramdas, Rogers, Wu 2023, https://arxiv.org/abs/2203.05481
 *
 * @example
 * const forms = batchClosedForms([{ curve: pureCurve({ epsilon: 0.1 }), count: 100 }], { slack: 1e-6 });
 * forms.meanLoss.epsilon.upper.toFixed(3); // => '5.756'
 */
export function batchClosedForms(
  items: readonly BatchItem[],
  at: { readonly slack: Parameter },
): ClosedForms {
  const batch = readBatch('batchClosedForms', items, at);
  const squares = sumOver(batch, ({ epsilon }) => epsilon.square());
  const failures = sumOver(batch, ({ delta }) => delta);
  const plain = around(Rational.min(failures, Rational.one));
  const withSlack = around(Rational.min(failures.add(batch.slack), Rational.one));
  const product = refineWithin(1, (bits) => productDelta(batch, bits));
  const total = (of: (epsilon: Interval) => Interval, bits: number): Interval =>
    batch.groups.reduce(
      (sum, { epsilon, count }) =>
        sum.add(of(Interval.of(epsilon, bits)).mul(Interval.integer(count, bits))),
      Interval.integer(0, bits),
    );
  const spread = (bits: number): Interval =>
    Interval.of(squares, bits).mul(lnInverse(batch, bits)).scale(1).sqrt();
  const bound = (
    theorem: BatchTheorem,
    delta: Enclosure,
    epsilon: (bits: number) => Interval,
  ): BatchBound =>
    Object.freeze({
      kind: 'batchBound',
      theorem,
      epsilon: refineWithin(Infinity, epsilon),
      delta,
    });
  const mean = (bits: number): Interval => total(pureRho, bits);
  const rho = refineWithin(Infinity, mean);
  const zeroConcentrated: BatchBound = Object.freeze({
    kind: 'batchBound',
    theorem: 'zeroConcentrated',
    epsilon: {
      lower: zeroConcentratedEpsilon(exactOf(rho.lower), batch.slack).lower,
      upper: zeroConcentratedEpsilon(exactOf(rho.upper), batch.slack).upper,
    },
    delta: withSlack,
  });
  return Object.freeze({
    basic: bound('basic', plain, (bits) =>
      Interval.of(
        sumOver(batch, (m) => m.epsilon),
        bits,
      ),
    ),
    dworkRothblumVadhan: bound('dworkRothblumVadhan', withSlack, (bits) =>
      spread(bits).add(total((epsilon) => epsilon.mul(epsilon.expm1()), bits)),
    ),
    meanLoss: bound('meanLoss', withSlack, (bits) => spread(bits).add(mean(bits))),
    kairouzOhViswanath: bound('kairouzOhViswanath', product, (bits) => {
      const sum = Interval.of(squares, bits);
      const inner = Interval.integer(1, bits)
        .exp()
        .add(sum.sqrt().div(Interval.of(batch.slack, bits)));
      return sum.mul(inner.ln()).scale(1).sqrt().add(mean(bits));
    }),
    whitehouse: bound('whitehouse', withSlack, (bits) =>
      spread(bits).add(Interval.of(squares, bits).scale(-1)),
    ),
    zeroConcentrated,
  });
}

const around = (x: Rational): Enclosure => ({ lower: x.toNumberDown(), upper: x.toNumberUp() });

const lnInverse = ({ slack }: Batch, bits: number): Interval =>
  Interval.of(slack, bits).ln().negate();
