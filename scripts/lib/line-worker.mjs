// @ts-check
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * What work gave, and the seconds of a processor that it took, and that the process took so far.
 * @template V
 * @typedef {{ seconds: number, total: number, value: V }} Answer
 */

/**
 * @template V
 * @typedef {object} LineWorker
 * @property {(line: string) => Promise<Answer<V>>} ask sends the name of work
 * @property {() => void} end
 */

/**
 * A process that answers each line on its stdin with one line of JSON on its stdout. Errors go to this process's stderr.
 * @template V
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {LineWorker<V>}
 */
export function startWorker(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (line) => {
      child.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${command} ended, asked for ${line}`);
      /** @type {unknown} */
      const answer = JSON.parse(value);
      return /** @type {Answer<V>} */ (answer);
    },
    end: () => child.stdin.end(),
  };
}
