import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { RoostError } from '../../base/errors.ts';
import { storeError } from './errors.ts';
import { lock } from './lock.ts';
import { migrate, requireCurrent } from './migrate.ts';
import { Store } from './store.ts';
import { detailOf, type ReadableTables, tablesOf, type VisitDetail } from './tables.ts';

/**
 * Opens the database of a box, or makes it, and brings it to the newest version. One process at a time; nothing is
 * ever deleted to make opening work.
 * @param file e.g. `data/roost.db`; `-wal`, `-shm` and `.lock` files appear beside it
 * @throws RoostError if another Roost uses it, it is damaged, foreign or newer, or the disk refuses
 */
export function openStore(file: string): Store {
  const { release } = lock(file);
  // A clean close removes the log; one that is left tells of a power cut, after which the file is worth reading through.
  const unclean = existsSync(`${file}-wal`);
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 2000 });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // Readers of other programs may keep the log from being folded in; it shrinks again when they let go.
    db.pragma(`journal_size_limit = ${16 * 1024 * 1024}`);
    if (unclean) check(db, file);
    migrate(db, file);
    return new Store(db, file, release);
  } catch (error) {
    db?.close();
    release();
    throw storeError('open database', file, error);
  }
}

/** A database that is only read; the box that writes to it may be running. */
export interface StoreReader extends ReadableTables {
  /** A visit with its tracks and media. */
  visit(id: string): VisitDetail | undefined;
  close(): void;
}

/**
 * Opens the database of a box for reading, beside whatever writes to it.
 * @param file e.g. `data/roost.db`
 * @throws RoostError if it is missing, no database of Roost, or of another version than this one's
 */
export function readStore(file: string): StoreReader {
  if (!existsSync(file))
    throw new RoostError('read database', file, 'does not exist', 'Give the roost.db of a box that has run');
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, timeout: 2000 });
    requireCurrent(db, file);
    const opened = db;
    const tables = tablesOf(opened, () => undefined);
    return { ...tables, visit: (id) => detailOf(tables, id), close: () => opened.close() };
  } catch (error) {
    db?.close();
    throw storeError('read database', file, error);
  }
}

function check(db: Database.Database, file: string): void {
  const found = String(db.pragma('quick_check(1)', { simple: true }));
  if (found === 'ok') return;
  throw new RoostError(
    'open database',
    file,
    `it is damaged: ${found.replaceAll('\n', ' ')}`,
    'Nothing was deleted: copy the file aside, then try `sqlite3 FILE .recover` or put back a backup',
  );
}
