// @ts-check
import { spawn } from 'node:child_process';

/**
 * @typedef {object} CommandResult
 * @property {number} status exit status; 124 when the time ran out, 127 when the command could not be started
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env]
 * @property {number} [seconds] time allowed
 * @property {boolean} [inherit] print to this process's own streams instead of collecting
 */

/**
 * Runs a command without a shell and without stdin. It never throws for a failing command: the status tells. When the
 * time runs out, the whole process group is ended, so that no browser or server of it stays behind.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, options = {}) {
  const { cwd, env = process.env, seconds = 600, inherit = false } = options;
  const ownGroup = process.platform !== 'win32';
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      detached: ownGroup,
      stdio: inherit ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let outOfTime = false;
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (stderr += text));
    const endAll = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(ownGroup ? -child.pid : child.pid, 'SIGKILL');
      } catch {
        // It ended by itself in the meantime.
      }
    };
    const timer = setTimeout(() => {
      outOfTime = true;
      endAll();
    }, seconds * 1000);
    process.once('exit', endAll);
    const settle = (/** @type {CommandResult} */ result) => {
      clearTimeout(timer);
      process.removeListener('exit', endAll);
      resolve(result);
    };
    child.on('error', (error) => {
      settle({ status: 127, stdout, stderr: `${stderr}${command}: ${error.message}\n` });
    });
    child.on('close', (status) => {
      if (outOfTime) stderr += `${command}: stopped after ${seconds} s\n`;
      settle({ status: outOfTime ? 124 : (status ?? 1), stdout, stderr });
    });
  });
}
