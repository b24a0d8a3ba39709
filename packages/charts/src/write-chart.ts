import { writeFile } from 'node:fs/promises';
import type { ChartOptions } from './chart-options.ts';
import type { ChartRows } from './chart-rows.ts';
import { chartSvg } from './chart-svg.ts';

/**
 * Writes a chart of privacy curves to an SVG file.
 *
 * **Contract** The file holds what `chartSvg` gives, in UTF-8. It is not touched where that refuses; one that is there is overwritten.
 * **Errors** Those of `chartSvg`, and of the file system.
 *
 * @example
 * import { compositionSeries, gaussianEvent, rdpAccountant } from '@discreet/accounting';
 * import { writeChart } from '@discreet/charts';
 * const mechanism = { accountant: rdpAccountant(), event: gaussianEvent({ noiseMultiplier: 10 }) };
 * const rows = compositionSeries({ 'Gaussian, multiplier 10': mechanism }, { delta: 1e-6 });
 * await writeChart('composition.svg', rows);
 */
export async function writeChart(
  file: string,
  rows: ChartRows,
  options: ChartOptions = {},
): Promise<void> {
  await writeFile(file, chartSvg(rows, options), 'utf8');
}
