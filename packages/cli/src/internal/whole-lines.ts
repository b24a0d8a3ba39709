import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { CommandError } from '../command-error.ts';
import { whyUnreadable } from './read-text.ts';

/** a line is a record, and no record is as long as this: a file that is no text, or a quote that is not closed */
const longest = 64_000_000;
const newline = 0x0a;

const notUtf8 = (path: string, block: Buffer, first: number): CommandError => {
  let line = first;
  for (let start = 0; start < block.length; line += 1) {
    const found = block.indexOf(newline, start);
    const end = found < 0 ? block.length : found + 1;
    if (!isUtf8(block.subarray(start, end))) break;
    start = end;
  }
  return new CommandError('Misfit', `${path}, line ${line}: it is not UTF-8 text`);
};

const newlinesIn = (block: Buffer): number => {
  let count = 0;
  for (let at = block.indexOf(newline); at >= 0; at = block.indexOf(newline, at + 1)) count += 1;
  return count;
};

/**
 * The text of a file in blocks of whole lines: UTF-8, with or without a byte order mark.
 *
 * A byte that ends a line is never part of a longer character, so each block is text if the file is.
 */
export async function* wholeLines(
  path: string,
  read: (bytes: number) => void,
): AsyncGenerator<string> {
  let kept: Buffer[] = [];
  let length = 0;
  let line = 1;
  let first = true;
  const textOf = (block: Buffer): string => {
    if (!isUtf8(block)) throw notUtf8(path, block, line);
    line += newlinesIn(block);
    const text = block.toString('utf8');
    const bare = first ? text.replace(/^\uFEFF/, '') : text;
    first = false;
    return bare;
  };
  try {
    const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1 << 18 });
    for await (const chunk of chunks) {
      read(chunk.length);
      const end = chunk.lastIndexOf(newline) + 1;
      if (end > 0) {
        yield textOf(Buffer.concat([...kept, chunk.subarray(0, end)]));
        kept = [];
        length = 0;
      }
      kept.push(chunk.subarray(end));
      length += chunk.length - end;
      if (length > longest)
        throw new CommandError(
          'Misfit',
          `${path}, line ${line}: the line is longer than ${longest} bytes`,
        );
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError('Unreadable', `${path}: ${whyUnreadable(error)}`);
  }
  if (length > 0) yield textOf(Buffer.concat(kept));
}
