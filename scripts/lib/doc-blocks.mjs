// @ts-check
/** Finds the code in Markdown pages and in `@example` blocks. What the fences mean is told in CONTRIBUTING.md. */

/**
 * @typedef {'run' | 'no-run' | 'does-not-compile'} Fate
 */

/**
 * @typedef {object} CodeBlock
 * @property {string} path as messages print it
 * @property {number} line where the code begins, counted from 1
 * @property {string} code
 * @property {Fate} fate
 * @property {boolean} continued whether it goes on from the block before it on the same page
 * @property {string} [text] the block of plain text that follows: what is printed, or what the compiler says
 * @property {string} [packageFolder] for an `@example`: the package whose names are in scope
 */

const fence = /^( *)(`{3,})([^`]*)$/;
const fates = ['no-run', 'does-not-compile'];

/**
 * @param {string} path
 * @param {string} text
 * @param {number} [firstLine] the line of the file on which the text begins
 * @returns {{ blocks: CodeBlock[], problems: string[] }}
 */
export function blocksOfMarkdown(path, text, firstLine = 1) {
  /** @type {CodeBlock[]} */
  const blocks = [];
  /** @type {string[]} */
  const problems = [];
  const lines = text.split('\n');
  /** @type {{ block: CodeBlock, end: number } | undefined} */
  let latest;
  for (let start = 0; start < lines.length; start += 1) {
    const opening = fence.exec(lines[start] ?? '');
    if (opening === null) continue;
    const [, indent = '', ticks = '', info = ''] = opening;
    const length = lines.slice(start + 1).findIndex((line) => line.trim() === ticks);
    if (length < 0) {
      problems.push(`${path}:${firstLine + start}: the fence is not closed`);
      break;
    }
    const end = start + 1 + length;
    const body = lines.slice(start + 1, end).map((line) => withoutIndent(line, indent.length));
    const [language, ...flags] = info.trim().split(/\s+/);
    if (language === 'text' || language === 'console') {
      const between = lines.slice(latest?.end, start);
      const text = body.join('\n');
      if (latest !== undefined && isShort(between))
        latest.block.text = language === 'console' ? withoutNoise(text) : text;
      latest = undefined;
    } else if (language === 'ts') {
      const unknown = flags.filter((flag) => flag !== 'continued' && !fates.includes(flag));
      const line = firstLine + start + 1;
      if (unknown.length > 0) problems.push(`${path}:${line - 1}: unknown: ${unknown.join(' ')}`);
      const fate = /** @type {Fate} */ (flags.find((flag) => fates.includes(flag)) ?? 'run');
      const continued = flags.includes('continued');
      const block = { path, line, code: body.join('\n'), fate, continued };
      if (continued && blocks.length === 0) problems.push(`${path}:${line - 1}: continues nothing`);
      blocks.push(block);
      latest = { block, end: end + 1 };
    } else if (['typescript', 'js', 'javascript'].includes(language ?? '')) {
      problems.push(`${path}:${firstLine + start}: fence it as ts, so that it is checked`);
    } else latest = undefined;
    start = end;
  }
  return { blocks, problems };
}

/**
 * @param {string} path
 * @param {string} text a TypeScript source
 * @param {string} packageFolder
 * @returns {{ blocks: CodeBlock[], problems: string[] }}
 */
export function blocksOfSource(path, text, packageFolder) {
  /** @type {CodeBlock[]} */
  const blocks = [];
  /** @type {string[]} */
  const problems = [];
  for (const comment of text.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const commentLine = text.slice(0, comment.index).split('\n').length;
    const lines = comment[0]
      .replace(/\*\/$/, '')
      .split('\n')
      .map((line, index) =>
        index === 0 ? line.replace(/^\/\*\* ?/, '') : line.replace(/^\s*\* ?/, ''),
      );
    for (const [index, line] of lines.entries()) {
      const tag = /^\s*@example\b ?(.*)$/.exec(line);
      if (tag === null) continue;
      const length = lines.slice(index + 1).findIndex((later) => /^\s*@[a-z]/.test(later));
      const body = lines.slice(index + 1, length < 0 ? undefined : index + 1 + length);
      const fenced = body.some((each) => fence.test(each));
      const found = fenced
        ? blocksOfMarkdown(path, body.join('\n'), commentLine + index + 1)
        : bareExample(path, [tag[1] ?? '', ...body].join('\n'), commentLine + index);
      blocks.push(...found.blocks.map((block) => ({ ...block, packageFolder })));
      problems.push(...found.problems);
      if (found.blocks.length === 0 && found.problems.length === 0) {
        problems.push(`${path}:${commentLine + index}: an @example without code`);
      }
    }
  }
  return { blocks, problems };
}

/**
 * @param {string} path
 * @param {string} code
 * @param {number} line
 * @returns {{ blocks: CodeBlock[], problems: string[] }}
 */
function bareExample(path, code, line) {
  if (code.trim() === '') return { blocks: [], problems: [] };
  return {
    blocks: [{ path, line, code: code.trimEnd(), fate: 'run', continued: false }],
    problems: [],
  };
}

/**
 * A sample of a run: the numbers before a `±` are noisy, and each stands for any other.
 * @param {string} sample
 */
function withoutNoise(sample) {
  return sample.replace(/-?\d+(\.\d+)?(?= ±)/g, '…');
}

/**
 * Between a block and the text that belongs to it stands at most one paragraph, and no heading.
 * @param {readonly string[]} lines
 */
function isShort(lines) {
  const prose = lines.join('\n').trim();
  return !/\n\s*\n/.test(prose) && !prose.startsWith('#');
}

/**
 * @param {string} line
 * @param {number} columns
 */
function withoutIndent(line, columns) {
  return line.slice(0, columns).trim() === '' ? line.slice(columns) : line;
}
