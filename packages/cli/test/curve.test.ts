import { existsSync, readFileSync } from 'node:fs';
import {
  approximateCurve,
  compositionSeries,
  curveToJson,
  eventToJson,
  gaussianCurve,
  gaussianEvent,
  pldAccountant,
  poissonSampledEvent,
  profileSeries,
  pureCurve,
  randomizedResponseEvent,
  rdpAccountant,
  tradeOffSeries,
} from '@discreet/accounting';
import { chartSvg } from '@discreet/charts';
import { describe, expect, it } from 'vitest';
import { call, place } from './command.ts';

const step = poissonSampledEvent({
  samplingProbability: 0.01,
  event: gaussianEvent({ noiseMultiplier: 1.1 }),
});
const gaussian = gaussianCurve({ sigma: 2, sensitivity: 1 });

const files = () => {
  const { at, put } = place();
  return {
    at,
    put,
    step: put('step.json', eventToJson(step)),
    gaussian: put('gaussian.json', curveToJson(gaussian)),
  };
};

/** What the command prints as JSON, with its infinities as numbers again. */
const rowsOf = (out: string): unknown =>
  JSON.parse(out, (_, value: unknown) => (value === 'Infinity' ? Infinity : value));

const withoutKind = (rows: readonly object[]): readonly object[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'curve')));

describe('curve', () => {
  it('prints the profile of a guarantee and of an event, as JSON', async () => {
    const { step: event, gaussian: guarantee } = files();
    const accountant = rdpAccountant().compose(step, 50);

    const { code, out } = await call('curve', guarantee, event, '--count', '50', '--json');

    expect(code).toBe(0);
    expect(rowsOf(out)).toEqual({
      curve: 'profile',
      rows: withoutKind(profileSeries({ gaussian, step: accountant })),
    });
  });

  it('prints CSV otherwise, with names of files as they are', async () => {
    const { put } = files();
    const odd = put('a, "b".json', curveToJson(approximateCurve({ epsilon: 1, delta: 1e-5 })));

    const { out } = await call('curve', odd);
    const lines = out.split('\n');

    expect(lines[0]).toBe('label,delta,lower,upper');
    expect(lines[1]).toBe('"a, ""b""",1e-12,Infinity,Infinity');
    expect(lines).toHaveLength(1 + 36);
    expect(lines.at(-1)).toBe('"a, ""b""",0.5,0,0');
  });

  it('prints trade-off curves', async () => {
    const { gaussian: guarantee } = files();

    const { out } = await call('curve', guarantee, '--of', 'trade-off', '--json');

    expect(rowsOf(out)).toEqual({
      curve: 'tradeOff',
      rows: withoutKind(tradeOffSeries({ gaussian })),
    });
  });

  it('prints compositions, under the relation that is asked for', async () => {
    const { step: event, put } = files();
    const response = randomizedResponseEvent({ noise: 0.5, buckets: 2 });
    const other = put('response.json', eventToJson(response));
    const expected = (
      relation: 'addOrRemoveOne' | 'replaceOne',
      label: string,
      up: typeof step | typeof response,
    ) =>
      withoutKind(
        compositionSeries(
          { [label]: { accountant: rdpAccountant(relation), event: up } },
          { delta: 1e-6, counts: [1, 2, 4] },
        ),
      );
    const asked = ['--of', 'composition', '--delta', '1e-6', '--up-to', '4', '--json'];

    const added = await call('curve', event, ...asked);
    const replaced = await call('curve', other, ...asked, '--relation', 'replaceOne');

    expect(rowsOf(added.out)).toMatchObject({ rows: expected('addOrRemoveOne', 'step', step) });
    expect(rowsOf(replaced.out)).toMatchObject({
      rows: expected('replaceOne', 'response', response),
    });
  });

  it('takes the accountant that is asked for', async () => {
    const { put } = files();
    const event = gaussianEvent({ noiseMultiplier: 3 });
    const file = put('three.json', eventToJson(event));

    const { out } = await call('curve', file, '--accountant', 'pld', '--json');
    const loose = await call('curve', file, '--accountant', 'rdp', '--json');

    const three = pldAccountant().compose(event);
    expect(rowsOf(out)).toEqual({ curve: 'profile', rows: withoutKind(profileSeries({ three })) });
    expect(loose.out).not.toBe(out);
  });

  it('draws the rows that it prints', async () => {
    const { at, gaussian: guarantee } = files();
    const svg = at('profile.svg');

    const { code, out } = await call('curve', guarantee, '--svg', svg, '--title', 'Two & more');

    expect(code).toBe(0);
    expect(out).toContain('gaussian,1e-12,');
    expect(readFileSync(svg, 'utf8')).toBe(
      chartSvg(profileSeries({ gaussian }), { title: 'Two & more' }),
    );
  });

  it.each([
    [
      'a curve that there is not',
      ['--of', 'pie'],
      '--of must be profile, trade-off or composition',
    ],
    ['a composition without a delta', ['--of', 'composition'], '--delta must be given'],
    ['a delta where there is none', ['--delta', '0.1'], '--delta is not for a profile'],
    [
      'a bad delta',
      ['--of', 'composition', '--delta', '1'],
      '--delta: delta must be > 0 and < 1, got',
    ],
    [
      'no uses',
      ['--of', 'composition', '--delta', '0.1', '--up-to', '0'],
      '--up-to: to must be > 0',
    ],
    ['a count of nothing', ['--count', '0'], '--count: count must be a whole number >= 1'],
    [
      'a count of two meanings',
      ['--of', 'composition', '--count', '2'],
      '--count is not for a composition',
    ],
    ['an accountant that there is not', ['--accountant', 'constructor'], '--accountant must be'],
    [
      'a relation that there is not',
      ['--relation', 'cousins'],
      '--relation must be addOrRemoveOne or',
    ],
    ['a title without a chart', ['--title', 'x'], '--svg must be given'],
    [
      'a title of control characters',
      ['--svg', 'never.svg', '--title', 'a\u0007'],
      '--svg: title must be a text',
    ],
  ])('refuses %s, as a matter of usage', async (_, options, message) => {
    const { step: event } = files();
    const { code, out, error } = await call('curve', event, ...options);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(message);
  });

  it('refuses files that describe nothing, twice the same, or what has no theorem', async () => {
    const { put, step: event, gaussian: guarantee } = files();
    const expectRefused = async (message: string, ...args: readonly string[]): Promise<void> => {
      const { code, error } = await call('curve', ...args);
      expect(code).toBe(2);
      expect(error).toContain(message);
    };
    await expectRefused('format must be discreet-event or discreet/curve', put('a.json', {}));
    await expectRefused('it is not JSON', put('b.json', '{'));
    await expectRefused(
      'noiseMultiplier must be > 0',
      put('c.json', {
        format: 'discreet-event',
        version: 1,
        event: { kind: 'gaussian', noiseMultiplier: '0' },
      }),
    );
    const response = put(
      'd.json',
      eventToJson(randomizedResponseEvent({ noise: 0.5, buckets: 2 })),
    );
    await expectRefused('cannot account this under addOrRemoveOne', response);
    await expectRefused('the files must be two', event, event);
    await expectRefused(
      'a composition is of events, not of curves',
      ...[guarantee, '--of', 'composition', '--delta', '0.1'],
    );
  });

  it('leaves the chart that is there where it fails', async () => {
    const { at, put } = files();
    const nothing = put('pure.json', curveToJson(pureCurve({ epsilon: 1 })));
    const svg = at('kept.svg');
    put('kept.svg', 'kept');
    const { code } = await call('curve', nothing, '--svg', svg, '--title', 'a\nb');
    expect(code).toBe(2);
    expect(readFileSync(svg, 'utf8')).toBe('kept');
    expect(existsSync('never.svg')).toBe(false);
  });
});
