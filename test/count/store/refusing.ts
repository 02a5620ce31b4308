import Database from 'better-sqlite3';
import { migrate } from '../../../src/count/store/migrate.ts';
import { Store } from '../../../src/count/store/store.ts';
import { tempFile } from './temp.ts';

/** Ways in which SQLite itself refuses to write, on a real file. */
export type Refusal = 'full' | 'read-only';

/** A store whose disk can be made to refuse, as a box's does: SQLite gives its own errors. */
export async function refusingStore(file?: string) {
  const path = file ?? (await tempFile());
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('foreign_keys = ON');
  migrate(db, path);
  const store = new Store(db, path, () => undefined);
  return {
    store,
    db,
    refuse: (how: Refusal) => {
      if (how === 'full') db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
      else db.pragma('query_only = 1');
    },
    allow: () => {
      db.pragma('max_page_count = 1000000');
      db.pragma('query_only = 0');
    },
  };
}
