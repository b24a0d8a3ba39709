import { Rational } from '@discreet/numeric';

/** A probability and its complement, each a double of its own: near 1 the one does not know the other. */
export interface Rate {
  readonly rate: number;
  readonly rest: number;
}

/** A probability in (0, 1], off by a relative 2^-53 in both parts. */
export const rateOf = (probability: Rational): Rate => ({
  rate: probability.toNumber(),
  rest: Rational.one.sub(probability).toNumber(),
});

/** 2^-900: where a probability, or what it lacks to 1, is less, doubles lose digits of its products. */
const LEAST = Rational.of(1n, 1n << 900n);

/** Whether doubles hold a probability and its complement. */
export const isHeld = (probability: Rational): boolean =>
  LEAST.lessThanOrEqual(probability) &&
  (probability.equals(Rational.one) || LEAST.lessThanOrEqual(Rational.one.sub(probability)));
