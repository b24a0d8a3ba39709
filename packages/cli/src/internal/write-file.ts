import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CommandError } from '../command-error.ts';
import { whyUnreadable } from './read-text.ts';

/** A file that is either there as a whole or not at all; only its owner may read it. */
export interface WholeFile {
  readonly write: (text: string) => Promise<void>;
  /** puts it in its place */
  readonly keep: () => Promise<void>;
  /** takes away what was written so far */
  readonly drop: () => Promise<void>;
}

const syncFolder = async (folder: string): Promise<void> => {
  let handle: FileHandle;
  try {
    handle = await open(folder, 'r');
  } catch {
    // a system that does not open folders keeps their entries in its own way
    return;
  }
  try {
    await handle.sync();
  } catch {
    return;
  } finally {
    await handle.close();
  }
};

/** Starts a file under another name in the same folder. */
export async function wholeFile(path: string): Promise<WholeFile> {
  const failed = (error: unknown): CommandError =>
    new CommandError('Unreadable', `${path}: ${whyUnreadable(error)}`);
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.part`);
  let handle: FileHandle;
  try {
    handle = await open(temporary, 'wx', 0o600);
  } catch (error) {
    throw failed(error);
  }
  const drop = async (): Promise<void> => {
    await handle.close().catch(() => undefined);
    await unlink(temporary).catch(() => undefined);
  };
  return {
    write: async (text) => {
      try {
        await handle.appendFile(text);
      } catch (error) {
        throw failed(error);
      }
    },
    keep: async () => {
      try {
        await handle.sync();
        await handle.close();
        await rename(temporary, path);
        await syncFolder(folder);
      } catch (error) {
        await drop();
        throw failed(error);
      }
    },
    drop,
  };
}
