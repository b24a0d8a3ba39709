// @ts-check
/** Fails when README.md and .ci/run differ, or when a job of the README does not run, prints more than JSON for `--json`, or takes any option. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish } from './lib/problems.mjs';
import { readmeProblems } from './lib/readme-rules.mjs';
import { repositoryRoot } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';

const read = (/** @type {string} */ path) => readFileSync(join(repositoryRoot, path), 'utf8');
const problems = readmeProblems(read('README.md'), read('.ci/run'));

/**
 * A job of the README, as text and as JSON: whole output, and nothing on stdout but what was asked for.
 * @param {readonly string[]} words after npm
 */
async function checkJob(words) {
  const command = `npm ${words.join(' ')}`;
  const plain = await runCommand('npm', words, { cwd: repositoryRoot });
  if (plain.status !== 0 || plain.stdout.trim() === '') {
    problems.push(`${command}: exit status ${plain.status}\n${plain.stdout}${plain.stderr}`);
  }
  const json = await runCommand('npm', [...words, '--json'], { cwd: repositoryRoot });
  try {
    JSON.parse(json.stdout);
  } catch (error) {
    problems.push(`${command} --json: ${String(error)}\n${json.stdout}${json.stderr}`);
  }
  const wrong = await runCommand('npm', [...words, '--no-such-option'], { cwd: repositoryRoot });
  if (wrong.status === 0 || wrong.stdout !== '') {
    problems.push(`${command} --no-such-option: exit status ${wrong.status}\n${wrong.stdout}`);
  }
}

const csv = /`npm run example:csv -- (\S+ \S+)`/.exec(read('README.md'))?.[1];
if (csv === undefined) problems.push('README.md: it does not say how to run the CSV example');
else await checkJob(['--silent', 'run', 'example:csv', '--', ...csv.split(' ')]);
await checkJob(['--silent', 'start', '--']);
finish('readme', problems);
