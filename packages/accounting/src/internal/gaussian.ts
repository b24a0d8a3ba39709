import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import * as guess from './guess.ts';
import { type Local, positiveRoot } from './newton.ts';
import { densityOf, fallOf, profileOf, tailOf } from './normal.ts';
import { normalQuantile } from './normal-quantile.ts';
import { refine, refineWithin } from './refine.ts';

/*
 * Gaussian differential privacy: H(mu, epsilon) = Q(epsilon/mu - mu/2) - e^epsilon Q(epsilon/mu + mu/2), which grows in mu with derivative
 * density(epsilon/mu - mu/2) and falls in epsilon with derivative -e^epsilon Q(epsilon/mu + mu/2). Proof: docs/proofs/gaussian-profile.md.
 */

const tiny = { lower: 0, upper: Number.MIN_VALUE };

/** Around mu = sqrt(muSquared). */
const rootOf = (muSquared: Rational, bits: number): Interval => Interval.of(muSquared, bits).sqrt();

/** delta(epsilon). */
export function gaussianDelta(muSquared: Rational, epsilon: Rational): Enclosure {
  if (muSquared.sign() === 0) return { lower: 0, upper: 0 };
  // u = (epsilon - muSquared/2)/mu > 40: delta <= Q(u) < 2^-1150
  const excess = epsilon.sub(muSquared.div(Rational.of(2n)));
  if (excess.sign() > 0 && Rational.of(1600n).mul(muSquared).lessThan(excess.square())) return tiny;
  return refineWithin(
    1,
    (bits) => profileOf(rootOf(muSquared, bits), Interval.of(epsilon, bits)).delta,
  );
}

/** The logarithm of delta and its complement, in doubles. */
const roughly = (delta: Rational): readonly [lnDelta: number, complement: number] => [
  Interval.of(delta, 64).ln().toEnclosure().lower,
  Rational.one.sub(delta).toNumber(),
];

/** The least epsilon >= 0 with delta(epsilon) <= delta, for delta in (0, 1). */
export function gaussianEpsilon(muSquared: Rational, delta: Rational): Enclosure {
  if (muSquared.sign() === 0) return { lower: 0, upper: 0 };
  const [lnDelta, complement] = roughly(delta);
  const root = rootOf(muSquared, 64).toEnclosure().upper;
  const gap = (epsilon: number): number => -guess.profileGap(root, epsilon, lnDelta, complement);
  const least = Math.max(root, 1e-300);
  const start = gap(0) < 0 ? guess.positiveRoot(gap, (root * root) / 2 + least) : 0;
  return refineWithin(Infinity, (bits) => {
    const mu = rootOf(muSquared, bits);
    const target = Interval.of(delta, bits);
    const local = (epsilon: Interval): Local => {
      const { delta: value, fall } = profileOf(mu, epsilon);
      return { value: value.sub(target), slope: slopeBy(mu, epsilon, fall) };
    };
    const found = start > 0 ? positiveRoot(start, bits, local) : undefined;
    if (found !== undefined) return found;
    // The guess failed: perhaps epsilon is 0, where delta(0) <= delta.
    const zero = Interval.integer(0, bits);
    return profileOf(mu, zero).delta.isAtMost(target) ? zero : undefined;
  });
}

/**
 * -e^x Q(x/mu + mu/2) for x around epsilon, from its value at epsilon: with v = x/mu + mu/2 the derivative of its logarithm is 1 - h(v)/mu, where the
 * hazard rate h = density/Q has h(0) < 1 and a derivative below 1, so 0 < h(v) < v + 1.
 */
const slopeBy =
  (mu: Interval, epsilon: Interval, fall: Interval) =>
  (around: Interval): Interval => {
    const one = Interval.integer(1, mu.bits);
    const hazard = around.upper().div(mu).add(mu.scale(-1)).add(one);
    const rate = hazard.div(mu).add(one);
    const change = around.sub(epsilon).mul(Interval.hull(rate, rate.negate()));
    const isSmall = change.isAtMost(one) && one.negate().isAtMost(change);
    return (isSmall ? fall.mul(change.exp()) : fallOf(mu, around)).negate();
  };

/** The greatest mu with delta(epsilon) <= delta, for delta in (0, 1), at one precision. */
export function gaussianMu(
  epsilon: Rational,
  delta: Rational,
): (bits: number) => Interval | undefined {
  const [lnDelta, complement] = roughly(delta);
  const aim = epsilon.toNumber();
  const start = guess.positiveRoot((mu) => guess.profileGap(mu, aim, lnDelta, complement), 1);
  return (bits) => {
    const loss = Interval.of(epsilon, bits);
    const target = Interval.of(delta, bits);
    return positiveRoot(start, bits, (mu) => {
      const value = profileOf(mu, loss).delta.sub(target);
      return { value, slope: (around) => densityOf(loss.div(around).sub(around.scale(-1))) };
    });
  };
}

/** The trade-off function of mu-GDP: Q(mu - z) where Q(z) = typeOne, for typeOne in (0, 1). */
export function gaussianTradeOff(muSquared: Rational, typeOne: Rational): Enclosure {
  const half = Rational.of(1n, 2n);
  const isHigh = half.lessThan(typeOne);
  const share = isHigh ? Rational.one.sub(typeOne) : typeOne;
  const quantile = normalQuantile(share);
  return refineWithin(1, (bits) => {
    const z = quantile(bits);
    if (z === undefined) return undefined;
    const mu = rootOf(muSquared, bits);
    return tailOf(isHigh ? mu.add(z) : mu.sub(z));
  });
}

/** sensitivity / mu for the mu of `gaussianMu`: the least sigma, rounded outward. */
export function gaussianSigma(
  epsilon: Rational,
  delta: Rational,
  sensitivity: Rational,
): Enclosure {
  const mu = gaussianMu(epsilon, delta);
  return refine((bits) => {
    const found = mu(bits);
    return found === undefined ? undefined : Interval.of(sensitivity, bits).div(found);
  });
}
