import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, RoostError } from '../base/errors.ts';

/**
 * Makes sure that a file can be put in its place, before the work that it is to hold.
 * @throws RoostError where its folder does not exist, or a folder has its name
 */
export async function requirePlace(path: string): Promise<void> {
  const folder = dirname(path);
  const found = await stat(folder).catch((cause: unknown) => {
    throw new RoostError('write', path, messageOf(cause), 'Make the folder first, or name another', { cause });
  });
  if (!found.isDirectory()) throw new RoostError('write', path, `${folder} is no folder`, 'Name another');
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) throw new RoostError('write', path, 'it is a folder', 'Name a file in it');
}

/** On disk first, then under its name: a power cut leaves no half of a file. */
export async function put(path: string, bytes: Uint8Array | string): Promise<void> {
  const part = `${path}.part`;
  try {
    await write(part, bytes);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function write(path: string, bytes: Uint8Array | string): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
