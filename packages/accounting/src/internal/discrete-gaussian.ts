import { discreteGaussianTail, type Enclosure, Interval, Rational } from '@discreet/numeric';
import { latticeEpsilon } from './lattice-epsilon.ts';
import { expOf } from './normal.ts';
import { refineWithin } from './refine.ts';
import { zeroConcentratedEpsilon } from './zero-concentrated.ts';

/*
 * Discrete Gaussian noise on integers s = sensitivity apart: the answer x has the loss (s^2 - 2 s x) / (2 sigmaSquared), which falls in x. Proof:
 * docs/proofs/noise-curves.md.
 */

const two = Rational.of(2n);

/** P(x <= m) and Q(x <= m): the tails P(Z >= -m) and P(Z >= s - m). */
const upTo =
  (sensitivity: Rational, sigmaSquared: Rational) =>
  (m: bigint, bits: number): readonly [Interval, Interval] => [
    discreteGaussianTail(-m, sigmaSquared, bits),
    discreteGaussianTail(sensitivity.floor() - m, sigmaSquared, bits),
  ];

/** delta(epsilon) = P(x <= m) - e^epsilon Q(x <= m), m = floor(s/2 - epsilon sigmaSquared / s). */
export function discreteGaussianDelta(
  sensitivity: Rational,
  sigmaSquared: Rational,
  epsilon: Rational,
): Enclosure {
  if (sensitivity.sign() === 0) return { lower: 0, upper: 0 };
  const m = sensitivity.div(two).sub(epsilon.mul(sigmaSquared).div(sensitivity)).floor();
  // P(Z >= -m) <= e^(-m^2 / (2 sigmaSquared)) < e^-800
  const far = Rational.of(1600n).mul(sigmaSquared);
  if (m < 0n && far.lessThan(Rational.of(m).square())) return { lower: 0, upper: Number.MIN_VALUE };
  return refineWithin(1, (bits) => {
    const [near, other] = upTo(sensitivity, sigmaSquared)(m, bits);
    return near.sub(expOf(Interval.of(epsilon, bits)).mul(other));
  });
}

/** The least epsilon >= 0 at delta in (0, 1). */
export function discreteGaussianEpsilon(
  sensitivity: Rational,
  sigmaSquared: Rational,
  delta: Rational,
): Enclosure {
  if (sensitivity.sign() === 0) return { lower: 0, upper: 0 };
  const rho = sensitivity.square().div(sigmaSquared).div(two);
  const most = zeroConcentratedEpsilon(rho, delta).upper;
  const lossAt = (m: bigint): Rational =>
    sensitivity
      .sub(two.mul(Rational.of(m)))
      .mul(sensitivity)
      .div(two.mul(sigmaSquared));
  const reach = BigInt(Math.ceil(Math.min(most, 1e15))) + 1n;
  const first = sensitivity
    .div(two)
    .sub(Rational.of(reach).mul(sigmaSquared).div(sensitivity))
    .floor();
  return latticeEpsilon(
    {
      lossAt,
      upTo: upTo(sensitivity, sigmaSquared),
      deltaAt: (epsilon) => discreteGaussianDelta(sensitivity, sigmaSquared, epsilon),
      last: sensitivity.div(two).floor(),
      first,
    },
    delta,
    most,
  );
}

/** Around the variance, which is a little below sigmaSquared where sigma is small. */
export function discreteGaussianVariance(sigmaSquared: Rational): Enclosure {
  const direct = sigmaSquared.lessThan(Rational.one);
  return refineWithin(Infinity, (bits) => {
    const [one, s] = [Interval.integer(1, bits), Interval.of(sigmaSquared, bits)];
    // the sums over k >= 1 of g(k) and of k^2 g(k), g(k) = e^(-rate k^2)
    const rate = direct
      ? one.div(s).scale(-1)
      : Interval.pi(bits).mul(Interval.pi(bits)).mul(s).scale(1);
    let [sum, moment] = [one.sub(one), one.sub(one)];
    const done = one.scale(-2 * bits);
    // what is this small is far below every double, and may be known to no more than that
    const lost = one.scale(-8192);
    for (let k = 1; ; k += 1) {
      const square = Interval.integer(k * k, bits);
      const term = expOf(rate.mul(square).negate());
      sum = sum.add(term);
      moment = moment.add(square.mul(term));
      const isSmall = square.mul(term).isBelow(done.mul(moment)) || term.isBelow(lost);
      if (k < 4 || !isSmall) continue;
      // rate >= 1/2, so from the fourth term on each is less than a tenth of the one before, with its square too
      const rest = Interval.hull(one.sub(one), square.mul(term));
      [sum, moment] = [sum.add(rest), moment.add(rest)];
      break;
    }
    const whole = sum.scale(1).add(one);
    if (direct) return moment.scale(1).div(whole);
    // Poisson: Z = sqrt(2 pi s) theta, and the variance is s - 8 pi^2 s^2 (sum of k^2 g(k)) / theta
    return s.sub(rate.mul(s).mul(moment).scale(2).div(whole));
  });
}
