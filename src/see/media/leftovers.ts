import { readdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { WORK } from './files.ts';

/**
 * Removes from the data folder what a box that was killed left half made: all of the work folder, which belongs to the one box of this
 * data folder, and beside its media the `.part` files of earlier versions; and the video of cameras that are watched no more.
 * Call it before any camera is watched; what the box itself makes from then on is safe from it, so that nobody need wait.
 * Never rejects: what cannot be removed is in nobody's way.
 * @param ring the folder that video is copied to, a folder in it for each camera
 * @param watched ids of the cameras whose video is copied
 * @returns how many files and folders went
 */
export async function removeLeftovers(
  data: string,
  ring: string,
  watched: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  // At once, and not a turn later: whatever comes after is of this box.
  let gone = await removeAll(namesNow(join(data, WORK)));
  const rings = await namesIn(ring);
  gone += await removeAll(rings.filter((path) => !basename(path).startsWith('.') && !watched.includes(basename(path))));
  // Where the ring was before it went elsewhere.
  if (ring !== join(data, 'ring')) gone += await removeAll(await namesIn(join(data, 'ring')));
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
