/** What may be said of a chart; each kind of rows has a default for all of it. */
export interface ChartOptions {
  /** stands above the chart, and is what a screen reader says of it */
  readonly title?: string;
  /** in pixels, from 200 to 4000; 640 by 440 unless given */
  readonly width?: number;
  readonly height?: number;
  readonly xLabel?: string;
  readonly yLabel?: string;
  readonly xScale?: 'linear' | 'log';
  readonly yScale?: 'linear' | 'log';
}
