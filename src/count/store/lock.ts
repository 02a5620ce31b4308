import Database from 'better-sqlite3';
import { RoostError } from '../../base/errors.ts';
import { DatabaseInUse, storeError } from './errors.ts';

/**
 * Makes this process the only Roost that writes to a database, until `release` is called or the process ends, however
 * it ends. The lock is SQLite's own on a file beside the database, so the kernel drops it after SIGKILL and a process
 * id that was given out again cannot be mistaken for ours. The database itself stays readable by other programs.
 * @throws RoostError if another Roost holds the lock or the folder cannot be written
 */
export function lock(file: string): { release: () => void } {
  let holder: Database.Database | undefined;
  try {
    holder = new Database(`${file}.lock`, { timeout: 0 });
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder?.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DatabaseInUse('open database', file, 'another Roost is using it', 'Stop the other one, then try again');
    }
    if (error instanceof TypeError) {
      // better-sqlite3 looks for the folder itself, before SQLite does
      throw new RoostError('open database', file, 'its folder does not exist', 'Create the data folder', {
        cause: error,
      });
    }
    throw storeError('open database', file, error);
  }
  const held = holder;
  return { release: () => held.close() };
}
