import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database } from 'better-sqlite3';
import { RoostError } from '../../base/errors.ts';
import { unpackVerdict } from './verdict-body.ts';

/** Marks a SQLite file as Roost's, in its header: "rost". A foreign database is never migrated. */
const APPLICATION_ID = 0x726f7374;

/** One step of the schema. `version` is the number that its file begins with. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * Reads the numbered SQL files, in order. They are not copied by the compiler: from `dist/src/count/store` they are found in
 * the package's `src/count/store/migrations`.
 * @throws RoostError if a number is missing or given twice
 */
export function readMigrations(): Migration[] {
  const beside = new URL('./migrations/', import.meta.url);
  const folder = fileURLToPath(
    existsSync(beside) ? beside : new URL('../../../../src/count/store/migrations/', import.meta.url),
  );
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    const version = Number(name.slice(0, 4));
    if (version !== index + 1) {
      throw new RoostError('read migrations', name, `expected number ${index + 1}`, 'Reinstall Roost');
    }
    return { version, name, sql: readFileSync(`${folder}${name}`, 'utf8') };
  });
}

/**
 * Brings a database to the newest version, each step in a transaction of its own; forward only.
 * @throws RoostError if the database is not Roost's, or was written by a newer Roost
 */
export function migrate(db: Database, file: string, migrations: readonly Migration[] = readMigrations()): void {
  const current = db.pragma('user_version', { simple: true }) as number;
  const newest = migrations.length;
  if (current > newest) {
    throw new RoostError(
      'open database',
      file,
      `it was written by a newer Roost (version ${current}; this one knows ${newest})`,
      'Install the newer Roost again, or set another data folder',
    );
  }
  refuseForeign(db, file);
  db.function('taxon_of', { deterministic: true }, taxonOf);
  for (const { version, name, sql } of migrations.slice(current)) {
    const step = db.transaction(() => {
      db.exec(sql);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${version}`);
    });
    try {
      step.immediate();
    } catch (error) {
      throw new RoostError('migrate database', file, `${name} failed`, 'It was left as it was', { cause: error });
    }
  }
}

/** The taxon of a verdict as the table holds it; null where it cannot be read. */
function taxonOf(body: unknown): string | null {
  try {
    return unpackVerdict(body as string | Buffer).taxon;
  } catch {
    return null;
  }
}

/**
 * Makes sure that a database which is only read is of this version.
 * @throws RoostError where it is another program's, older or newer
 */
export function requireCurrent(db: Database, file: string): void {
  const newest = readMigrations().length;
  const current = db.pragma('user_version', { simple: true }) as number;
  const own = db.pragma('application_id', { simple: true }) === APPLICATION_ID;
  if (own && current === newest) return;
  throw new RoostError(
    'read database',
    file,
    own ? `it is of version ${current}; this Roost reads ${newest}` : 'it is no database of Roost',
    own ? 'Start the box with this Roost once, or use the Roost that wrote it' : 'Give the roost.db of a box',
  );
}

/** @throws RoostError where a file holds tables and is not Roost's */
export function refuseForeign(db: Database, file: string): void {
  if (db.pragma('application_id', { simple: true }) === APPLICATION_ID) return;
  const tables = db.prepare('SELECT count(*) FROM sqlite_master').pluck().get() as number;
  if (tables > 0) {
    throw new RoostError('open database', file, 'it holds tables of another program', 'Set another data folder');
  }
}
