// @ts-check
/**
 * Packs the packages, installs the tarballs into an empty folder and runs a small program there on every engine, without any
 * condition or flag that a user would not set. One line for each engine. Where an engine is missing, that is a failure in CI
 * and a note elsewhere.
 */
import { build } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCompiler } from './lib/compiler.mjs';
import { packAll } from './lib/packed-packages.mjs';
import { repositoryRoot } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';
import { runInChromium } from './lib/run-in-chromium.mjs';
import { findChromium, terminalEngines } from './lib/smoke-engines.mjs';
import { withTemporaryFolder } from './lib/temporary-folder.mjs';

const source = join(repositoryRoot, 'scripts/smoke');
const inCi = process.env['CI'] !== undefined;

/**
 * @param {string} engine
 * @param {string} result
 */
function report(engine, result) {
  const holds = result.startsWith('ok');
  console.log(`${engine}: ${result}`);
  if (!holds) process.exitCode = 1;
}

/**
 * @param {string} engine
 * @param {string} why
 */
function reportMissing(engine, why) {
  if (inCi) report(engine, `failed: ${why}`);
  else console.log(`${engine}: skipped, ${why}`);
}

/**
 * An empty folder with nothing but the tarballs and the program in it.
 * @param {string} folder
 */
async function install(folder) {
  const tarballs = join(folder, 'tarballs');
  const consumer = join(folder, 'consumer');
  mkdirSync(tarballs);
  mkdirSync(consumer);
  const packed = await packAll(repositoryRoot, tarballs);
  writeFileSync(
    join(consumer, 'package.json'),
    JSON.stringify({
      private: true,
      type: 'module',
      dependencies: Object.fromEntries(
        packed.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]),
      ),
    }),
  );
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error'];
  const { status, stderr } = await runCommand('npm', args, { cwd: consumer });
  if (status !== 0) throw new Error(`the tarballs could not be installed:\n${stderr}`);
  for (const file of ['program.mjs', 'terminal.mjs', 'page.mjs', 'command.mjs']) {
    copyFileSync(join(source, file), join(consumer, file));
  }
  return consumer;
}

/**
 * The program type-checks against the packed declarations, with every declaration file checked too.
 * @param {string} consumer
 * @param {'tsc' | 'tsc6'} compiler
 * @param {'nodenext' | 'bundler'} resolution how it finds the packages
 */
async function typecheck(consumer, compiler, resolution) {
  const { stdout: version } = await runCompiler(compiler, consumer, ['--version']);
  const { status, stdout, stderr } = await runCompiler(compiler, consumer, [
    ...'--noEmit --strict --allowJs --checkJs --target es2022'.split(' '),
    ...['--module', resolution === 'bundler' ? 'esnext' : resolution],
    ...['--moduleResolution', resolution],
    ...'--exactOptionalPropertyTypes --skipLibCheck false --lib es2023'.split(' '),
    'program.mjs',
  ]);
  report(
    `typescript ${version.trim().replace(/^Version /, '')}, ${resolution}`,
    status === 0 ? 'ok' : `failed: ${stdout}${stderr}`,
  );
}

/**
 * The program as one script for a browser.
 * @param {string} consumer
 */
async function bundle(consumer) {
  const { outputFiles } = await build({
    absWorkingDir: consumer,
    entryPoints: ['page.mjs'],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

await withTemporaryFolder(async (folder) => {
  const consumer = await install(folder);
  for (const resolution of /** @type {const} */ (['nodenext', 'bundler'])) {
    await typecheck(consumer, 'tsc', resolution);
    await typecheck(consumer, 'tsc6', resolution);
  }
  for (const { name, command, args } of await terminalEngines(repositoryRoot)) {
    if (!existsSync(command)) {
      reportMissing(name, `no ${command} on this platform`);
      continue;
    }
    const { stdout: version } = await runCommand(command, ['--version']);
    const engine = `${name} ${/\d+\.\d+\.\d+/.exec(version)?.[0] ?? '?'}`;
    const { status, stdout, stderr } = await runCommand(command, [...args, 'terminal.mjs'], {
      cwd: consumer,
      seconds: 120,
    });
    report(engine, status === 0 ? stdout.trim() : `failed: ${stderr.trim()}`);
    if (name !== 'node') continue;
    // the ledger and the command need node:sqlite; on an older Node they say so
    const run = await runCommand(command, ['command.mjs'], { cwd: consumer, seconds: 120 });
    report(
      `${engine}, the command`,
      run.status === 0 ? run.stdout.trim() : `failed: ${run.stderr.trim()}`,
    );
  }
  const chromium = findChromium();
  if (chromium === undefined) {
    reportMissing('chromium', 'there is none in the PATH');
    return;
  }
  const { stdout: version } = await runCommand(chromium, ['--version']);
  const engine = `chromium ${/\d+(\.\d+)+/.exec(version)?.[0] ?? '?'}`;
  try {
    report(engine, await runInChromium(chromium, await bundle(consumer), folder));
  } catch (error) {
    report(engine, `failed: ${String(error)}`);
  }
});
