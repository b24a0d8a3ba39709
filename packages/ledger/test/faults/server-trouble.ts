// What may happen to a server while processes use it.
import type pg from 'pg';
import type { Server } from '../postgres/server.ts';

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Kills backends as an out-of-memory killer does; the server then restarts itself. */
export const killBackends =
  (server: Server, pool: pg.Pool, times: number) =>
  async (isOver: () => boolean): Promise<void> => {
    for (let i = 0; i < times && !isOver(); i++) {
      await pause(250);
      try {
        const { rows } = await pool.query<{ readonly pid: number }>(
          "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
        );
        const [row] = rows;
        if (row !== undefined && row.pid !== server.postmaster()) process.kill(row.pid, 'SIGKILL');
      } catch {
        // it is coming up again
      }
    }
  };

/** Stops the server as a power cut does, and starts it again. */
export const crashServer =
  (server: Server, times: number, every: number) =>
  async (isOver: () => boolean): Promise<void> => {
    for (let i = 0; i < times && !isOver(); i++) {
      await pause(every);
      await server.crash();
    }
  };
