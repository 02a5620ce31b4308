import Database from 'better-sqlite3';
import { messageOf, RoostError } from '../../base/errors.ts';

/** What went wrong and what to try, by the start of SQLite's result code (https://sqlite.org/rescode.html). */
const CAUSES: readonly (readonly [code: string, message: string, hint: string])[] = [
  [
    'SQLITE_CONSTRAINT_FOREIGNKEY',
    'it refers to a track or a visit that is not stored',
    'Save the track first, or in the same write',
  ],
  ['SQLITE_FULL', 'the disk is full', 'Free some space in the data folder; nothing stored was lost'],
  ['SQLITE_READONLY', 'the database cannot be written', 'Check that the data folder is writable by this user'],
  [
    'SQLITE_CANTOPEN',
    'the database cannot be opened',
    'Check that the data folder exists and this user may write in it',
  ],
  ['SQLITE_PERM', 'the database cannot be opened', 'Check that the data folder exists and this user may write in it'],
  ['SQLITE_BUSY', 'another program is writing to the database', 'End the program that holds it, then try again'],
  ['SQLITE_IOERR', 'the disk failed to read or write', 'Check the disk and its cable or card; see `dmesg`'],
];

/** A database of which pages are damaged, or that is none. */
export class DamagedDatabase extends RoostError {
  constructor(operation: string, file: string, why: string, cause?: unknown) {
    const hint = 'Nothing was deleted: copy the file aside, then try `sqlite3 FILE .recover` or put back a backup';
    super(operation, file, `the database is damaged: ${why}`, hint, { cause });
  }
}

/** Result codes of a file whose pages make no sense. */
const DAMAGED = ['SQLITE_CORRUPT', 'SQLITE_NOTADB'];

/** Result codes of a disk that refuses: it may be full, read-only, failing or gone, and may be mended while a box runs. */
const REFUSED = ['SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'SQLITE_IOERR'];

/** True where the disk refused, which may pass: what failed is worth trying again. */
export function diskRefused(error: unknown): boolean {
  const cause = error instanceof RoostError ? error.cause : error;
  if (cause instanceof Database.SqliteError) return REFUSED.some((code) => cause.code.startsWith(code));
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  return ['ENOSPC', 'EROFS', 'EIO', 'EDQUOT', 'EACCES', 'EPERM'].includes(code);
}

/** True where pages of the database make no sense: no later write can mend that. */
export function isDamage(error: unknown): boolean {
  const cause = causeOf(error);
  return (
    error instanceof DamagedDatabase ||
    (cause instanceof Database.SqliteError && DAMAGED.some((code) => cause.code.startsWith(code)))
  );
}

/** Tells an error of SQLite in words that a user can act on; any other error is returned as it is. */
export function storeError(operation: string, file: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (isDamage(error)) return new DamagedDatabase(operation, file, `${messageOf(error)} (${error.code})`, error);
  const [, message, hint] = CAUSES.find(([code]) => error.code.startsWith(code)) ?? ['', messageOf(error), ''];
  return new RoostError(operation, file, `${message} (${error.code})`, hint, { cause: error });
}

/** Codes of what is wrong with a row itself, however good the disk is. */
const OF_THE_ROW = ['SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_TOOBIG', 'SQLITE_RANGE'];

/** True where a write failed for what it tried to write, and would fail again on any disk. */
export function isOfTheRow(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause instanceof Database.SqliteError) return OF_THE_ROW.some((code) => cause.code.startsWith(code));
  return cause instanceof TypeError || cause instanceof RangeError || cause instanceof SyntaxError;
}

/** True where a write failed because it refers to a track or a visit that is not stored, or not yet. */
export function lacksParent(error: unknown): boolean {
  const cause = causeOf(error);
  return cause instanceof Database.SqliteError && cause.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

function causeOf(error: unknown): unknown {
  return error instanceof RoostError ? error.cause : error;
}

/** Another Roost writes to the database: usually the box, which can be asked instead. */
export class DatabaseInUse extends RoostError {}
