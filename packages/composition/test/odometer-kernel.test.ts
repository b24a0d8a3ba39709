import {
  approximate,
  fDP,
  gaussianDP,
  maxDivergence,
  privacyLossDistribution,
  renyiDivergence,
  zeroConcentratedDivergence,
} from '@discreet/core';
import { describe, expect, it } from 'vitest';
import { odometerKernel } from '../src/internal/odometer-kernel.ts';

describe('the rule by which an odometer adds up', () => {
  it.each([
    [maxDivergence, {}, 'pure'],
    [approximate(maxDivergence), {}, 'approximate'],
    [approximate(maxDivergence), { deltaPrime: 1e-6 }, 'advanced'],
    [zeroConcentratedDivergence, {}, 'zeroConcentrated'],
    [approximate(zeroConcentratedDivergence), {}, 'approximateZeroConcentrated'],
    [gaussianDP, {}, 'gaussian'],
    [renyiDivergence, { order: 4 }, 'renyi'],
    [renyiDivergence, { orders: [4, 8], delta: 1e-6, rule: 'some' }, 'renyiOrders'],
  ])('of %o with %o is that of %s', (measure, options, kind) => {
    expect(odometerKernel(measure, options).kind).toBe(kind);
  });

  it.each([
    [fDP],
    [privacyLossDistribution],
    [undefined],
    [{ kind: 'other', of: zeroConcentratedDivergence }],
    [{ kind: 'other', of: maxDivergence }],
    [{ kind: 'approximate', of: gaussianDP }],
    [{ kind: 'approximate' }],
  ])('is none for %o', (measure) => {
    expect(() => odometerKernel(measure, {})).toThrow(
      'an odometer needs a measure such as maxDivergence',
    );
  });

  it.each([
    [maxDivergence, { deltaPrime: 1e-6 }],
    [zeroConcentratedDivergence, { order: 2 }],
    [gaussianDP, { delta: 1e-6 }],
    [renyiDivergence, { order: 4, delta: 1e-6 }],
    [approximate(maxDivergence), { deltaPrime: 1e-6, order: 4 }],
    [approximate(zeroConcentratedDivergence), { deltaPrime: 1e-6 }],
  ])('of %o takes no %o', (measure, options) => {
    expect(() => odometerKernel(measure, options)).toThrow('this measure has no such option');
  });
});
