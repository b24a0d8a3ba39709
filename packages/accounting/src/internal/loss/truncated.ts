import { Interval, Rational } from '@discreet/numeric';
import type { TruncatedSubsampledGaussianEvent } from '../../event.ts';
import { binomialTail } from './binomial.ts';
import { type Law, mixtureLaw, unseenLaw } from './law.ts';
import { type Rate, rateOf } from './rate.ts';

/** How large a dataset may be of which batches are cut. */
export const MOST_RECORDS = 1e7;

/** What a truncated batch is a mixture of. */
export interface TruncatedParts {
  /** the chance that the batch is cut, were the record in it */
  readonly cut: Rate;
  /** the chance that the record is in a batch that is cut */
  readonly kept: Rate;
  /** the chance that the record is in the batch, cut or not */
  readonly present: Rate;
}

const BITS = 192;
const never: Rate = { rate: 0, rest: 1 };
const always: Rate = { rate: 1, rest: 0 };

const rateIn = (x: Interval): Rate => {
  const middle = (y: Interval): number => {
    const { lower, upper } = y.toEnclosure();
    return Math.min(1, Math.max(0, lower + (upper - lower) / 2));
  };
  return { rate: middle(x), rest: middle(Interval.integer(1, x.bits).sub(x)) };
};

/**
 * A Poisson sample of n records that is cut to b: with chance w = P(Bin(n - 1, q) >= b) it is seen as a Gaussian at half the noise whose record is replaced, in with chance
 * P(Bin(n, q) > b) b / (w n), else as a plain sample.
 */
export function truncatedParts(event: TruncatedSubsampledGaussianEvent): TruncatedParts {
  const [n, b] = [Number(event.datasetSize.floor()), Number(event.batchSize.floor())];
  const rate = event.samplingProbability;
  const whole = { cut: never, kept: never, present: rateOf(rate) };
  if (n - 1 < b) return whole;
  const share = Interval.of(Rational.of(BigInt(b), BigInt(n)), BITS);
  if (rate.equals(Rational.one))
    return { cut: always, kept: rateIn(share), present: rateIn(share) };
  const cut = binomialTail(n - 1, rate, b);
  if (cut.sign() !== 1) return whole;
  const inCut = binomialTail(n, rate, b + 1).mul(share);
  const present = Interval.integer(1, BITS).sub(cut).mul(Interval.of(rate, BITS)).add(inCut);
  return { cut: rateIn(cut), kept: rateIn(inCut.div(cut)), present: rateIn(present) };
}

/** 2^-900: cuts that are less likely are taken for an infinite loss. */
const RARE = 1.1830521861667747e-271;

/** The law of the mechanism: `plain` is that of a whole batch, `replaced` that of a cut one. */
export function truncatedLaw(cut: Rate, plain: Law, replaced: Law): Law {
  if (cut.rate < RARE) return unseenLaw(plain, RARE);
  if (cut.rest === 0) return replaced;
  return mixtureLaw([
    [cut.rate, replaced],
    [cut.rest, plain],
  ]);
}
