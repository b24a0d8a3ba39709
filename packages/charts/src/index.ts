export type { ChartOptions } from './chart-options.ts';
export type { ChartRows } from './chart-rows.ts';
export { chartSvg } from './chart-svg.ts';
export { writeChart } from './write-chart.ts';
