import { Presets, SingleBar } from 'cli-progress';
import type { Terminal } from '../terminal.ts';

/** How far a long reading has come, for whoever watches. */
export interface Progress {
  /** says how much there is, in bytes */
  readonly start: (total: number) => void;
  readonly add: (bytes: number) => void;
  readonly end: () => void;
}

/** less is read before anybody looks */
const long = 8_000_000;

/** Starts a bar on standard error where that is a terminal and the input is long; none otherwise. */
export function startProgress(terminal: Pick<Terminal, 'progress'>, total: number): Progress {
  const { progress: stream } = terminal;
  let bar: SingleBar | undefined;
  const start = (all: number): void => {
    if (stream === undefined || all < long || bar !== undefined) return;
    bar = new SingleBar(
      { stream, clearOnComplete: true, format: '{bar} {percentage} %, {eta_formatted} left' },
      Presets.shades_classic,
    );
    bar.start(all, 0);
  };
  start(total);
  return {
    start,
    add: (bytes) => {
      bar?.increment(bytes);
    },
    end: () => {
      bar?.stop();
    },
  };
}
