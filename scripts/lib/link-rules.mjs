// @ts-check
/** What pages point to within the repository: files, headings, and npm scripts. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readJson } from './repository.mjs';

/**
 * @param {string} root
 * @param {readonly string[]} pages as paths relative to the root
 * @returns {string[]} one line for each link or script that is not there
 */
export function linkProblems(root, pages) {
  /** @type {{ scripts?: Record<string, string> }} */
  const { scripts = {} } = readJson(join(root, 'package.json'));
  return pages.flatMap((page) =>
    readFileSync(join(root, page), 'utf8')
      .split('\n')
      .flatMap((line, index) => [
        ...linksOf(line)
          .filter((link) => !leadsSomewhere(root, page, link))
          .map((link) => `${page}:${index + 1}: the link leads nowhere: ${link}`),
        ...scriptsOf(line)
          .filter((name) => !Object.hasOwn(scripts, name))
          .map((name) => `${page}:${index + 1}: there is no npm script "${name}"`),
      ]),
  );
}

/**
 * The links of a line that stay in the repository.
 * @param {string} line
 */
function linksOf(line) {
  return [...line.matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

/**
 * The npm scripts that a line runs.
 * @param {string} line
 */
function scriptsOf(line) {
  const commands = line.matchAll(
    /\bnpm (?:--silent )?(?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g,
  );
  return [...commands].map(([, run, own = '']) => run ?? own);
}

/**
 * @param {string} root
 * @param {string} page
 * @param {string} link
 */
function leadsSomewhere(root, page, link) {
  const [file = '', heading] = link.split('#');
  const target = file === '' ? join(root, page) : join(root, dirname(page), file);
  if (!existsSync(target)) return false;
  return heading === undefined || headingsOf(readFileSync(target, 'utf8')).includes(heading);
}

/**
 * The names by which the headings of a page are linked.
 * @param {string} text
 */
function headingsOf(text) {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
