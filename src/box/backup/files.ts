import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { messageOf, RoostError } from '../../base/errors.ts';
import { writeAll } from '../../base/whole-file.ts';

/** Size and hash of a file that was written. */
export interface Written {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * Copies a file whole: beside its place, to the disk, then under its name. What is read is hashed on the way.
 * @param mode of the copy
 * @param right what the copy must be; it is not put in its place otherwise
 * @returns undefined where the file is not as `right` says
 */
export async function copyWhole(from: string, to: string, mode: number, right?: Written): Promise<Written | undefined> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const part = `${to}.part`;
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const out = await open(part, 'w', mode);
    try {
      for await (const chunk of createReadStream(from) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        bytes += chunk.length;
        await writeAll(out, chunk);
      }
      await out.sync();
    } finally {
      await out.close();
    }
    const written = { bytes, sha256: hash.digest('hex') };
    if (right && (right.bytes !== bytes || right.sha256 !== written.sha256)) {
      await rm(part, { force: true });
      return undefined;
    }
    await rename(part, to);
    return written;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

const CAUSES: readonly (readonly [codes: readonly string[], message: string, hint: string])[] = [
  [['ENOSPC', 'EDQUOT', 'SQLITE_FULL'], 'it is full', 'Free some space there, or name another folder'],
  [['EROFS', 'SQLITE_READONLY'], 'it cannot be written to', 'Mount it for writing'],
  [
    ['EACCES', 'EPERM', 'SQLITE_PERM'],
    'this user may not write there',
    'Give the folder to the user that Roost runs as',
  ],
  [
    [
      'ENOENT',
      'EIO',
      'ESTALE',
      'ENOTCONN',
      'ENODEV',
      'ENXIO',
      'EHOSTDOWN',
      'ETIMEDOUT',
      'SQLITE_IOERR',
      'SQLITE_CANTOPEN',
    ],
    'it went away or its disk fails',
    'Is it still mounted? See `dmesg`',
  ],
];

/** What befell a folder that is written to, in words that a user can act on; what Roost says itself is returned as it is. */
export function folderError(operation: string, folder: string, cause: unknown): unknown {
  if (cause instanceof RoostError) return cause;
  const code =
    cause instanceof Database.SqliteError ? cause.code : ((cause as NodeJS.ErrnoException | undefined)?.code ?? '');
  const known = CAUSES.find(([codes]) =>
    codes.some((one) => code === one || (one.startsWith('SQLITE') && code.startsWith(one))),
  );
  if (!known && code === '') return cause;
  const [, message, hint] = known ?? [[], messageOf(cause), ''];
  return new RoostError(operation, folder, `${message} (${code})`, hint, { cause });
}
