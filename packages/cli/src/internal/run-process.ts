import { discreet } from '../discreet.ts';

/** Runs the command as a process: its arguments, its streams, its exit code. */
export async function runProcess(): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: unknown) => {
      // whoever read the output has gone, as `head` does; what was charged and kept stays so
      if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
    });
  // an older Node says of node:sqlite that it is an experiment, on the stream that errors are read from
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    if (name !== 'ExperimentalWarning') process.stderr.write(`${name}: ${message}\n`);
  });
  process.exitCode = await discreet(process.argv.slice(2), {
    out: (text) => {
      process.stdout.write(`${text}\n`);
    },
    error: (text) => {
      process.stderr.write(`${text}\n`);
    },
    ...(process.stderr.isTTY ? { progress: process.stderr } : {}),
  });
}
