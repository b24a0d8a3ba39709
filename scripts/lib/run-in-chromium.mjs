// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * Serves one page with one script from loopback, opens it in a headless Chromium and returns what the page's body says.
 * @param {string} chromium path of the browser
 * @param {string} script
 * @param {string} profileFolder a new folder for the browser's own files
 * @returns {Promise<string>}
 */
export async function runInChromium(chromium, script, profileFolder) {
  const page =
    '<!doctype html><title>smoke</title><body>nothing ran<script src="/page.js"></script>';
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    const type = isScript ? 'text/javascript' : 'text/html';
    response.writeHead(request.url === '/' || isScript ? 200 : 404, {
      'content-type': `${type}; charset=utf-8`,
    });
    response.end(isScript ? script : page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { stdout, stderr } = await runCommand(
      chromium,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-dev-shm-usage',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--user-data-dir=${join(profileFolder, 'chromium')}`,
        '--dump-dom',
        `http://127.0.0.1:${port ?? 0}/`,
      ],
      { seconds: 120 },
    );
    const body = /<body>([\s\S]*)<\/body>/.exec(stdout)?.[1];
    return (
      body?.trim() ?? `the browser gave no page: ${stderr.trim().split('\n').slice(-1).join('')}`
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
