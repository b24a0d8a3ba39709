import { DiscreetError, Rational, rationalFromDecimal } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { IntervalGrid } from './domain.ts';
import { powerOfTen } from './power-of-ten.ts';
import { print } from './print.ts';

/** the e for which 10^e <= x < 10^(e+1), x > 0 */
const orderOfMagnitude = (x: Rational): number => {
  // the digits of numerator and denominator give it up to one; comparison decides
  let e = x.numerator.toString().length - x.denominator.toString().length;
  while (x.lessThan(powerOfTen(e))) e -= 1;
  while (!x.lessThan(powerOfTen(e + 1))) e += 1;
  return e;
};

/** the greatest e for which a decimal is a whole multiple of 10^e; Infinity for 0 */
const lastPlace = (x: Rational): number => {
  if (x.sign() === 0) return Infinity;
  let e = 0;
  while (!x.div(powerOfTen(e)).isInteger()) e -= 1;
  while (x.div(powerOfTen(e + 1)).isInteger()) e += 1;
  return e;
};

/** 10^308 is the last power of ten that is a double, and kernels multiply by 1 / resolution */
const finest = -308;

/** with so many steps to a bound, the double product of a value between the bounds and 1 / resolution may be an infinity, and the value would go to the bound */
const tooManySteps = 1n << 1024n;

const finite = (x: unknown): O.Option<Rational> =>
  typeof x === 'number' ? rationalFromDecimal(x) : O.none;

/** What a grid is made for. */
export interface GridRequest {
  readonly lower: unknown;
  readonly upper: unknown;
  /** the grid's step, or `undefined` for the default */
  readonly resolution?: unknown;
  /** the exponent of the grid that the data are on already; 0 for whole numbers, `undefined` where they are on none */
  readonly given?: number | undefined;
}

/**
 * The decimal grid of two bounds: the resolution 10^exponent and the bounds as whole multiples of it.
 *
 * **Contract** Without a resolution, the exponent is that of the power of ten at or below max(|lower|, |upper|, upper - lower) / 10^9,
 * refined until both bounds are multiples; data that are on a grid already keep theirs, refined likewise. It depends on public numbers
 * alone.
 * **Errors** Bounds that are not finite or not in order, a resolution that is no power of ten, or of which a bound is no multiple, grids
 * finer than 10^-308, and bounds 2^1024 steps or more from 0, where the steps of a value between them are no finite double.
 *
 * @example
 * const grid = decimalGrid('clamp', { lower: 0, upper: 100 });
 * grid._tag === 'Right' && grid.right.exponent; // => -7
 */
export function decimalGrid(
  where: string,
  request: GridRequest,
): E.Either<DiscreetError, IntervalGrid> {
  const refuse = (rule: string, received: string): E.Either<DiscreetError, never> =>
    E.left(new DiscreetError({ tag: 'InvalidParameter', where, rule, received }));
  const [low, high] = [finite(request.lower), finite(request.upper)];
  const received = `${print(request.lower)} and ${print(request.upper)}`;
  if (O.isNone(low) || O.isNone(high) || !low.value.lessThan(high.value))
    return refuse('lower must be < upper, both finite', received);
  const places = Math.min(lastPlace(low.value), lastPlace(high.value));
  const { resolution, given } = request;
  let exponent: number;
  if (resolution !== undefined) {
    const step = finite(resolution);
    const order = O.isSome(step) && step.value.sign() > 0 ? orderOfMagnitude(step.value) : NaN;
    if (O.isNone(step) || Number.isNaN(order) || !step.value.equals(powerOfTen(order)))
      return refuse('resolution must be a power of ten', print(resolution));
    if (places < order)
      return refuse(
        `both bounds must be multiples of the resolution ${print(resolution)}`,
        received,
      );
    exponent = order;
  } else if (given !== undefined) {
    exponent = Math.min(given, places);
  } else {
    const width = high.value.sub(low.value);
    const widest = Rational.max(Rational.max(low.value.abs(), high.value.abs()), width);
    exponent = Math.min(Math.max(orderOfMagnitude(widest) - 9, finest), places);
  }
  if (exponent < finest)
    return refuse(`the grid of both bounds must not be finer than 1e${finest}`, received);
  const unit = powerOfTen(exponent);
  const lower = low.value.div(unit).floor();
  const upper = high.value.div(unit).floor();
  if (lower <= -tooManySteps || upper >= tooManySteps)
    return refuse(
      `both bounds must lie within 2^1024 steps of 0 on the grid of 1e${exponent}`,
      received,
    );
  return E.right(Object.freeze({ exponent, lower, upper }));
}
