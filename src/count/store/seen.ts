import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { RoostError } from '../../base/errors.ts';
import { storeError } from './errors.ts';

/** Counted visits of one taxon, as a reviewer named it and else the machine, that start in the same quarter of an hour. */
export interface SeenTaxon {
  readonly taxon: string;
  /** Start of the quarter of an hour, ms. */
  readonly at: number;
  readonly visits: number;
}

/** Every time zone is whole quarters of an hour from UTC, so a month never ends within one. */
const QUARTER_MS = 15 * 60_000;

/**
 * When each taxon was seen, from the counted visits of a database. Only reads, so the box may be running.
 * @param file e.g. `data/roost.db`
 * @throws RoostError where it is missing or no database of Roost
 */
export function readSeen(file: string): SeenTaxon[] {
  if (!existsSync(file))
    throw new RoostError('read records', file, 'does not exist', 'Give the roost.db of a box that has run');
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, timeout: 2000 });
    return db
      .prepare<[], SeenTaxon>(
        `SELECT best_taxon AS taxon, start_at / ${QUARTER_MS} * ${QUARTER_MS} AS at, count(*) AS visits FROM visits
         WHERE best_counted GROUP BY 1, 2 ORDER BY 1, 2`,
      )
      .all();
  } catch (error) {
    throw storeError('read records', file, error);
  } finally {
    db?.close();
  }
}
