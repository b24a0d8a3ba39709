// @ts-check
/** Fails when README.md and .ci/run differ, or when the main job does not run or prints more than JSON for `--json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish } from './lib/problems.mjs';
import { readmeProblems } from './lib/readme-rules.mjs';
import { repositoryRoot } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';

const read = (/** @type {string} */ path) => readFileSync(join(repositoryRoot, path), 'utf8');
const problems = readmeProblems(read('README.md'), read('.ci/run'));

const plain = await runCommand('npm', ['--silent', 'start'], { cwd: repositoryRoot });
if (plain.status !== 0 || plain.stdout.trim() === '') {
  problems.push(`npm start: exit status ${plain.status}\n${plain.stdout}${plain.stderr}`);
}
const json = await runCommand('npm', ['--silent', 'start', '--', '--json'], {
  cwd: repositoryRoot,
});
try {
  JSON.parse(json.stdout);
} catch (error) {
  problems.push(`npm --silent start -- --json: ${String(error)}\n${json.stdout}${json.stderr}`);
}
finish('readme', problems);
