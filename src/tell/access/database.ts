import { chmodSync, chownSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { messageOf, RoostError } from '../../base/errors.ts';

/** Marks the file as Roost's list of who may come in, in its header: "roac". */
const APPLICATION_ID = 0x726f6163;
const VERSION = 1;
/** How long another process may hold the file, ms: the box does nothing else meanwhile. */
const BUSY_MS = 1000;

/**
 * Tokens, sessions, and who changed what. They have a file of their own beside the box's database: the command line gives and
 * takes tokens while the box runs, and who may come in must not hang on whether the counts can be read.
 */
const SCHEMA = `
CREATE TABLE tokens (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'reviewer', 'keeper', 'admin')),
  scopes TEXT,
  salt BLOB NOT NULL,
  hash BLOB NOT NULL,
  passing INTEGER NOT NULL CHECK (passing IN (0, 1)),
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  expires_at INTEGER,
  used_at INTEGER,
  revoked_at INTEGER
) STRICT;
CREATE UNIQUE INDEX tokens_name ON tokens (name) WHERE revoked_at IS NULL AND passing = 0;

CREATE TABLE sessions (
  hash BLOB PRIMARY KEY NOT NULL,
  token TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT;

CREATE TABLE keys (name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT;

CREATE TABLE audit (
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  origin TEXT NOT NULL,
  what TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE audit_ends (
  entry INTEGER PRIMARY KEY REFERENCES audit (entry),
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_remains BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_ends_stay BEFORE UPDATE ON audit_ends BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_ends_remain BEFORE DELETE ON audit_ends BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
`;

/** Where it lies in a data folder. */
export function accessFile(data: string): string {
  return join(data, 'access.db');
}

/**
 * Opens the file, or makes it, for its owner alone (0600); only to be read where the disk refuses more. Several processes may
 * have it open. It has no write-ahead log, so that it can be read on a disk that cannot be written.
 * @throws RoostError where it is another program's, damaged or newer, or the disk refuses
 */
export function openAccessDatabase(file: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    const readonly = !ready(file);
    db = new Database(file, { timeout: BUSY_MS, readonly });
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // Without it, INSERT OR REPLACE deletes past the triggers.
    db.pragma('recursive_triggers = ON');
    begin(db, file, readonly);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof RoostError) throw error;
    const remedy = 'Make the data folder writable; where the file is damaged, move it aside and make new tokens';
    throw new RoostError('open tokens', file, messageOf(error), remedy, { cause: error });
  }
}

/** Makes the file where it is missing (in a folder that is there: a disk that is not mounted must not be written past), and sees to its mode; false where there is one that cannot be written. */
function ready(file: string): boolean {
  try {
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    // What root makes for a box must be the box's.
    const { uid, gid } = statSync(dirname(file));
    if (process.getuid?.() === 0) chownSync(file, uid, gid);
    return true;
  } catch (error) {
    if (existsSync(file)) return false;
    throw error;
  }
}

function begin(db: Database.Database, file: string, readonly: boolean): void {
  const make = db.transaction(() => {
    const version = db.pragma('user_version', { simple: true }) as number;
    const tables = db.prepare('SELECT count(*) FROM sqlite_master').pluck().get() as number;
    if (version === 0 && tables === 0) {
      db.exec(SCHEMA);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${VERSION}`);
    } else if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
      throw new RoostError('open tokens', file, 'it is the file of another program', 'Move it aside');
    } else if (version > VERSION) {
      throw new RoostError('open tokens', file, 'it was written by a newer Roost', 'Install the newer Roost again');
    }
  });
  if (readonly) make();
  else make.immediate();
}
