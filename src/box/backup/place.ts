import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';

/**
 * Makes sure that a folder may take backups. It is never made: where a disk is not mounted, a folder made in its place would
 * fill the disk that holds the data.
 * @returns its real path, and what a person should know of it
 * @throws RoostError where it is not there, not mounted, or part of the data folder
 */
export function backupFolder(
  folder: string,
  data: string,
  mounts = readMounts(),
): { path: string; warnings: string[] } {
  const shown = resolve(folder);
  if (!existsSync(shown)) throw new RoostError('back up to', shown, say('backup-no-folder', {}));
  if (!statSync(shown).isDirectory()) throw new RoostError('back up to', shown, 'is no folder', 'Name a folder');
  const path = realpathSync(shown);
  const missing = mounts.wanted.find(
    (place) => isWithin(path, place) && place !== '/' && !mounts.there.includes(place),
  );
  if (missing) throw new RoostError('back up to', shown, say('backup-unmounted', { place: missing }));
  if (existsSync(data) && isWithin(path, realpathSync(data)))
    throw new RoostError('back up to', shown, 'lies in the data folder itself', 'Name a folder on another disk');
  const same = existsSync(data) && statSync(path).dev === statSync(data).dev;
  const warnings = same ? [say('backup-same-disk', { folder: shown })] : [];
  return { path, warnings };
}

/** @throws RoostError where a folder has less room than that, bytes */
export async function requireRoom(operation: string, folder: string, bytes: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= bytes) return;
  throw new RoostError(operation, folder, say('backup-no-room', { free: megabytes(free), needed: megabytes(bytes) }));
}

/**
 * What root writes into another user's data folder, the box of that user cannot use afterwards.
 * @throws RoostError where root runs this for a data folder that is another user's
 */
export function refuseRoot(data: string): void {
  const owner = existsSync(data) ? statSync(data).uid : 0;
  if (process.getuid?.() !== 0 || owner === 0) return;
  throw new RoostError(
    'use',
    data,
    'is the data folder of another user',
    `Run this as that user: sudo -u '#${owner}' ...`,
  );
}

/** Bytes that this user may still write to a folder's disk. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** e.g. `12.5 MB` */
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** Where disks are to be mounted, and where some are. */
export interface Mounts {
  readonly wanted: readonly string[];
  readonly there: readonly string[];
}

function readMounts(): Mounts {
  const second = (file: string) => {
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, 'utf8').split('\n');
    const places = lines.filter((line) => /^\s*[^#\s]/.test(line)).map((line) => line.trim().split(/\s+/)[1] ?? '');
    return places.filter((place) => place.startsWith('/')).map(plain);
  };
  return { wanted: second('/etc/fstab'), there: second('/proc/self/mounts') };
}

/** A blank stands as `\040` there. */
const plain = (place: string) =>
  place.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
