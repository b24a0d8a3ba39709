import { expect, it } from 'vitest';
import { DiscreetError } from '../src/index.ts';

it('a DiscreetError says where, what rule and what was received, and holds them as data', () => {
  const detail = { tag: 'InvalidParameter', where: 'laplace', rule: 'scale must be > 0' } as const;
  const error = new DiscreetError({ ...detail, received: '-1' });
  expect(error.message).toBe('laplace: scale must be > 0, got -1');
  expect(error).toMatchObject({ _tag: 'InvalidParameter', where: 'laplace', received: '-1' });
  expect(error).toMatchObject({ name: 'DiscreetError', rule: 'scale must be > 0' });
  expect(new DiscreetError(detail).message).toBe('laplace: scale must be > 0');
});
