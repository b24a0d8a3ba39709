// How the tests call the command: within this process, or as a process of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { discreet } from '../src/index.ts';

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export const call = async (...args: readonly string[]): Promise<Outcome> => {
  const [out, error]: [string[], string[]] = [[], []];
  const code = await discreet(args, {
    out: (text) => void out.push(text),
    error: (text) => void error.push(text),
  });
  return { code, out: out.join('\n'), error: error.join('\n') };
};

/** What commands say as JSON, as far as the tests look at it. */
export interface Told {
  readonly id: string;
  readonly answer: unknown;
  readonly key: string;
  readonly replayed: boolean;
  readonly publicKey: string;
  readonly left: readonly Readonly<Record<string, string>>[];
  readonly certificate: Readonly<Record<string, unknown>> & {
    readonly receipt: Readonly<Record<string, unknown>>;
  };
  readonly accounts: readonly {
    readonly state: string;
    readonly spent: Readonly<Record<string, string>>;
    readonly remaining: Readonly<Record<string, string>>;
  }[];
  readonly error: { readonly tag: string; readonly key?: string; readonly message: string };
  readonly holds: boolean;
  readonly ledger: { readonly problems: readonly string[]; readonly open: readonly unknown[] };
}

export const told = (text: string): Told => JSON.parse(text) as Told;

/** Calls a command that must succeed, and reads what it says as JSON. */
export const json = async (...args: readonly string[]): Promise<Told> => {
  const { code, out, error } = await call(...args, '--json');
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code} ${error}`);
  return told(out);
};

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** the sources run as they are: an older Node must be told to, and says that it does */
export const nodeFlags: readonly string[] = [
  '--conditions=@discreet/source',
  '--disable-warning=ExperimentalWarning',
  ...(process.features.typescript === false ? ['--experimental-strip-types'] : []),
];

export interface SpawnOptions {
  /** kills it after so many milliseconds */
  readonly killAfter?: number;
  readonly nodeFlags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export const spawnCommand = (
  args: readonly string[],
  { killAfter, nodeFlags: more = [], env = {} }: SpawnOptions = {},
): Promise<Outcome & { readonly killed: boolean }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeFlags, ...more, main, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, error]: [string[], string[]] = [[], []];
    child.stdout.on('data', (text) => out.push(String(text)));
    child.stderr.on('data', (text) => error.push(String(text)));
    const timer =
      killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, out: out.join(''), error: error.join(''), killed: signal === 'SIGKILL' });
    });
  });

export const columns = { age: 'integer', city: { category: ['Oslo', 'Bergen'] } };
export const metric = { kind: 'symmetricDistance', contributions: 1 };

export const schemaJson = (more: object = {}): object => ({
  format: 'discreet/schema',
  version: 1,
  columns,
  metric,
  ...more,
});

export const pipelineJson = (steps: readonly object[], source: object = {}): object => ({
  format: 'discreet/pipeline',
  version: 1,
  steps: [{ step: 'table', columns, metric, ...source }, ...steps],
});

export const total = (epsilon: string): object =>
  pipelineJson([
    { step: 'column', name: 'age' },
    { step: 'clamp', lower: '0', upper: '100', resolution: '1' },
    { step: 'sum' },
    { step: 'laplace', epsilon },
  ]);

export const cities = (epsilon: string): object =>
  pipelineJson([
    { step: 'column', name: 'city' },
    { step: 'countBy', metric: 'l1Distance' },
    { step: 'laplace', epsilon },
  ]);

export const csv = 'age,city,name\n41,Oslo,a\n36,Bergen,b\n29,Oslo,"c, d"\n';

/** A folder of its own, and files in it by name. */
export const place = (): {
  readonly at: (name: string) => string;
  readonly put: (name: string, content: string | object) => string;
} => {
  const folder = mkdtempSync(join(tmpdir(), 'discreet-command-'));
  const at = (name: string): string => join(folder, name);
  return {
    at,
    put: (name, content) => {
      writeFileSync(at(name), typeof content === 'string' ? content : JSON.stringify(content));
      return at(name);
    },
  };
};

/** A folder with a snapshot, an account and a question. */
export const prepared = async (epsilon = '1', each = '0.25') => {
  const { at, put } = place();
  put('people.csv', csv);
  put('schema.json', schemaJson());
  put('total.json', total(each));
  await json('ingest', at('people.csv'), '--schema', at('schema.json'), '--version', 'v1');
  await json('budget', 'create', 'census', '--ledger', at('ledger'), '--epsilon', epsilon);
  const on = ['--data', at('people.snapshot'), '--ledger', at('ledger'), '--account', 'census'];
  const release = (key: string, spec = 'total.json'): readonly string[] => [
    ...['release', at(spec), ...on, '--key', key],
  ];
  const spent = async (): Promise<string> =>
    (await json('budget', 'show', 'census', '--ledger', at('ledger'))).accounts[0]?.spent[
      'epsilon'
    ] ?? '';
  return { at, put, on, release, spent };
};
