import { DiscreetError } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import { proved } from '../any-pipeline.ts';
import type { Parsed } from '../parsed.ts';
import { print } from '../print.ts';

/** The shape of every parser of one number: the brand when the test holds, else the rule that it breaks. */
export function parseNumber<What extends string>(
  where: What,
  rule: string,
  x: unknown,
  holds: (x: number) => boolean,
): E.Either<DiscreetError, Parsed<What>> {
  return typeof x === 'number' && holds(x)
    ? E.right(proved<Parsed<What>>(x))
    : E.left(new DiscreetError({ tag: 'InvalidParameter', where, rule, received: print(x) }));
}
