// Starts workers, and kills them.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Event, WorkerPlan } from './plan.ts';

export interface Ended {
  /** whether a signal ended it */
  readonly killed: boolean;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly ended: Promise<Ended>;
}

/** A worker. One that takes longer than `seconds` is ended; nothing here runs for ever. */
export const startWorker = (
  bundle: string,
  plan: WorkerPlan,
  seconds = 60,
  through: readonly string[] = [],
): Running => {
  const [command, ...args] = [
    ...through,
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    bundle,
    JSON.stringify(plan),
  ];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (_code, signal) => {
      clearTimeout(timer);
      resolve({ killed: signal === 'SIGKILL', stderr });
    });
  });
  const ready = new Promise<void>((resolve) => {
    child.stdout.once('data', () => {
      resolve();
    });
    child.on('close', () => {
      resolve();
    });
  });
  return { child, ready, ended };
};

const parsed = (line: string): readonly Event[] => {
  try {
    return [JSON.parse(line) as Event];
  } catch {
    // the last line of a process that was killed while it wrote
    return [];
  }
};

export const eventsIn = (log: string): readonly Event[] =>
  existsSync(log) ? readFileSync(log, 'utf8').split('\n').flatMap(parsed) : [];
