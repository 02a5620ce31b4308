import type { Dirent } from 'node:fs';
import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What a data folder and what is in it are for: their owner, and nobody else. */
const FOLDER = 0o700;
const FILE = 0o600;
const OTHERS = 0o077;

/**
 * Takes from everybody else what they may do in a data folder. The folder itself goes first: from then on nobody else gets to what is in it, and
 * all of that follows only where the folder stood open. Links are left alone.
 * Never rejects: what belongs to another user, or lies on a disk that knows no modes, stays as it is.
 * @returns how many files and folders stood open to others and do no more; 0 where there is no such folder
 */
export async function makePrivate(data: string, signal: AbortSignal): Promise<number> {
  if (await tightened(data, FOLDER)) return 1 + (await below(data, signal));
  // Files that came from elsewhere, e.g. a database that was put back.
  const files = await entriesOf(data);
  const done = files.filter((entry) => entry.isFile()).map(({ name }) => tightened(join(data, name), FILE));
  return (await Promise.all(done)).filter(Boolean).length;
}

async function below(folder: string, signal: AbortSignal): Promise<number> {
  let count = 0;
  for (const entry of await entriesOf(folder)) {
    if (signal.aborted) return count;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) count += Number(await tightened(path, FOLDER)) + (await below(path, signal));
    else if (entry.isFile() && (await tightened(path, FILE))) count++;
  }
  return count;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

/** True where others could do something and cannot any more. */
async function tightened(path: string, mode: number): Promise<boolean> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink() || (found.mode & OTHERS) === 0) return false;
    await chmod(path, mode);
    return ((await lstat(path)).mode & OTHERS) === 0;
  } catch {
    return false;
  }
}
