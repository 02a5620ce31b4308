import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RoostError } from '../errors.ts';
import { download } from './download.ts';
import type { Manifest, ModelFile } from './manifest.ts';
import { faultOf } from './verify.ts';

/** How far a file has come. `from` is a mirror's folder or an address. */
export interface PullProgress {
  readonly file: string;
  readonly from: string;
  readonly bytes: number;
  readonly total: number;
}

export interface PullOptions {
  /** A folder that holds the files by name; looked at before any address. */
  readonly mirror?: string;
  readonly onProgress?: (progress: PullProgress) => void;
  readonly signal?: AbortSignal;
}

const MIRROR_HINT =
  'On a machine without that connection, copy the files into a folder and use --mirror DIR or ROOST_MODEL_MIRROR';

/**
 * Brings a model's files into a folder: from the mirror, or from the first address that gives the right bytes. Files
 * that are there and right are left alone. A file appears under its name only when its size and SHA-256 are right and
 * it is on disk; until then it is `NAME.part`, which a later pull goes on with.
 * @returns names of the files that were fetched
 * @throws RoostError where a file is wrong or no address was reached; a wrong file is not left behind
 */
export async function pullModel(manifest: Manifest, folder: string, options: PullOptions = {}): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const fetched: string[] = [];
  for (const file of manifest.files) {
    if (!(await faultOf(join(folder, file.name), file))) continue;
    const part = join(folder, `${file.name}.part`);
    if (!(await fromMirror(file, part, options))) await fromAddresses(file, part, options);
    await settle(part, join(folder, file.name), folder);
    fetched.push(file.name);
  }
  return fetched;
}

/** True if the mirror had the file. @throws RoostError where what it has is wrong */
async function fromMirror(file: ModelFile, part: string, { mirror, onProgress }: PullOptions): Promise<boolean> {
  if (!mirror) return false;
  const source = join(mirror, file.name);
  if (!(await stat(source).catch(() => undefined))?.isFile()) return false;
  await copyFile(source, part);
  await check(file, part, source);
  onProgress?.({ file: file.name, from: mirror, bytes: file.bytes, total: file.bytes });
  return true;
}

async function fromAddresses(file: ModelFile, part: string, { onProgress, signal }: PullOptions): Promise<void> {
  const tried: string[] = [];
  for (const address of file.addresses) {
    try {
      // A part that is already whole was stopped before its check, or is from another version.
      if (await faultOf(part, file)) {
        if (((await stat(part).catch(() => undefined))?.size ?? 0) >= file.bytes) await rm(part);
        const onBytes = (bytes: number) => onProgress?.({ file: file.name, from: address, bytes, total: file.bytes });
        await download(address, part, file.bytes, onBytes, signal);
      }
      await check(file, part, address);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      tried.push(error instanceof RoostError ? error.message : `${address} (${messageOf(error)})`);
    }
  }
  throw new RoostError(
    'pull model',
    file.name,
    `no address gave it: ${tried.join('; ') || 'there is none'}`,
    MIRROR_HINT,
  );
}

/** @throws RoostError where the file is not the one the catalog describes, after removing it */
async function check(file: ModelFile, part: string, from: string): Promise<void> {
  const fault = await faultOf(part, file);
  if (!fault) return;
  await rm(part, { force: true });
  throw new RoostError(
    'verify model',
    `${file.name} from ${from}`,
    fault,
    'The file there is damaged or another version',
  );
}

/** On disk first, then under its name, then the name on disk: a power cut leaves the old state or the new one. */
async function settle(part: string, path: string, folder: string): Promise<void> {
  await sync(part);
  await rename(part, path);
  await sync(folder);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
