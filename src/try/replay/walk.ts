import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { LeftOut } from './left-out.ts';

/** What lies below some paths. */
export interface Found {
  /** Each file once, in order of name within its folder. */
  readonly files: readonly string[];
  /** What could not be looked into, and files that only seem to be some. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Finds every file that paths name, folders with all that lies below them, links followed. A file or folder that is
 * reached twice (by a link, or because paths overlap) counts once, so that a circle of links ends. Hidden ones are left out.
 */
export async function walk(paths: readonly string[], signal: AbortSignal): Promise<Found> {
  const files: string[] = [];
  const leftOut: LeftOut[] = [];
  // Real paths: numbers of inodes are made up, or all alike, on some network and card file systems.
  const met = new Set<string>();
  const visit = async (path: string): Promise<void> => {
    signal.throwIfAborted();
    const there = await Promise.all([stat(path), realpath(path)]).catch((error: unknown) => why(error, path));
    if (typeof there === 'string') {
      leftOut.push({ file: path, reason: there });
      return;
    }
    const [found, real] = there;
    if (met.has(real)) return;
    met.add(real);
    if (found.isFile()) files.push(path);
    else if (!found.isDirectory()) leftOut.push({ file: path, reason: 'it is neither a file nor a folder' });
    else {
      const names = await readdir(path).catch((error: unknown) => why(error, path));
      if (typeof names === 'string') leftOut.push({ file: path, reason: names });
      else for (const name of names.sort()) await below(join(path, name), name);
    }
  };
  const below = async (path: string, name: string) => {
    if (name.startsWith('._')) leftOut.push({ file: path, reason: MACOS });
    else if (name.startsWith('.')) leftOut.push({ file: path, reason: 'it is hidden: its name begins with a dot' });
    else await visit(path);
  };
  for (const path of paths) await visit(path);
  return { files, leftOut };
}

const MACOS = 'it is what macOS notes of the file of that name without ._, and no recording';

function why(error: unknown, path: string): string {
  const { code } = error as NodeJS.ErrnoException;
  // Node shows bytes that are no UTF-8 as this character, and cannot open the file by that name.
  if (code === 'ENOENT' && basename(path).includes('\ufffd'))
    return 'its name is not UTF-8: rename it, e.g. with convmv -f gbk -t utf8';
  return (code && WORDS[code]) ?? messageOf(error);
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'it may not be read: you have no right to',
  EPERM: 'it may not be read: you have no right to',
  ENOENT: 'it is not there, or a link to what is not there',
  ELOOP: 'it is a link that leads back to itself',
};
