import { Interval, Rational } from '@discreet/numeric';

/** Beyond this |x|, Mills' ratio comes from its asymptotic series. */
const far = 512;
/** Beyond this |x| the tail is below 2^-1150, less than any double. */
const lost = 40;

/** Around e^x, for x of any size below 2^40: what is smaller than e^-2^39 is between 0 and that. */
export function expOf(x: Interval): Interval {
  const floor = Interval.integer(-(2 ** 39), x.bits);
  const zero = Interval.integer(0, x.bits);
  if (floor.isAtMost(x)) return x.exp();
  const top = Interval.max(x.upper(), floor).exp();
  return Interval.hull(zero, top);
}

/** Around the standard normal density at x. */
export function densityOf(x: Interval): Interval {
  const square = Interval.max(x.mul(x), Interval.integer(0, x.bits));
  return expOf(square.scale(-1).negate()).div(Interval.pi(x.bits).scale(1).sqrt());
}

/**
 * Around Mills' ratio Q(x) / density(x) for x > 512: (1/x)(1 - 1/x^2 + 3/x^4 - 15/x^6 + ...), whose partial sums are in turn above and below it.
 */
function farMills(x: Interval): Interval {
  const inverse = Interval.integer(1, x.bits).div(x.mul(x));
  let term = Interval.integer(1, x.bits);
  let sum = term;
  let before = sum;
  for (let odd = 1; odd <= 23; odd += 2) {
    term = term.mul(inverse).mul(Interval.integer(-odd, x.bits));
    before = sum;
    sum = sum.add(term);
  }
  return Interval.hull(before, sum).div(x);
}

/** Around Q(x), the chance that a standard normal variable is above x. */
export function tailOf(x: Interval): Interval {
  const { bits } = x;
  const edge = Interval.integer(lost, bits);
  const tiny = Interval.hull(Interval.integer(0, bits), Interval.integer(1, bits).scale(-1150));
  if (edge.isAtMost(x)) return tiny;
  if (x.isAtMost(edge.negate())) return Interval.integer(1, bits).sub(tiny);
  return x.mul(Interval.of(half, bits).sqrt()).erfc().scale(-1);
}

const half = Rational.of(1n, 2n);

/** The profile of mu-GDP at one epsilon, and what it falls by. */
export interface ProfileParts {
  /** Q(u) - e^epsilon Q(v), with u = epsilon/mu - mu/2 and v = u + mu */
  readonly delta: Interval;
  /** e^epsilon Q(v): minus the derivative by epsilon */
  readonly fall: Interval;
  /** density(u): the derivative by mu */
  readonly rise: Interval;
}

/** Around e^epsilon Q(v) = density(u) Q(v) / density(v), since (v^2 - u^2)/2 = epsilon. */
export function fallOf(mu: Interval, epsilon: Interval): Interval {
  const { bits } = mu;
  const v = epsilon.div(mu).add(mu.scale(-1));
  const u = v.sub(mu);
  if (Interval.integer(far, bits).isAtMost(v)) return densityOf(u).mul(farMills(v));
  // here epsilon <= v^2/2 is below 2^18
  return epsilon.exp().mul(v.mul(Interval.of(half, bits).sqrt()).erfc().scale(-1));
}

/**
 * Around density(u) (R(u) - R(v)) for mu < 2^-40, R being Mills' ratio, where the difference would cancel.
 *
 * With m = epsilon/mu in the middle of u and v: R(u) - R(v) = -mu R'(m) - mu^3/24 R'''(x) for an x between, -R'(m) = 1 - m R(m), and |R'''| < 3 from -1/100 on: it is 2
 * at 0 and falls.
 */
function shortWay(mu: Interval, epsilon: Interval, u: Interval): Interval {
  const one = Interval.integer(1, mu.bits);
  const m = epsilon.div(mu);
  const slope = one.sub(m.mul(tailOf(m).div(densityOf(m))));
  const cubic = mu.mul(mu).scale(-3);
  return densityOf(u)
    .mul(mu)
    .mul(slope.add(Interval.hull(cubic, cubic.negate())));
}

/** Around the profile and its derivatives, for mu > 0 and epsilon >= 0. */
export function profileOf(mu: Interval, epsilon: Interval): ProfileParts {
  const u = epsilon.div(mu).sub(mu.scale(-1));
  const zero = Interval.integer(0, mu.bits);
  const one = Interval.integer(1, mu.bits);
  // 0 <= density(u) Mills(v) <= density(u) Mills(u) = Q(u), so far out both terms are lost together
  if (Interval.integer(lost, mu.bits).isAtMost(u)) {
    const tail = tailOf(u);
    return { delta: tail, fall: tail, rise: densityOf(u) };
  }
  const fall = fallOf(mu, epsilon);
  const isShort = mu.isBelow(one.scale(-40));
  const difference = isShort ? shortWay(mu, epsilon, u) : tailOf(u).sub(fall);
  const delta = Interval.min(Interval.max(difference, zero), one);
  return { delta, fall, rise: densityOf(u) };
}
