import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { RoostError } from '../../base/errors.ts';
import { keepAside, type Loss } from './aside.ts';
import { isDoubted, undoubt } from './damage.ts';
import { DamagedDatabase, storeError } from './errors.ts';
import { lock } from './lock.ts';
import { migrate, requireCurrent } from './migrate.ts';
import { Store } from './store.ts';
import { detailOf, type ReadableTables, tablesOf, type VisitDetail } from './tables.ts';

/**
 * Opens the database of a box, or makes it, and brings it to the newest version. One process at a time; nothing is
 * ever deleted to make opening work.
 * @param file e.g. `data/roost.db`; `-wal`, `-shm` and `.lock` files appear beside it
 * @throws RoostError if another Roost uses it, it is foreign or newer, or the disk refuses; DamagedDatabase if it is damaged
 */
export function openStore(file: string): Store {
  return locked(file, () => connect(file));
}

/** A box's database, and what is known to be lost of those before it. */
export interface Opened {
  readonly store: Store;
  /** A new database was begun now, in place of this one. */
  readonly lost?: Loss;
}

/**
 * Opens the database of a box like `openStore`. A box must count whatever befell its database: a damaged one is kept aside
 * under a dated name and a new one is begun; so is one that is empty or gone though the box has kept pictures.
 * @param hasEvidence true where pictures or clips of an earlier database are kept
 * @throws RoostError if another Roost uses it, it is foreign or newer, or the disk refuses
 */
export function openOrBegin(file: string, hasEvidence: () => boolean, now: number): Opened {
  let lost: Loss | undefined;
  const store = locked(file, () => {
    const gone = !existsSync(file) ? 'missing' : statSync(file).size === 0 ? 'empty' : undefined;
    if (gone && hasEvidence()) lost = keepAside(file, gone, now);
    try {
      return connect(file);
    } catch (error) {
      if (!(error instanceof DamagedDatabase)) throw error;
      lost = keepAside(file, 'damaged', now);
      undoubt(file);
      return connect(file);
    }
  });
  return { store, ...(lost && { lost }) };
}

/** Opens under the lock of the file, which goes with the store. */
function locked(file: string, open: () => Database.Database): Store {
  const { release } = lock(file);
  try {
    return new Store(open(), file, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** The database, ready to be used. @throws DamagedDatabase, RoostError */
function connect(file: string): Database.Database {
  // A clean close removes the log; one that is left tells of a power cut, after which the file is worth reading through.
  const doubted = isDoubted(file);
  if (existsSync(file) && (doubted || existsSync(`${file}-wal`))) lookThrough(file, doubted ? Infinity : LOOK_WITHIN);
  if (doubted) undoubt(file);
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 2000 });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // Readers of other programs may keep the log from being folded in; it shrinks again when they let go.
    db.pragma(`journal_size_limit = ${16 * 1024 * 1024}`);
    migrate(db, file);
    return db;
  } catch (error) {
    db?.close();
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

/** Time for reading the tables through after a power cut, ms: at a start nothing is counted meanwhile. The one that is begun is ended. */
const LOOK_WITHIN = 10_000;

/**
 * Looks for damage, the small tables first. Only reads: a connection that may write would fold the log into damaged pages,
 * or delete it, when it closes.
 * @param withinMs no table is begun later
 * @throws DamagedDatabase, RoostError
 */
function lookThrough(file: string, withinMs: number): void {
  const startedAt = performance.now();
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: 2000 });
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    for (const table of tables.sort((a, b) => BULKY.indexOf(a) - BULKY.indexOf(b))) {
      const found = String(db.pragma(`quick_check('${table}')`, { simple: true }));
      if (found !== 'ok') throw new DamagedDatabase('open database', file, found.replaceAll('\n', ' '));
      if (performance.now() - startedAt > withinMs) return;
    }
  } catch (error) {
    throw storeError('open database', file, error);
  } finally {
    db?.close();
  }
}

/** Tables that grow with the days, the largest last. */
const BULKY = ['effort', 'media', 'visits', 'visit_tracks', 'verdicts', 'verdicts_again', 'outbox', 'tracks'];
