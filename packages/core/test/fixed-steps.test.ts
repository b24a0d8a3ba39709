import { describe, expect, it } from 'vitest';
import { fixedSteps } from '../src/index.ts';

describe('fixedSteps', () => {
  it('copies steps and freezes them to their last parameter', () => {
    const given = { step: 'a', list: [{ b: 1 }] };
    const [step] = fixedSteps([given]);
    given.list[0] = { b: 2 };
    expect(step).toEqual({ step: 'a', list: [{ b: 1 }] });
    expect(Object.isFrozen(step)).toBe(true);
    expect(Object.isFrozen(step?.['list'])).toBe(true);
    expect(Object.isFrozen(Reflect.get(Object(step?.['list']), 0))).toBe(true);
  });

  it('takes its own steps as they are', () => {
    const [step] = fixedSteps([{ step: 'a', list: [1] }]);
    if (step === undefined) throw new Error('no step');
    expect(fixedSteps([step])[0]).toBe(step);
  });

  it('trusts no other frozen step, which may hold what can be altered', () => {
    const inner = { b: 1 };
    const [step] = fixedSteps([Object.freeze({ step: 'a', inner })]);
    inner.b = 2;
    expect(step?.['inner']).toEqual({ b: 1 });
    const [own] = fixedSteps([{ step: 'a' }]);
    const spread = Object.freeze({ ...own, step: 'a', inner });
    expect(fixedSteps([spread])[0]).not.toBe(spread);
  });
});
