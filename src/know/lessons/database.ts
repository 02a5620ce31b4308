import { chmodSync, chownSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { messageOf, RoostError } from '../../base/errors.ts';

/** Marks the file as Roost's list of what it was taught, in its header: "rotl". */
const APPLICATION_ID = 0x726f746c;
const VERSION = 1;
/** How long another process may hold the file, ms. */
const BUSY_MS = 2000;

/**
 * Pictures with the features that models gave of them, and the heads that were fitted on these. They have a file of their own
 * beside the box's database, since the command line teaches while the box runs, and the box's database has one writer.
 *
 * `revision` grows with every change of what is taught; a head tells on which one it was fitted.
 */
const SCHEMA = `
CREATE TABLE pictures (
  id TEXT PRIMARY KEY NOT NULL,
  taxon TEXT NOT NULL,
  kind TEXT NOT NULL,
  people TEXT NOT NULL,
  weight REAL NOT NULL CHECK (weight > 0),
  source TEXT NOT NULL CHECK (source IN ('set', 'visit')),
  source_id TEXT NOT NULL,
  file TEXT NOT NULL,
  track TEXT,
  sha256 TEXT NOT NULL,
  taught_at INTEGER NOT NULL,
  taught_by TEXT NOT NULL
) STRICT;
CREATE INDEX pictures_source ON pictures (source, source_id);

CREATE TABLE features (
  picture TEXT NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
  model TEXT NOT NULL,
  numbers BLOB NOT NULL,
  PRIMARY KEY (picture, model)
) STRICT, WITHOUT ROWID;
CREATE INDEX features_model ON features (model);

CREATE TABLE state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO state (one, revision) VALUES (1, 0);

CREATE TABLE heads (
  model TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
`;

/** Where it lies in a data folder. */
export function lessonsFile(data: string): string {
  return join(data, 'taught.db');
}

/**
 * Opens the file, or makes it, for its owner alone (0600). Several processes may have it open.
 * @throws RoostError where it is another program's, damaged or newer, or the disk refuses
 */
export function openLessonsDatabase(file: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    ready(file);
    db = new Database(file, { timeout: BUSY_MS });
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    begin(db, file);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof RoostError) throw error;
    const remedy = 'Make the data folder writable; where the file is damaged, move it aside, restore it or teach again';
    throw new RoostError('open what was taught', file, messageOf(error), remedy, { cause: error });
  }
}

/** Makes the file where it is missing, in a folder that is there; what root makes for a box must be the box's. */
function ready(file: string): void {
  if (existsSync(file)) return;
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const { uid, gid } = statSync(dirname(file));
  if (process.getuid?.() === 0) chownSync(file, uid, gid);
}

function begin(db: Database.Database, file: string): void {
  const make = db.transaction(() => {
    const version = db.pragma('user_version', { simple: true }) as number;
    const tables = db.prepare('SELECT count(*) FROM sqlite_master').pluck().get() as number;
    const own = db.pragma('application_id', { simple: true }) === APPLICATION_ID;
    if (version === 0 && tables === 0) {
      db.exec(SCHEMA);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${VERSION}`);
    } else if (!own) {
      throw new RoostError('open what was taught', file, 'it is the file of another program', 'Move it aside');
    } else if (version > VERSION) {
      throw new RoostError('open what was taught', file, 'it was written by a newer Roost', 'Install that Roost again');
    }
  });
  make.immediate();
}
