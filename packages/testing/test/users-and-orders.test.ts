import { Rational } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import { expect, it } from 'vitest';
import { checkStability } from '../src/index.ts';
import { wrongUsersAndOrders } from './planted/users-and-orders.ts';

// that the wrong ones are caught, planted.test.ts checks
it.each(wrongUsersAndOrders)('the right twin of $title is brought to its claim', ({ right }) => {
  const { violation, tightest } = checkStability(right);
  expect(violation).toBeUndefined();
  const reached = O.getOrElse(() => Rational.zero)(tightest?.ratio ?? O.none);
  // what may not change at all has no ratio but 0
  expect(reached.toString()).toBe(right.map(1).sign() === 0 ? '0' : '1');
});

it('every metric of users and of rows in order has a bug to catch', () => {
  const kinds = new Set(wrongUsersAndOrders.map(({ wrong }) => wrong.map.from));
  expect([...kinds].sort()).toEqual([
    'changeOneIdDistance',
    'hammingDistance',
    'insertDeleteDistance',
    'symmetricIdDistance',
  ]);
});
