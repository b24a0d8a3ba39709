import { describe, expect, it } from 'vitest';
import { openTransformation } from '../src/index.ts';

describe('openTransformation', () => {
  it.each([
    [{ kind: 'measurement' }, 'works on data: put it before the noise, got a measurement'],
    [
      { kind: 'simulatedMeasurement' },
      'works on data: put it before the noise, got a simulatedMeasurement',
    ],
    [{ kind: 'simulatedPlan' }, 'works on data: put it before the noise, got a simulatedPlan'],
    [{ kind: 'plan' }, 'works on a transformation, got a plan'],
    [{ kind: 'dataset' }, 'works on a transformation, got a dataset'],
    // what may be a record of the data is not printed
    [{ kind: 'Alice' }, 'works on a transformation, got an object'],
    [undefined, 'works on a transformation, got nothing'],
    [
      { kind: 'transformation' },
      'works on a transformation that the library made, got a copy or an imitation',
    ],
  ])('refuses %o', (value, message) => {
    expect(() => openTransformation(value, 'step')).toThrow(`step: ${message}`);
  });
});
