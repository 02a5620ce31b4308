import { readdirSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORK } from './files.ts';

/** No clip was ever worked on for so long, ms: what is older is of no box that runs. */
const OLD = 3_600_000;

/**
 * Removes what a box that was killed left half made: all of the work folder, which belongs to the one box of this data folder; beside
 * its media the `.part` files of earlier versions; and their old folders in the system's temporary one, which boxes share.
 * Call it before any camera is watched; what the box itself makes from then on is safe from it, so that nobody need wait.
 * Never rejects: what cannot be removed is in nobody's way.
 * @param now ms
 * @returns how many files and folders went
 */
export async function removeLeftovers(data: string, now: number, signal: AbortSignal): Promise<number> {
  // At once, and not a turn later: whatever comes after is of this box.
  let gone = await removeAll(namesNow(join(data, WORK)));
  const shared = (await namesIn(tmpdir())).filter((path) => /[/\\]roost-clip-\w{6}$/.test(path));
  gone += await removeAll(await olderThan(shared, now - OLD));
  for (const camera of await namesIn(join(data, 'media')))
    for (const day of await namesIn(camera)) {
      if (signal.aborted) return gone;
      gone += await removeAll((await namesIn(day)).filter((path) => path.endsWith('.part')));
    }
  return gone;
}

function namesNow(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    // None was ever made.
    return [];
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}

async function olderThan(paths: readonly string[], at: number): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => ({ path, at: (await stat(path).catch(() => undefined))?.mtimeMs })),
  );
  return found.filter((one) => one.at !== undefined && one.at < at).map(({ path }) => path);
}

async function removeAll(paths: readonly string[]): Promise<number> {
  let gone = 0;
  for (const path of paths) {
    const removed = rm(path, { recursive: true, force: true }).then(
      () => 1,
      () => 0,
    );
    gone += await removed;
  }
  return gone;
}
