// A connection to PostgreSQL that is cut at a commit: before the server has it, or after, without its answer.
import { connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  readonly port: number;
  /** cuts the n-th commit from now on */
  readonly cut: (where: 'before' | 'after', hit: number) => void;
  readonly cuts: () => number;
  readonly close: () => Promise<void>;
}

// a simple query: its letter, its length, and the text with a zero
const commit = Buffer.from('commit\0');

export const startProxy = (target: number): Promise<Proxy> =>
  new Promise((resolve) => {
    let plan: { readonly where: 'before' | 'after'; hit: number } | undefined;
    let cuts = 0;
    const sockets = new Set<Socket>();
    const server = createServer((client) => {
      const upstream = connect(target, '127.0.0.1');
      let deaf = false;
      for (const socket of [client, upstream]) {
        sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          client.destroy();
          if (!deaf) upstream.destroy();
          sockets.delete(socket);
        });
      }
      client.on('data', (bytes) => {
        if (plan !== undefined && bytes.includes(commit) && (plan.hit -= 1) === 0) {
          const { where } = plan;
          plan = undefined;
          cuts += 1;
          if (where === 'before') {
            upstream.destroy();
            client.destroy();
            return;
          }
          deaf = true;
          upstream.write(bytes);
          client.destroy();
          return;
        }
        upstream.write(bytes);
      });
      upstream.on('data', (bytes) => {
        // the answer to the commit comes, and nobody hears it
        if (deaf) upstream.destroy();
        else client.write(bytes);
      });
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        cut: (where, hit) => {
          plan = { where, hit };
        },
        cuts: () => cuts,
        close: () =>
          new Promise((done) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => {
              done();
            });
          }),
      });
    });
  });
