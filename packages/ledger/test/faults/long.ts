// The long fault run: `npm run faults`. Bounded in kills and in time; the last lines are one an engine, and the exit status is 1 on any violation.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../postgres/server.ts';
import { bundleWorker } from './bundle.ts';
import { mutants } from './mutants.ts';
import { type Place, postgresPlace, sqlitePlace } from './places.ts';
import { enginePoints, releasePoints } from './plan.ts';
import { crashServer, killBackends } from './server-trouble.ts';
import { storm } from './storm.ts';
import { sweep, type Tally } from './sweep.ts';

interface Line extends Tally {
  readonly engine: string;
  readonly what: string;
}

const crashes = [...releasePoints, ...enginePoints].flatMap((point) =>
  [1, 2, 3].map((hit) => ({ point, hit })),
);
const kills = Number(process.argv[2] ?? 300);
const page = process.argv[3];
const folder = mkdtempSync(join(tmpdir(), 'discreet-faults-long-'));
const lines: Line[] = [];

const run = async (
  engine: string,
  what: string,
  make: () => Promise<Place>,
  work: (place: Place) => Promise<Tally>,
): Promise<void> => {
  const place = await make();
  try {
    const tally = await work(place);
    lines.push({ engine, what, ...tally });
    console.log(
      `${engine}, ${what}: ${tally.kills} kills, ${tally.draws} draws, ${tally.problems.length} violations`,
    );
    for (const problem of tally.problems.slice(0, 20)) console.log(`  ${problem}`);
  } finally {
    await place.close();
  }
};

const bundle = await bundleWorker(folder);
const server = await startServer();
const pool = server.pool();
let undetected = 0;
try {
  const postgres = (): Promise<Place> => postgresPlace(server, pool);
  for (const [engine, make] of [
    ['SQLite', sqlitePlace],
    ['PostgreSQL', postgres],
  ] as const) {
    await run(engine, 'each point, first to third time', make, (place) =>
      sweep(place, bundle, crashes),
    );
    await run(engine, 'killed at random, 4 processes', make, (place) =>
      storm(place, bundle, { kills, workers: 4, seed: 11 }),
    );
  }
  await run('PostgreSQL', 'backends killed too', postgres, (place) =>
    storm(place, bundle, {
      ...{ kills: 40, workers: 4, seed: 12 },
      trouble: killBackends(server, pool, 12),
    }),
  );
  await run('PostgreSQL', 'server stopped at once, again and again', postgres, (place) =>
    storm(place, bundle, {
      ...{ kills: 40, workers: 4, seed: 13 },
      trouble: crashServer(server, 8, 700),
    }),
  );
  for (const mutant of mutants) {
    const place = await sqlitePlace();
    const { problems } = await sweep(place, await bundleWorker(folder, mutant), [
      mutant.crash,
      undefined,
    ]);
    await place.close();
    const found = problems.some((problem) => problem.includes(mutant.found));
    if (!found) undetected += 1;
    console.log(`mistake '${mutant.name}': ${found ? 'found' : 'NOT FOUND'}`);
  }
} finally {
  await pool.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

const sum = (of: readonly Line[], read: (line: Line) => number): number =>
  of.reduce((total, line) => total + read(line), 0);
const engines = [...new Set(lines.map(({ engine }) => engine))];
const totals = engines.map((engine) => {
  const mine = lines.filter((line) => line.engine === engine);
  return `${engine}: ${sum(mine, (line) => line.kills)} kills, ${sum(mine, (line) => line.draws)} draws, ${sum(mine, ({ problems }) => problems.length)} violations`;
});
if (page !== undefined) {
  const table = [
    '| engine | what | kills | draws | violations |',
    '| --- | --- | --- | --- | --- |',
    ...lines.map(
      ({ engine, what, kills: killed, draws, problems }) =>
        `| ${engine} | ${what} | ${killed} | ${draws} | ${problems.length} |`,
    ),
  ].join('\n');
  const mistakes = `${mutants.length - undetected} of ${mutants.length} planted mistakes were found.`;
  const made = `On ${cpus().length} cores of ${cpus()[0]?.model ?? 'an unknown kind'}, Node ${process.version}.`;
  const text = readFileSync(page, 'utf8');
  const [before = '', after = ''] = text.split(/<!-- results -->[^]*<!-- end of results -->/);
  writeFileSync(
    page,
    `${before}<!-- results -->\n\n${table}\n\n${mistakes}\n${made}\n\n<!-- end of results -->${after}`,
  );
}
console.log(totals.join('\n'));
const failed = undetected + sum(lines, ({ problems }) => problems.length);
process.exit(failed > 0 ? 1 : 0);
