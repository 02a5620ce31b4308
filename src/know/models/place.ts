import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { faultOf } from './verify.ts';

/** What a file must be to be put in place. */
export interface Expected {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Where a file is gathered until it is whole and right; a later pull goes on with it. */
export function partOf(folder: string, { name }: Expected): string {
  return join(folder, `${name}.part`);
}

/**
 * Looks whether a part is the file that the catalog describes.
 * @param from where it came from, for the message
 * @throws RoostError where it is not, after removing it
 */
export async function checkPart(folder: string, file: Expected, from: string): Promise<void> {
  const part = partOf(folder, file);
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
export async function settle(folder: string, file: Expected): Promise<void> {
  const part = partOf(folder, file);
  await sync(part);
  await rename(part, join(folder, file.name));
  await sync(folder);
}

/** Has what was written to a file or folder put on the disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
