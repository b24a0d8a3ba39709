import { expect, it } from 'vitest';
import { integerRoot } from '../src/index.ts';

it('integerRoot refuses what is below 0, in a short message', () => {
  expect(() => integerRoot(-1n)).toThrow('integerRoot: n must be >= 0, got -1');
  const long = -(10n ** 999n);
  expect(() => integerRoot(long)).toThrow(
    new RegExp(`^integerRoot: n must be >= 0, got -1${'0'.repeat(58)}$`),
  );
});
