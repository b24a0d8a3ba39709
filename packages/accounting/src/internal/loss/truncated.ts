import { Interval, Rational } from '@discreet/numeric';
import type { TruncatedSubsampledGaussianEvent } from '../../event.ts';
import { binomialTail } from './binomial.ts';
import { type Law, mixtureLaw, normalLaw, swappedLaw } from './law.ts';

const MOST_RECORDS = 1e7;

/** What a truncated batch is a mixture of. */
export interface TruncatedParts {
  /** the chance that the batch is cut, were the record in it */
  readonly cut: number;
  /** the chance that the record is in a batch that is cut */
  readonly kept: number;
}

/**
 * A Poisson sample of n records that is cut to b: with chance w = P(Bin(n - 1, q) >= b) it is seen as a Gaussian at half the noise whose record is replaced, in with chance
 * P(Bin(n, q) > b) b / (w n), else as a plain sample.
 */
export function truncatedParts(event: TruncatedSubsampledGaussianEvent): TruncatedParts {
  const [n, b] = [Number(event.datasetSize.floor()), Number(event.batchSize.floor())];
  const rate = event.samplingProbability;
  if (rate.equals(Rational.one)) {
    const isCut = n - 1 >= b;
    return { cut: isCut ? 1 : 0, kept: isCut ? b / n : 0 };
  }
  const cut = binomialTail(n - 1, rate, b);
  if (cut.sign() === 0) return { cut: 0, kept: 0 };
  const share = Interval.of(Rational.of(BigInt(b), BigInt(n)), cut.bits);
  const kept = binomialTail(n, rate, b + 1)
    .mul(share)
    .div(cut);
  return { cut: Math.min(1, cut.toEnclosure().upper), kept: Math.min(1, kept.toEnclosure().upper) };
}

/** The laws of the mechanism in both orders. */
export function truncatedLaws(
  { cut, kept }: TruncatedParts,
  whole: (order: 0 | 1) => Law,
  mu: number,
): readonly Law[] {
  const replaced = normalLaw({
    first: { weights: [1 - kept, kept], centres: [0, 2 * mu] },
    second: { weights: [kept, 1 - kept], centres: [-2 * mu, 0] },
  });
  return ([0, 1] as const).map((order) =>
    mixtureLaw([
      [cut, order === 0 ? replaced : swappedLaw(replaced)],
      [1 - cut, whole(order)],
    ]),
  );
}

export { MOST_RECORDS };
