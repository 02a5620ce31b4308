import Database from 'better-sqlite3';
import { DamagedDatabase, storeError } from './errors.ts';
import { refuseForeign } from './migrate.ts';

/** What a copy of a database must hold to be a whole one. */
export interface Snapshot {
  /** Number of the last migration. */
  readonly schema: number;
  /** Rows of each table. */
  readonly counts: Readonly<Record<string, number>>;
}

/** A kept picture or clip as its row tells it. */
export interface KeptFile {
  /** Relative to the data folder. */
  readonly file: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Copies a database by SQLite's online backup, also while a box writes to it: all of the copy is of one moment, and the box
 * waits for none of it. A read transaction holds that moment, so that a box that writes often cannot make the copy begin anew.
 * @param to a file that is not there yet; it is whole, with no log beside it
 * @param signal ends it between two pieces
 * @returns what the copy must hold
 * @throws RoostError, DamagedDatabase about `from`; what befell `to` as SQLite's own error
 */
export async function copyDatabase(from: string, to: string, signal: AbortSignal): Promise<Snapshot> {
  let db: Database.Database | undefined;
  try {
    db = new Database(from, { readonly: true, fileMustExist: true, timeout: 5000 });
    db.exec('BEGIN');
    const snapshot = snapshotOf(db);
    await db.backup(to, {
      progress: () => {
        signal.throwIfAborted();
        return PAGES;
      },
    });
    db.exec('COMMIT');
    seal(to);
    return snapshot;
  } catch (error) {
    signal.throwIfAborted();
    const told = storeError('back up', from, error);
    throw told instanceof DamagedDatabase ? told : error;
  } finally {
    db?.close();
  }
}

/** Pages a step: a few megabytes, between which a signal is heard. */
const PAGES = 1000;

/** Without its log, so that one file is all of it, and a medium that cannot be written to can be read. */
function seal(file: string): void {
  const copy = new Database(file);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/**
 * Reads a copy through, all of it.
 * @throws DamagedDatabase where pages make no sense, RoostError where it is none of Roost's
 */
export function readThrough(file: string): Snapshot {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const found = String(db.pragma('integrity_check(1)', { simple: true }));
    if (found !== 'ok') throw new DamagedDatabase('read through', file, found.replaceAll('\n', ' '));
    refuseForeign(db, file);
    return snapshotOf(db);
  } catch (error) {
    throw storeError('read through', file, error);
  } finally {
    db?.close();
  }
}

/** Every picture and clip that is kept still, of a database of whatever version, one by one: there may be millions. */
export function* keptFiles(file: string): Generator<KeptFile> {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const columns = db.pragma('table_info(media)') as { readonly name: string }[];
    // What made room keeps its row and says when it went; databases of older versions have no such column.
    const kept = columns.some(({ name }) => name === 'gone_at') ? 'WHERE gone_at IS NULL' : '';
    yield* db.prepare<[], KeptFile>(`SELECT DISTINCT file, sha256, bytes FROM media ${kept} ORDER BY file`).iterate();
  } finally {
    db.close();
  }
}

/** A box writes about as many entries of the feed in a year. */
const GAP = 10_000_000;

/**
 * Has a restored copy go on with cursors of the feed far above its own: those that the lost database gave out after the copy must not tell
 * readers of other entries, or they would skip as many in silence.
 */
export function leaveCursorsOut(file: string): void {
  const db = new Database(file, { fileMustExist: true });
  try {
    db.prepare("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'events'").run(GAP);
  } finally {
    db.close();
  }
}

function snapshotOf(db: Database.Database): Snapshot {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all();
  const count = (table: string) => db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number;
  return {
    schema: db.pragma('user_version', { simple: true }) as number,
    counts: Object.fromEntries(tables.map((table) => [table, count(table)])),
  };
}
