import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { messageOf, RoostError } from '../../base/errors.ts';
import { replaceFile } from '../../base/whole-file.ts';

/**
 * Reads a small file of the models folder that Roost wrote there.
 * @returns undefined where it is not there
 * @throws RoostError where it is damaged
 */
export async function readKept<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const file = join(folder, name);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new RoostError('read', file, messageOf(cause), '', { cause });
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const hint = 'Bring it back from a backup, or take it away and pull the models anew';
    throw new RoostError('read', file, 'it is damaged', hint, { cause });
  }
}

/** Writes such a file: whole, and on disk when this ends. */
export async function writeKept(folder: string, name: string, content: unknown): Promise<void> {
  await replaceFile(join(folder, name), `${JSON.stringify(content, null, 2)}\n`, 0o600);
}
