import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, RoostError } from '../base/errors.ts';

/**
 * Makes sure that a file can be put in its place, before the work that it is to hold.
 * @throws RoostError where its folder does not exist, or a folder or a device has its name
 */
export async function requirePlace(path: string): Promise<void> {
  const folder = dirname(path);
  const found = await stat(folder).catch((cause: unknown) => {
    throw new RoostError('write', path, messageOf(cause), 'Make the folder first, or name another', { cause });
  });
  if (!found.isDirectory()) throw new RoostError('write', path, `${folder} is no folder`, 'Name another');
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) throw new RoostError('write', path, 'it is a folder', 'Name a file in it');
  // A file would take its place.
  if (there && !there.isFile()) throw new RoostError('write', path, 'it is no plain file', 'Name another');
}
