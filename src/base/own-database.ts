import { chmodSync, chownSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { messageOf, RoostError } from './errors.ts';

/** A small database in a file of its own beside the box's, which the command line and the box both have open. */
export interface OwnDatabase {
  /** What opening it is called in errors, e.g. `open tokens`. */
  readonly operation: string;
  /** Marks the file as this one, in its header. */
  readonly applicationId: number;
  readonly version: number;
  /** Makes all of it. */
  readonly schema: string;
  /** What makes a file of each earlier version, from the first, one of the next. */
  readonly upgrades?: readonly string[];
  /** How long another process may hold the file, ms. */
  readonly busyMs: number;
  /** What to do where the disk or the file refuses. */
  readonly remedy: string;
}

/**
 * Opens the file, or makes it, for its owner alone (0600); only to be read where the disk refuses more. Several processes may
 * have it open. It has no write-ahead log, so that it can be read on a disk that cannot be written.
 * @throws RoostError where it is another program's, damaged or newer, or the disk refuses
 */
export function openOwnDatabase(file: string, own: OwnDatabase): Database.Database {
  let db: Database.Database | undefined;
  try {
    const readonly = !ready(file);
    db = new Database(file, { timeout: own.busyMs, readonly });
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // Without it, INSERT OR REPLACE deletes past triggers.
    db.pragma('recursive_triggers = ON');
    begin(db, file, own, readonly);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof RoostError) throw error;
    throw new RoostError(own.operation, file, messageOf(error), own.remedy, { cause: error });
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

function begin(
  db: Database.Database,
  file: string,
  { operation, applicationId, version, schema, upgrades = [] }: OwnDatabase,
  readonly: boolean,
): void {
  const make = db.transaction(() => {
    const written = db.pragma('user_version', { simple: true }) as number;
    const tables = db.prepare('SELECT count(*) FROM sqlite_master').pluck().get() as number;
    if (written === 0 && tables === 0) {
      db.exec(schema);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${version}`);
    } else if (db.pragma('application_id', { simple: true }) !== applicationId) {
      throw new RoostError(operation, file, 'it is the file of another program', 'Move it aside');
    } else if (written > version) {
      throw new RoostError(operation, file, 'it was written by a newer Roost', 'Install the newer Roost again');
    } else if (written < version && !readonly) {
      for (const upgrade of upgrades.slice(written - 1)) db.exec(upgrade);
      db.pragma(`user_version = ${version}`);
    }
  });
  if (readonly) make();
  else make.immediate();
}
