import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { openOwnDatabase } from '../../base/own-database.ts';

/** Marks the file as Roost's list of what it was taught, in its header: "rotl". */
const APPLICATION_ID = 0x726f746c;
const VERSION = 2;
/** How long another process may hold the file, ms. */
const BUSY_MS = 2000;

/** Where pictures of sets lie on this machine, and where in each the animal is: a later model looks at them again. */
const ORIGINS = `
CREATE TABLE origins (
  picture TEXT PRIMARY KEY NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  x REAL NOT NULL,
  y REAL NOT NULL,
  w REAL NOT NULL,
  h REAL NOT NULL
) STRICT, WITHOUT ROWID;
`;

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
${ORIGINS}`;

/** Where it lies in a data folder. */
export function lessonsFile(data: string): string {
  return join(data, 'taught.db');
}

/**
 * Opens what was taught, or begins it (see {@link openOwnDatabase}).
 * @throws RoostError where it is another program's, damaged or newer, or the disk refuses
 */
export function openLessonsDatabase(file: string): Database.Database {
  return openOwnDatabase(file, {
    operation: 'open what was taught',
    applicationId: APPLICATION_ID,
    version: VERSION,
    schema: SCHEMA,
    upgrades: [ORIGINS],
    busyMs: BUSY_MS,
    remedy: 'Make the data folder writable; where the file is damaged, move it aside, restore it or teach again',
  });
}
