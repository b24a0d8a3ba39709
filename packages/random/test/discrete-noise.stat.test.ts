import { Rational } from '@discreet/numeric';
import { chiSquare } from '@discreet/testing';
import { describe, expect, it } from 'vitest';
import { falseAlarm, seedOf } from '../../testing/test/false-alarm.ts';
import { Envelope } from '../src/internal/envelope.ts';
import { GaussianDraw } from '../src/internal/gaussian-draw.ts';
import { LaplaceDraw } from '../src/internal/laplace-draw.ts';
import {
  countIn,
  equalBins,
  gaussianDistribution,
  laplaceDistribution,
} from './support/noise-bins.ts';
import { seededSource } from './support/seeded-source.ts';

/**
 * Pearson's chi-square against the exact law, twice in some tests. A right sampler fails one of them with probability falseAlarm() over its
 * seed; the seeds are fixed, so a test that has passed stays passed until the sampler changes.
 */
const ALARM = falseAlarm(2);
const SAMPLES = 2_000_000;
const BINS = 2000;
/** Both filters doubt so much that one to two draws in a hundred are decided by enclosures. */
const DOUBTS = 2 ** -6;
const DOUBTING_SAMPLES = 1_000_000;

const SCALES = ['1/10', '1/3', '1', '7/3', '10', '1000', '1000000', '1000000000000'] as const;

function read(scale: string): Rational {
  const [n = '0', d = '1'] = scale.split('/');
  return Rational.of(BigInt(n), BigInt(d));
}

type Fill = (out: Float64Array, scale: Rational, seed: number) => void;

/** The parameter of the law: the scale, or sigma^2. */
const laws = {
  laplace: { square: (scale: Rational) => scale, distribution: laplaceDistribution },
  gaussian: { square: (scale: Rational) => scale.mul(scale), distribution: gaussianDistribution },
} as const;
type Kind = keyof typeof laws;

const envelope =
  (kind: Kind, options: ConstructorParameters<typeof Envelope>[1]): Fill =>
  (out, scale, seed) => {
    const { numerator, denominator } = laws[kind].square(scale);
    const table = new Envelope({ kind, numerator, denominator }, options);
    table.fill(out, seededSource(seed), undefined);
  };

const scalar =
  (kind: Kind, widening: number): Fill =>
  (out, scale, seed) => {
    const parameter = laws[kind].square(scale);
    const draw =
      kind === 'laplace'
        ? new LaplaceDraw(parameter, widening)
        : new GaussianDraw(parameter, widening);
    const source = seededSource(seed);
    for (let index = 0; index < out.length; index += 1) out[index] = draw.sample(source);
  };

const bigint =
  (kind: Kind): Fill =>
  (out, scale, seed) => {
    const parameter = laws[kind].square(scale);
    const draw = kind === 'laplace' ? new LaplaceDraw(parameter) : new GaussianDraw(parameter);
    const source = seededSource(seed);
    for (let index = 0; index < out.length; index += 1) {
      out[index] = Number(draw.sampleBigInt(source));
    }
  };

const MODES: readonly (readonly [string, number, (kind: Kind) => Fill])[] = [
  ['the scalar path', SAMPLES, (kind) => scalar(kind, 0)],
  ['the scalar path with doubting filters', DOUBTING_SAMPLES, (kind) => scalar(kind, DOUBTS)],
  ['the scalar path on big integers', DOUBTING_SAMPLES, (kind) => bigint(kind)],
  ['the vector path', SAMPLES, (kind) => envelope(kind, {})],
  ['the vector path without its squeeze', SAMPLES, (kind) => envelope(kind, { squeeze: false })],
  [
    'the vector path with a doubting filter and no squeeze',
    DOUBTING_SAMPLES,
    (kind) => envelope(kind, { squeeze: false, slack: DOUBTS / 2 }),
  ],
];

describe.each(['laplace', 'gaussian'] as const)('discrete %s noise has its law', (kind) => {
  describe.each(SCALES)('at scale %s', (text) => {
    const scale = read(text);
    const size = scale.toNumber();
    const below = laws[kind].distribution(size);

    it.each(MODES)('on %s', (_, samples, fill) => {
      const values = new Float64Array(samples);
      fill(kind)(values, scale, seedOf(1000 + text.length));

      // So small that all but a few draws are 0: the others are counted together.
      const others = 1 - (below(1) - below(0));
      if (others < 1e-3) {
        const seen = values.reduce((sum, x) => sum + (x === 0 ? 0 : 1), 0);
        if (others * samples < 2 ** -24) expect(seen).toBe(0);
        else {
          const split = [others * samples, samples - others * samples];
          expect(chiSquare([seen, samples - seen], split).tail).toBeGreaterThan(ALARM);
        }
        return;
      }

      // At small scales a bin is a value, down to 50 expected draws.
      const bins = equalBins(below, Math.ceil(60 * size + 60), size <= 100 ? samples / 55 : BINS);
      const expected = bins.probabilities.map((p) => p * samples);
      const fit = chiSquare(countIn(bins, values), expected);
      expect(bins.probabilities.length).toBeGreaterThan(2);
      expect(fit.tail).toBeGreaterThan(ALARM);

      // The lowest bits of wide noise are fair but for 2^-40.
      if (size >= 1000) {
        const residues = new Float64Array(64);
        for (const value of values) {
          const residue = ((value % 64) + 64) % 64;
          residues[residue] = (residues[residue] ?? 0) + 1;
        }
        const fair = new Float64Array(64).fill(samples / 64);
        expect(chiSquare(residues, fair).tail).toBeGreaterThan(ALARM);
      }
    });
  });
});

/** Scales beyond doubles, and how many low bits to drop so that what is left of a value is a small integer. */
const WIDE = [
  ['1000000000000000', 30n],
  ['300000000000000000000/7', 46n],
  ['10000000000000000000000000000000000000000', 113n],
] as const;

describe.each(['laplace', 'gaussian'] as const)('discrete %s integers have their law', (kind) => {
  it.each(WIDE)('at scale %s', (text, shift) => {
    const scale = read(text);
    const parameter = laws[kind].square(scale);
    const below = laws[kind].distribution(scale.toNumber());
    const width = Rational.of(1n << shift).toNumber();
    const samples = 200_000;
    const draw = kind === 'laplace' ? new LaplaceDraw(parameter) : new GaussianDraw(parameter);
    const source = seededSource(seedOf(2000 + text.length));
    const cells = new Float64Array(samples);
    const residues = new Float64Array(64);
    for (let index = 0; index < samples; index += 1) {
      const value = draw.sampleBigInt(source);
      cells[index] = Number(value >> shift);
      const residue = Number(BigInt.asUintN(6, value));
      residues[residue] = (residues[residue] ?? 0) + 1;
    }
    const reach = Math.ceil((60 * scale.toNumber()) / width);
    const bins = equalBins((cell) => below(cell * width), reach, 1000);
    const expected = bins.probabilities.map((p) => p * samples);
    expect(bins.probabilities.length).toBeGreaterThan(900);
    expect(chiSquare(countIn(bins, cells), expected).tail).toBeGreaterThan(ALARM);
    const fair = new Float64Array(64).fill(samples / 64);
    expect(chiSquare(residues, fair).tail).toBeGreaterThan(ALARM);
  });
});

describe('the test itself', () => {
  it('sees the errors that a sampler could have', () => {
    const { square, distribution } = laws.laplace;
    const bins = equalBins(distribution(10), 700, SAMPLES / 55);
    const expected = bins.probabilities.map((p) => p * SAMPLES);
    const values = new Float64Array(SAMPLES);
    const draw = new LaplaceDraw(square(Rational.of(10n)));
    const spoil = (change: (x: number, i: number) => number): number => {
      const source = seededSource(seedOf(99));
      for (let i = 0; i < SAMPLES; i += 1) values[i] = change(draw.sample(source), i);
      return chiSquare(countIn(bins, values), expected).tail;
    };
    expect(spoil((x) => x)).toBeGreaterThan(ALARM);
    // A sign that is wrong once in 100 draws, a zero that counts once more in 30, one value in 50 halved.
    expect(spoil((x, i) => (i % 100 === 0 ? Math.abs(x) : x))).toBeLessThan(ALARM);
    expect(spoil((x, i) => (i % 30 === 0 && x === -1 ? 0 : x))).toBeLessThan(ALARM);
    expect(spoil((x, i) => (i % 50 === 0 ? Math.trunc(x / 2) : x))).toBeLessThan(ALARM);
  });
});
