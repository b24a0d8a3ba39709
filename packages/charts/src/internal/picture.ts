/** One row as it is drawn: where it stands, the line through it, and the band around the truth. */
export interface Point {
  readonly label: string;
  readonly at: number;
  /** the certified end that promises something */
  readonly line: number;
  readonly low: number;
  readonly high: number;
}

/** One axis. */
export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  /** both ends, where the kind of chart fixes them */
  readonly domain?: readonly [number, number];
}

/** What a kind of rows looks like. */
export interface Picture {
  readonly points: readonly Point[];
  readonly x: Axis;
  readonly y: Axis;
  /** which axis the line and the band are read on; the other one is that of `at` */
  readonly values: 'x' | 'y';
  /** the corner that the curves leave free */
  readonly legend: 'top-left' | 'top-right';
  /** what line and band are */
  readonly note: string;
}
