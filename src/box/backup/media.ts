import { existsSync, statSync } from 'node:fs';
import { link } from 'node:fs/promises';
import { join } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { type KeptFile, keptFiles } from '../../count/store/snapshot.ts';
import { copyWhole } from './files.ts';
import { MEDIA } from './manifest.ts';

/** Pictures and clips that a copy did and did not get. */
export interface CopiedMedia {
  /** Files that are there now, of those that the database tells of. */
  readonly files: number;
  readonly bytes: number;
  /** Of these copied now. */
  readonly copied: number;
  /** Files that were not there, or not as their hash says. */
  readonly missing: readonly string[];
}

/** Files with the same bytes lie beside each other, so no more than so many are remembered. */
const TWINS = 1000;

/**
 * Where the database's `media/east/...` lies.
 * @throws RoostError where a database that somebody made leads elsewhere
 */
function placeIn(folder: string, { file }: KeptFile): string {
  if (file.startsWith(`${MEDIA}/`) && !file.split('/').includes('..')) return join(folder, file);
  throw new RoostError('copy media', file, `lies outside of ${MEDIA}/`, 'Use a database that Roost wrote');
}

/** Bytes of the files that a copy would take. @param database that tells of them */
export function mediaBytes(database: string, to: string): number {
  let sum = 0;
  for (const kept of keptFiles(database)) if (!existsSync(placeIn(to, kept))) sum += kept.bytes;
  return sum;
}

/**
 * Copies the pictures and clips that a database tells of, each whole and as its hash says. What is there already is left: what
 * is kept never changes. Those with the same bytes share them where the disk can.
 * @param from a data folder, or a folder of backups
 * @throws RoostError where there is a file of that name and another size
 */
export async function copyMedia(database: string, from: string, to: string, signal: AbortSignal): Promise<CopiedMedia> {
  const missing: string[] = [];
  const places = new Map<string, string>();
  let [files, bytes, copied] = [0, 0, 0];
  for (const kept of keptFiles(database)) {
    signal.throwIfAborted();
    const [source, place] = [placeIn(from, kept), placeIn(to, kept)];
    if (existsSync(place)) requireSame(place, kept);
    else if (await copyOne(kept, source, place, places.get(kept.sha256))) copied++;
    else {
      missing.push(kept.file);
      continue;
    }
    places.set(kept.sha256, place);
    if (places.size > TWINS) places.clear();
    files++;
    bytes += kept.bytes;
  }
  return { files, bytes, copied, missing };
}

async function copyOne(kept: KeptFile, source: string, place: string, same: string | undefined): Promise<boolean> {
  if (!existsSync(source)) return false;
  if (same !== undefined && (await linked(same, place))) return true;
  return (await copyWhole(source, place, 0o600, { bytes: kept.bytes, sha256: kept.sha256 })) !== undefined;
}

/** False where the disk knows no second names, or the folder is not made yet: then it is copied. */
function linked(file: string, to: string): Promise<boolean> {
  return link(file, to).then(
    () => true,
    () => false,
  );
}

function requireSame(place: string, { bytes }: KeptFile): void {
  const found = statSync(place).size;
  if (found === bytes) return;
  const hint = 'It is of another box or damaged: give each box a folder of its own, or move the file aside';
  throw new RoostError('copy media', place, `has ${found} bytes instead of ${bytes}`, hint);
}
