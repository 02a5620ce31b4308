import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isCutOff } from '../../../base/cut-off.ts';
import { messageOf, RoostError } from '../../../base/errors.ts';
import { say } from '../../../base/said/said.ts';
import { removeHalfWritten, replaceFile, syncFolder } from '../../../base/whole-file.ts';
import { sync } from '../place.ts';
import type { TrustedKey } from './keys.ts';
import { nameOf } from './manifest.ts';
import { type Bundle, openBundle, readBundle, reopenBundle, type SignedBundle } from './open.ts';
import { Refusal } from './refusal.ts';
import { unpack } from './unpack.ts';

/** Under what a box takes a bundle. */
export interface Staging {
  /** The models folder of the box. */
  readonly folder: string;
  readonly keys: readonly TrustedKey[];
  readonly now: number;
  /** Most bytes of a bundle's files together. */
  readonly mostBytes: number;
  /** Bytes that may be written before the disk holds less than it must keep free. */
  readonly spare: number;
  /** Proves what only shows when it runs. @throws Refusal (rejects) */
  prove(bundle: SignedBundle): Promise<void>;
}

/** The highest version of each id that this box ever took, with the digest of its content. */
const Taken = z.record(z.string(), z.object({ version: z.int().positive(), digest: z.string() }));
type Taken = z.infer<typeof Taken>;

/** Where bundles lie that were taken, each in a folder of its name. */
export function stagedFolder(models: string): string {
  return join(models, 'staged');
}

/** Where they are gathered until they are whole and proved. */
const asideFolder = (models: string) => join(models, 'staging');
const takenFile = (models: string) => join(models, 'taken.json');

/**
 * Takes a bundle: unpacks it aside, proves it, and lays it down under its name in one step. Whenever it is cut off, nothing or
 * all of it is there. The same bundle again changes nothing.
 * @param from a tar or a folder
 * @throws Refusal (rejects) that says what is wrong with it
 */
export async function stage(from: string, staging: Staging): Promise<SignedBundle> {
  const { folder, keys, now, mostBytes, spare, prove } = staging;
  if ((await sizeOf(from)) > spare) throw new Refusal('room', from, '', say('make-room', {}));
  await mkdir(asideFolder(folder), { recursive: true, mode: 0o700 });
  const aside = join(asideFolder(folder), `${process.pid}-${randomBytes(6).toString('hex')}`);
  try {
    await unpack(from, aside, Math.min(mostBytes, spare));
    const bundle = await openBundle(aside, keys, now);
    const name = nameOf(bundle.manifest);
    if (await isTaken(folder, bundle)) {
      const there = await reopenBundle(join(stagedFolder(folder), name)).catch(() => undefined);
      if (there?.digest === bundle.digest) return { ...there, signedBy: bundle.signedBy };
    }
    await prove(bundle);
    await syncAll(aside);
    const target = join(stagedFolder(folder), name);
    await mkdir(stagedFolder(folder), { recursive: true, mode: 0o700 });
    // One that was damaged since it was taken; a whole one of the same name was returned above.
    await rm(target, { recursive: true, force: true });
    await rename(aside, target);
    await syncFolder(stagedFolder(folder));
    await remember(folder, bundle);
    return { ...bundle, folder: target };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** What each bundle says that lies staged, by name; their other files are not looked at: see `reopenBundle`. */
export async function stagedBundles(models: string): Promise<Bundle[]> {
  const names = await readdir(stagedFolder(models)).catch(() => []);
  const reading = names.sort().map((name) => readBundle(join(stagedFolder(models), name)).catch(() => undefined));
  const found = await Promise.all(reading);
  return found.filter((bundle) => bundle !== undefined);
}

/** Removes what staging, and whoever wrote a file of the models, left behind when it was cut off. What a process that runs began within the last hour stays. */
export async function removeStagingLeftovers(models: string, now: number): Promise<void> {
  const aside = asideFolder(models);
  for (const name of await readdir(aside).catch(() => [])) {
    const path = join(aside, name);
    if (await isCutOff(path, Number(name.split('-')[0]), now)) await rm(path, { recursive: true, force: true });
  }
  await removeHalfWritten(models, now, { recursive: true });
}

/**
 * Whether this very bundle was taken before.
 * @throws Refusal where a newer one was, or other content under its version
 */
async function isTaken(models: string, { manifest: { id, version }, digest }: Bundle): Promise<boolean> {
  const before = (await readTaken(models))[id];
  if (!before || version > before.version) return false;
  const subject = nameOf({ id, version });
  if (version < before.version)
    throw new Refusal('older', subject, say('higher-version-than', { version: before.version }));
  if (digest !== before.digest) throw new Refusal('same-version', subject, '', say('higher-version', {}));
  return true;
}

/** What was taken is written down after it lies in its place; a cut between the two is made good from what lies there. */
async function readTaken(models: string): Promise<Taken> {
  const taken = await readTakenFile(takenFile(models));
  for (const { manifest, digest } of await stagedBundles(models)) {
    const { id, version } = manifest;
    if ((taken[id]?.version ?? 0) < version) taken[id] = { version, digest };
  }
  return taken;
}

async function readTakenFile(file: string): Promise<Taken> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  try {
    return Taken.parse(JSON.parse(text));
  } catch (cause) {
    const hint = 'Move it aside: then older versions than those that lie staged are taken again';
    throw new RoostError('read', file, messageOf(cause), hint, { cause });
  }
}

async function remember(models: string, { manifest: { id, version }, digest }: Bundle): Promise<void> {
  const taken = { ...(await readTaken(models)), [id]: { version, digest } };
  await replaceFile(takenFile(models), `${JSON.stringify(taken, undefined, 2)}\n`, 0o600);
}

/** Every file and folder of a folder, on disk. */
async function syncAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncAll(path);
    else await sync(path);
  }
  await syncFolder(folder);
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.size : 0;
}
