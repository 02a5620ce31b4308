import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { syncFolder } from '../../base/whole-file.ts';
import { lock } from '../../count/store/lock.ts';
import { readMigrations } from '../../count/store/migrate.ts';
import { leaveCursorsOut, readThrough } from '../../count/store/snapshot.ts';
import { readSite } from '../../know/config/config.ts';
import { copyWhole, folderError } from './files.ts';
import { type Manifest, MEDIA, readManifest } from './manifest.ts';
import { type CopiedMedia, copyMedia, mediaBytes } from './media.ts';
import { refuseRoot, requireRoom } from './place.ts';

/** What a restore put back. */
export interface Restored {
  readonly data: string;
  readonly manifest: Manifest;
  readonly media?: CopiedMedia;
  /** Files of the configuration that were not there and are now. */
  readonly config: readonly string[];
}

/** What must not be in a data folder that is restored into. */
const HELD = ['roost.db', 'roost.db-wal', 'access.db', 'taught.db', MEDIA];
const SPARE = 16 * 1024 * 1024;

/**
 * Puts a backup back into an empty data folder, on this machine or another one of whatever kind: the files are the same on all.
 * Configuration that is there is kept; where there is none, that of the backup is put there. All is made aside, read through
 * and held against the backup, and gets its names at the end, the database last.
 * @param folder that holds roost.yaml, or will
 * @throws RoostError where the backup is not whole or of a newer Roost, or the data folder holds a box's data or a box uses it
 */
export async function restore(backup: string, folder: string, signal: AbortSignal): Promise<Restored> {
  const from = resolve(backup);
  const manifest = readManifest(from);
  const place = resolve(folder);
  const known = readMigrations().length;
  if (manifest.database.schema > known)
    throw new RoostError('restore', from, `was made by a newer Roost (${manifest.roost})`, 'Install that Roost first');
  const { data } = readSite(join(existsSync(join(place, 'roost.yaml')) ? place : join(from, 'config'), 'roost.yaml'));
  const inPlace = existsSync(join(place, 'roost.yaml')) ? data : resolve(place, dataOf(from, data));
  refuseRoot(inPlace);
  await mkdir(inPlace, { recursive: true, mode: 0o700 });
  const held = lock(join(inPlace, 'roost.db'));
  let part: string | undefined;
  try {
    const there = HELD.filter((name) => existsSync(join(inPlace, name)));
    if (there.length > 0) {
      const hint = 'Move it aside, or name another data folder in roost.yaml: nothing is written over';
      throw new RoostError('restore into', inPlace, `holds ${there.join(', ')} already`, hint);
    }
    const database = join(from, 'roost.db');
    const pictures = manifest.media ? mediaBytes(database, inPlace) : 0;
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, pictures);
    await requireRoom('restore into', inPlace, bytes + SPARE);
    part = await mkdtemp(join(inPlace, '.restoring-'));
    await copyFiles(manifest, from, part);
    const found = readThrough(join(part, 'roost.db'));
    if (JSON.stringify(found) !== JSON.stringify(manifest.database))
      throw new RoostError(
        'restore',
        from,
        'its database holds other rows than its manifest says',
        'Use another backup',
      );
    const media = manifest.media ? await copyMedia(join(part, 'roost.db'), dirname(from), part, signal) : undefined;
    leaveCursorsOut(join(part, 'roost.db'));
    const config = await putConfig(manifest, part, place);
    for (const name of [MEDIA, 'access.db', 'taught.db', 'roost.db']) {
      if (existsSync(join(part, name))) await rename(join(part, name), join(inPlace, name));
      // A database alone would be taken for all of the box.
      await syncFolder(inPlace);
    }
    return { data: inPlace, manifest, config, ...(media && { media }) };
  } catch (error) {
    signal.throwIfAborted();
    throw folderError('restore into', inPlace, error);
  } finally {
    if (part) await rm(part, { recursive: true, force: true }).catch(() => undefined);
    held.release();
  }
}

/** The data folder as the backup's roost.yaml names it: relative to where that file will lie. */
function dataOf(from: string, data: string): string {
  const base = join(from, 'config');
  return data.startsWith(base) ? data.slice(base.length + 1) : data;
}

async function copyFiles({ files }: Manifest, from: string, to: string): Promise<void> {
  for (const { path, bytes, sha256 } of files) {
    const source = join(from, path);
    const right = existsSync(source) && (await copyWhole(source, join(to, path), 0o600, { bytes, sha256 }));
    if (!right) throw new RoostError('restore', source, 'is missing or not as the manifest says', 'Use another backup');
  }
}

/** Puts those files of the configuration in place that are not there, where there is no roost.yaml. */
async function putConfig({ files }: Manifest, part: string, place: string): Promise<string[]> {
  if (existsSync(join(place, 'roost.yaml'))) return [];
  const put: string[] = [];
  for (const { path } of files) {
    const name = /^config\/(.+)$/.exec(path)?.[1];
    if (name === undefined || existsSync(join(place, name))) continue;
    await copyWhole(join(part, path), join(place, name), basename(name) === 'secrets.env' ? 0o600 : 0o644);
    put.push(name);
  }
  return put;
}
