import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { VERSION } from '../../base/package.ts';
import { say } from '../../base/said/said.ts';
import { replaceFile, syncFolder } from '../../base/whole-file.ts';
import { lock } from '../../count/store/lock.ts';
import { copyDatabase, readThrough, type Snapshot } from '../../count/store/snapshot.ts';
import type { Config } from '../../know/config/config.ts';
import { CAMERA_SECRETS } from '../../know/config/secrets.ts';
import { lessonsFile } from '../../know/lessons/database.ts';
import { hashOf } from '../../see/media/files.ts';
import { accessFile } from '../../tell/access/database.ts';
import { forgetSecrets } from '../../tell/access/forget.ts';
import { copyWhole, folderError } from './files.ts';
import { backupName, backupsIn, lastBackupFile, MANIFEST, type Manifest } from './manifest.ts';
import { type CopiedMedia, copyMedia, mediaBytes } from './media.ts';
import { backupFolder, freeBytes, refuseRoot, requireRoom } from './place.ts';

/** What a backup is made of. */
export interface BackupOptions {
  /** Pictures and clips too. */
  readonly media?: boolean;
  /** `secrets.env`, log-ins of cameras that were added on the page, tokens and sessions too. */
  readonly secrets?: boolean;
  /** When it is whole, so many are left in the folder, the newest ones; all without it. */
  readonly keep?: number;
}

/** A whole backup. */
export interface Made {
  readonly path: string;
  readonly manifest: Manifest;
  readonly media?: CopiedMedia;
  /** What a person should know, a sentence each. */
  readonly warnings: readonly string[];
}

type Box = Pick<Config, 'folder' | 'data' | 'site'>;

const PART = '.roost-backup-';
/** Room that the rest takes, beside database and media, bytes. */
const SPARE = 16 * 1024 * 1024;

/**
 * Backs a box up into a folder, also while it runs. The backup is made aside, restored into a temporary place, read through
 * and held against what was copied; then it gets its name. What was begun and not ended is never taken for a backup, and goes.
 * @param now ms
 * @throws RoostError where the box has no database, or the folder is not there, not mounted, full or gone
 */
export async function backUp(
  box: Box,
  folder: string,
  options: BackupOptions,
  now: number,
  signal: AbortSignal,
): Promise<Made> {
  const { data } = box;
  const database = join(data, 'roost.db');
  if (!existsSync(database))
    throw new RoostError('back up', database, 'is not there', 'A box makes it at its first start');
  refuseRoot(data);
  const { path, warnings } = backupFolder(folder, data);
  const held = lock(join(data, 'backup'));
  let part: string | undefined;
  try {
    for (const name of await readdir(path)) if (name.startsWith(PART)) await rm(join(path, name), { recursive: true });
    const size = statSync(database).size + sizeOf(`${database}-wal`);
    await requireRoom('back up to', path, size + SPARE);
    part = await mkdtemp(join(path, PART));
    const snapshot = await copyDatabase(database, join(part, 'roost.db'), signal);
    const media = options.media ? await withMedia(join(part, 'roost.db'), data, path, signal) : undefined;
    const outside = await copyRest(box, part, options.secrets ?? false, signal);
    await verify(join(part, 'roost.db'), path, snapshot);
    const manifest = await describe(part, box, snapshot, { ...options, ...(media && { copied: media }) }, now);
    const whole = join(path, backupName(now));
    if (existsSync(whole))
      throw new RoostError('back up to', whole, 'is there already', 'Wait a second, then try again');
    await rename(part, whole);
    part = undefined;
    await syncFolder(path);
    const last = { at: now, path: whole, media: media !== undefined };
    await replaceFile(lastBackupFile(data), JSON.stringify(last), 0o600);
    const old = options.keep === undefined ? [] : backupsIn(path).slice(0, -options.keep);
    for (const name of old) await rm(join(path, name), { recursive: true });
    const left = outside.map((file) => say('backup-outside', { file }));
    return { path: whole, manifest, warnings: [...warnings, ...left], ...(media && { media }) };
  } catch (error) {
    signal.throwIfAborted();
    throw folderError('back up to', path, error);
  } finally {
    if (part) await rm(part, { recursive: true, force: true }).catch(() => undefined);
    held.release();
  }
}

const sizeOf = (file: string) => (existsSync(file) ? statSync(file).size : 0);

async function withMedia(database: string, data: string, to: string, signal: AbortSignal): Promise<CopiedMedia> {
  await requireRoom('back up to', to, mediaBytes(database, to) + statSync(database).size + SPARE);
  return copyMedia(database, data, to, signal);
}

/** Configuration, the list of who changed what, what was taught, and secrets where asked for. @returns files of the configuration that lie elsewhere */
async function copyRest(box: Box, part: string, secrets: boolean, signal: AbortSignal): Promise<string[]> {
  const { folder, data, site } = box;
  const access = join(part, 'access.db');
  if (existsSync(accessFile(data))) {
    await copyDatabase(accessFile(data), access, signal);
    if (!secrets) forgetSecrets(access);
  }
  if (existsSync(lessonsFile(data))) await copyDatabase(lessonsFile(data), join(part, 'taught.db'), signal);
  const cameras = join(folder, 'cameras');
  const names = existsSync(cameras) ? readdirSync(cameras).filter((name) => /\.ya?ml$/.test(name)) : [];
  const named = [site.checklist, ...(site.site.tide?.table ? [site.site.tide.table] : [])];
  const files = [
    'roost.yaml',
    ...named,
    ...names.map((name) => join('cameras', name)),
    ...(secrets ? ['secrets.env', CAMERA_SECRETS] : []),
  ];
  const inside = (file: string) => !isAbsolute(file) && !relative(folder, resolve(folder, file)).startsWith('..');
  for (const file of files.filter(inside))
    if (existsSync(join(folder, file))) await copyWhole(join(folder, file), join(part, 'config', file), 0o600);
  return files.filter((file) => !inside(file));
}

/** Restores the copy into a temporary place, where there is room, and holds it against what was copied. */
async function verify(copy: string, beside: string, { schema, counts }: Snapshot): Promise<void> {
  const needs = statSync(copy).size + SPARE;
  const roomy = (await freeBytes(beside)) >= needs ? beside : tmpdir();
  await requireRoom('verify a backup in', roomy, needs);
  const place = await mkdtemp(join(roomy, PART));
  try {
    const restored = join(place, 'roost.db');
    await copyWhole(copy, restored, 0o600);
    const found = readThrough(restored);
    if (JSON.stringify(found) !== JSON.stringify({ schema, counts }))
      throw new RoostError('verify backup', copy, 'holds other rows than were copied', 'Check the disk that it is on');
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function describe(
  part: string,
  { site }: Box,
  database: Snapshot,
  { secrets = false, copied }: BackupOptions & { readonly copied?: CopiedMedia },
  now: number,
): Promise<Manifest> {
  const names = await readdir(part, { recursive: true, withFileTypes: true });
  const paths = names.filter((name) => name.isFile()).map((name) => relative(part, join(name.parentPath, name.name)));
  const manifest: Manifest = {
    ...{ format: 1 as const, roost: VERSION, at: new Date(now).toISOString(), site: site.site.name },
    files: await Promise.all(paths.sort().map(async (path) => ({ path, ...(await hashOf(join(part, path))) }))),
    database: { schema: database.schema, counts: { ...database.counts } },
    ...(copied && { media: { files: copied.files, bytes: copied.bytes, missing: copied.missing.length } }),
    secrets,
  };
  await replaceFile(join(part, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, 0o600);
  return manifest;
}
