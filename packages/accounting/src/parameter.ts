import type { Rational } from '@discreet/numeric';

/** What a parameter can be written as: a number or a text is the decimal that it prints as, so 0.1 is one tenth; a `Rational` is itself. */
export type Parameter = number | bigint | string | Rational;
