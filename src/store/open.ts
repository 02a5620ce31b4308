import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { RoostError } from '../errors.ts';
import { storeError } from './errors.ts';
import { lock } from './lock.ts';
import { migrate } from './migrate.ts';
import { Store } from './store.ts';

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
