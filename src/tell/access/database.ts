import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { openOwnDatabase } from '../../base/own-database.ts';

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
 * Opens tokens, sessions and the log of changes, or begins them (see {@link openOwnDatabase}).
 * @throws RoostError where it is another program's, damaged or newer, or the disk refuses
 */
export function openAccessDatabase(file: string): Database.Database {
  return openOwnDatabase(file, {
    operation: 'open tokens',
    applicationId: APPLICATION_ID,
    version: VERSION,
    schema: SCHEMA,
    busyMs: BUSY_MS,
    remedy: 'Make the data folder writable; where the file is damaged, move it aside and make new tokens',
  });
}
