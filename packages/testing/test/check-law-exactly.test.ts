import { Rational } from '@discreet/numeric';
import { bernoulli, geometric, uniformBelow } from '@discreet/random/samplers';
import { describe, expect, it } from 'vitest';
import { checkLawExactly } from '../src/index.ts';
import { wrongLaws } from './planted/laws.ts';

const third = Rational.of(1n, 3n);

describe('checkLawExactly', () => {
  it('passes the shipped samplers of fractions', () => {
    const coin = checkLawExactly((entropy) => bernoulli(third, entropy), [[true, third]]);
    expect(coin).toMatchObject({ holds: true, departure: undefined, outcomes: 1 });
    const labels = [0n, 1n, 2n].map((label) => [label, third] as const);
    expect(checkLawExactly((entropy) => uniformBelow(3n, entropy), labels).holds).toBe(true);
  });

  it('names the outcome that departs, what was counted and what is stated', () => {
    const { departure, residual } = checkLawExactly(
      (entropy) => entropy.nextWord() % 3,
      [0, 1, 2].map((label) => [label, third]),
    );
    expect(departure).toMatchObject({ outcome: '0' });
    expect(departure?.counted.toString()).toBe('1/2');
    expect(departure?.stated.toString()).toBe('1/3');
    expect(residual.sign()).toBe(0);
  });

  it('finds outcomes for which the stated ones leave no room', () => {
    const half = Rational.of(1n, 2n);
    const sampler = (entropy: { nextBits(count: number): bigint }) => Number(entropy.nextBits(1));
    expect(checkLawExactly(sampler, [[0, half]]).holds).toBe(true);
    const full = checkLawExactly(sampler, [
      [0, half],
      [2, half],
    ]);
    expect(full.holds).toBe(false);
    const none = checkLawExactly(
      () => 'always',
      [
        ['never', Rational.zero],
        ['other', Rational.one],
      ],
    );
    expect(none.departure?.outcome).toBe('"other"');
  });

  it('takes what is undecided into account', () => {
    const draw = (entropy: Parameters<typeof geometric>[1]): bigint =>
      geometric(Rational.one, entropy);
    // 1 - 1/e to six places, and a fifth off
    const options = { runs: 3000 };
    const { residual } = checkLawExactly(draw, [], options);
    expect(residual.toNumber()).toBeLessThan(0.1);
    expect(checkLawExactly(draw, [[0n, Rational.of(632_121n, 1_000_000n)]], options).holds).toBe(
      true,
    );
    expect(checkLawExactly(draw, [[0n, Rational.of(832_121n, 1_000_000n)]], options).holds).toBe(
      false,
    );
  });

  it.each(wrongLaws)('tells $title from its twin', ({ wrong, right, stated }) => {
    expect(checkLawExactly(wrong, stated, { runs: 4000 }).departure).toBeDefined();
    expect(checkLawExactly(right, stated, { runs: 4000 }).departure).toBeUndefined();
  });
});
