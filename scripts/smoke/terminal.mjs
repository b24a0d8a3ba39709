// @ts-check
/** The program and a chart on Node, Bun and Deno: one line on stdout, or an uncaught error. */
import { gaussianCurve, profileSeries } from '@discreet/accounting';
import { chartSvg } from '@discreet/charts';
import { smoke } from './program.mjs';

const rows = profileSeries({ 'sigma 2': gaussianCurve({ sigma: 2, sensitivity: 1 }) });
const svg = chartSvg(rows);
if (!svg.startsWith('<svg ') || !svg.includes('epsilon (nats)'))
  throw new Error('expected a chart');

console.log(`ok: ${smoke()}`);
