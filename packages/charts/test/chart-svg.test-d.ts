import type { ProfileRow, TradeOffRow } from '@discreet/accounting';
import { describe, it } from 'vitest';
import { chartSvg } from '../src/index.ts';

declare const profile: readonly ProfileRow[];
declare const tradeOff: readonly TradeOffRow[];

describe('a chart', () => {
  it('takes rows of one kind', () => {
    chartSvg(profile);
    chartSvg(tradeOff, { xScale: 'log' });
    // @ts-expect-error rows of two kinds have no axes in common
    chartSvg([...profile, ...tradeOff]);
  });

  it('takes the options that there are', () => {
    // @ts-expect-error there is no such scale
    chartSvg(profile, { xScale: 'sqrt' });
    // @ts-expect-error there is no such option
    chartSvg(profile, { colour: 'red' });
  });
});
