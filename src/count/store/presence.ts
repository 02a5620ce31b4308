import type { Database, Statement } from 'better-sqlite3';
import type { Outcome, VisitStatus } from '../../base/domain.ts';
import type { Countable } from '../review/basis.ts';
import type { Cell } from './daily.ts';

/** Ten minutes of the site's time in which animals of one visit were there. */
export interface PresenceSlot {
  /** Its start, ms. */
  readonly slot: number;
  /** The most of the visit's tracks at once, 1 or more. */
  readonly most: number;
  /** How long any of them was there, 0 to 600; 0 for a photograph. */
  readonly seconds: number;
}

/** A slot with the visit that it is of, as far as sums read it. */
export interface PresenceOf extends PresenceSlot, Countable {
  readonly camera: string;
  /** Name of the camera's zone; empty outside of every one. */
  readonly zone: string;
  /** The most at once in any slot of the visit. */
  readonly fullest: number;
}

/** Presence in one hour of the day, of what is summed together. */
export interface PresenceCell extends Cell {
  /** How long it was there, that of several visits added. */
  readonly seconds: number;
  /** The most at once in one visit. */
  readonly most: number;
}

/** An hour of a camera's day. */
type Hour = Pick<Cell, 'day' | 'hour' | 'camera'>;

interface Row extends PresenceSlot {
  readonly camera: string;
  readonly zone: string | null;
  readonly taxon: string;
  readonly individuals: number;
  readonly status: VisitStatus;
  readonly outcome: string | null;
  readonly fullest: number;
}

const KEYS = ['day', 'camera', 'zone', 'taxon', 'part'];

/** When animals were there, visit by visit, in slots of ten minutes. Written by whoever keeps the sums. */
export class Presence {
  readonly #of: Statement<[string], PresenceSlot>;
  readonly #between: Statement<[{ camera: string; from: number; to: number }], Row>;
  readonly #drop: Statement<[string, number]>;
  readonly #insert: Statement<[PresenceSlot & { visit: string }]>;
  readonly #addDay: Statement<[PresenceCell]>;
  readonly #addHour: Statement<[PresenceCell]>;
  readonly #dropHour: Statement<[Hour], string>;
  readonly #dropDay: Statement<[Omit<Hour, 'hour'> & { taxa: string }]>;
  readonly #sumDay: Statement<[Omit<Hour, 'hour'> & { taxa: string }]>;
  readonly #clear: readonly Statement<[]>[];

  constructor(db: Database) {
    this.#of = db.prepare('SELECT slot, most, seconds FROM presence WHERE visit = ? ORDER BY slot');
    // The slots lead to the visits, never the other way: a camera has as many visits as years made.
    this.#between = db.prepare(`
      SELECT slot, most, seconds, camera, zone, taxon, individuals, status, outcome,
        (SELECT max(most) FROM presence AS own WHERE own.visit = visits.id) AS fullest
      FROM presence CROSS JOIN visits ON visits.id = presence.visit
      WHERE slot >= @from AND slot < @to AND camera = @camera ORDER BY slot, visits.id`);
    this.#drop = db.prepare('DELETE FROM presence WHERE visit = ? AND slot >= ?');
    this.#insert = db.prepare(
      'INSERT INTO presence (slot, visit, most, seconds) VALUES (@slot, @visit, @most, @seconds)',
    );
    this.#addDay = db.prepare(addTo('presence_daily', KEYS));
    this.#addHour = db.prepare(addTo('presence_hourly', ['hour', ...KEYS]));
    const ofDay = 'day = @day AND camera = @camera';
    const ofTaxa = `${ofDay} AND taxon IN (SELECT value FROM json_each(@taxa))`;
    this.#dropHour = db
      .prepare<[Hour], string>(
        `DELETE FROM presence_hourly WHERE ${ofDay} AND hour = @hour
          AND taxon IN (SELECT taxon FROM presence_daily WHERE ${ofDay}) RETURNING taxon`,
      )
      .pluck();
    this.#dropDay = db.prepare(`DELETE FROM presence_daily WHERE ${ofTaxa}`);
    this.#sumDay = db.prepare(`
      INSERT INTO presence_daily (${KEYS.join(', ')}, seconds, most)
      SELECT ${KEYS.join(', ')}, sum(seconds), max(most) FROM presence_hourly WHERE ${ofTaxa} GROUP BY ${KEYS.join(', ')}`);
    this.#clear = ['presence', 'presence_daily', 'presence_hourly'].map((table) => db.prepare(`DELETE FROM ${table}`));
  }

  /** Adds to a cell, of the day and of the hour. Inside `store.write` only. */
  putCell(cell: PresenceCell): void {
    this.#addDay.run(cell);
    this.#addHour.run(cell);
  }

  /** Puts cells in place of those of an hour; what that changes of the day is added up from its hours. Inside `store.write` only. */
  putHour(hour: Hour, cells: readonly PresenceCell[]): void {
    const taxa = new Set([...this.#dropHour.all(hour), ...cells.map(({ taxon }) => taxon)]);
    for (const cell of cells) this.#addHour.run(cell);
    const changed = { day: hour.day, camera: hour.camera, taxa: JSON.stringify([...taxa]) };
    this.#dropDay.run(changed);
    this.#sumDay.run(changed);
  }

  /** Empties all presence and its sums, to be made anew. Inside `store.write` only. */
  begin(): void {
    for (const statement of this.#clear) statement.run();
  }

  /** The slots of a visit, by time. */
  of(visit: string): PresenceSlot[] {
    return this.#of.all(visit);
  }

  /** Slots of every visit at a camera that start at or after `from` and before `to`, by time; also of visits that do not count. */
  between(camera: string, from: number, to: number): PresenceOf[] {
    return this.#between.all({ camera, from, to }).map(({ taxon, individuals, status, outcome, zone, ...slot }) => ({
      ...slot,
      zone: zone ?? '',
      visit: { taxon, individuals, status },
      ...(outcome !== null && { outcome: JSON.parse(outcome) as Outcome }),
    }));
  }

  /** Stores the slots of a visit from a time on, in place of those that it has from then on. Inside `store.write` only. */
  put(visit: string, slots: readonly PresenceSlot[], from = Number.MIN_SAFE_INTEGER): void {
    this.#drop.run(visit, from);
    for (const { slot, most, seconds } of slots) this.#insert.run({ visit, slot, most, seconds });
  }
}

function addTo(table: string, keys: readonly string[]): string {
  const columns = [...keys, 'seconds', 'most'];
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})
    ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds, most = max(most, excluded.most)`;
}
