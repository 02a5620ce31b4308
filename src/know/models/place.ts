import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { syncFolder } from '../../base/whole-file.ts';

/** What a file must be to be put in place. What is not known of it is not demanded, but one of the hashes must be. */
export interface Demand {
  readonly name: string;
  readonly bytes?: number | undefined;
  readonly sha256?: string | undefined;
  /** Asked only where no SHA-256 is known. */
  readonly md5?: string | undefined;
  /** When it first came, ISO 8601, where nobody states its SHA-256 and that of the first pull is demanded. */
  readonly pinned?: string | undefined;
}

/** What to do about a file that is another one than the one that is demanded. */
export function hintOn({ name, pinned }: Demand): string {
  return pinned === undefined
    ? 'The file there is damaged or another version'
    : `What came on ${pinned.slice(0, 10)} is demanded; to take what is there now, remove ${name} from pins.json in the models folder`;
}

/** The fault of a file that is not there. */
export const MISSING = 'it is missing';

/** Why a file is not the one that is demanded, in words; undefined where it is. */
export async function faultOf(path: string, { bytes, sha256, md5 }: Omit<Demand, 'name'>): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return MISSING;
  if (bytes !== undefined && found.size !== bytes) return `it has ${found.size} bytes instead of ${bytes}`;
  const [algorithm, wanted] = sha256 === undefined ? (['md5', md5] as const) : (['sha256', sha256] as const);
  if (wanted === undefined) return 'nothing tells what it must be, since it was not pulled on this machine';
  const digest = await hashOf(path, algorithm);
  const name = algorithm === 'md5' ? 'MD5' : 'SHA-256';
  return digest === wanted ? undefined : `its ${name} is ${digest.slice(0, 12)}… instead of ${wanted.slice(0, 12)}…`;
}

/** SHA-256 of a file's content, hexadecimal. */
export function sha256Of(path: string): Promise<string> {
  return hashOf(path, 'sha256');
}

async function hashOf(path: string, algorithm: 'sha256' | 'md5'): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** Where a file is gathered until it is whole and right; a later pull goes on with it. */
export function partOf(folder: string, { name }: Pick<Demand, 'name'>): string {
  return join(folder, `${name}.part`);
}

/**
 * Looks whether a part is the file that is demanded.
 * @param from where it came from, for the message
 * @throws RoostError where it is not, after removing it
 */
export async function checkPart(folder: string, file: Demand, from: string): Promise<void> {
  const part = partOf(folder, file);
  const fault = await faultOf(part, file);
  if (!fault) return;
  await rm(part, { force: true });
  throw new RoostError('verify model', `${file.name} from ${from}`, fault, hintOn(file));
}

/** On disk first, then under its name, then the name on disk: a power cut leaves the old state or the new one. */
export async function settle(folder: string, file: Pick<Demand, 'name'>): Promise<void> {
  const part = partOf(folder, file);
  await sync(part);
  await rename(part, join(folder, file.name));
  await syncFolder(folder);
}

/** Has what was written to a file put on the disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
