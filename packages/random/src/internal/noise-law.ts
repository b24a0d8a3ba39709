/** P(x) proportional to exp(-|x| d/n) for laplace with scale n/d, to exp(-x^2 d/(2n)) for gaussian with sigma^2 = n/d. */
export interface NoiseLaw {
  readonly kind: 'laplace' | 'gaussian';
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The exponent of the law's weight at the magnitude m, as numerator and denominator. */
export function exponentAt(
  law: NoiseLaw,
  m: bigint,
): readonly [numerator: bigint, denominator: bigint] {
  return law.kind === 'laplace'
    ? [m * law.denominator, law.numerator]
    : [m * m * law.denominator, 2n * law.numerator];
}
