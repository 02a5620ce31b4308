import type { Database, Statement } from 'better-sqlite3';
import type { Part } from '../review/parts.ts';
import { TALLIES } from './change.ts';

/** What counted visits sum up to. */
export interface Sums {
  readonly visits: number;
  /** Independent records under the rule that is kept. */
  readonly records: number;
  /** Sum of the visits' MaxN. */
  readonly individuals: number;
  /** Smallest and highest MaxN of one visit. */
  readonly least: number;
  readonly most: number;
  /** Start of the first and of the last visit. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** As people said. */
  readonly adults: number;
  readonly juveniles: number;
  readonly females: number;
  readonly males: number;
}

/** What is summed together: all visits of one taxon that began in one hour of the day, in one zone of one camera. */
export interface Cell {
  /** Start of the day of the site, ms. */
  readonly day: number;
  /** Hour of the day on the site's clock, 0 to 23. */
  readonly hour: number;
  readonly camera: string;
  /** Name of the camera's zone; empty outside of every one. */
  readonly zone: string;
  readonly taxon: string;
  readonly part: Part;
}

/** Seconds and frames of one camera in one hour of the day. */
export interface EffortCell {
  readonly day: number;
  readonly hour: number;
  readonly camera: string;
  readonly watchedSeconds: number;
  /** Seconds watched in which the camera could see. */
  readonly lookedSeconds: number;
  readonly frames: number;
  readonly dropped: number;
}

const SUMS = ['visits', 'records', 'individuals', 'least', 'most', 'first_at', 'last_at'];
const AGES = ['adults', 'juveniles', 'females', 'males'];
const NAMED: Readonly<Record<string, string>> = { first_at: 'firstAt', last_at: 'lastAt' };
const KEYS = ['day', 'camera', 'zone', 'taxon', 'part'];
/** How those are put together that are not added. */
const HOW: Readonly<Record<string, string>> = { least: 'min', first_at: 'min', most: 'max', last_at: 'max' };

/** Some taxa, as JSON, of a camera's day. */
interface DayOf {
  readonly day: number;
  readonly camera: string;
  readonly taxa: string;
}

/** Sums of visits and effort by day and by hour of the day. Written by whoever keeps them, in the transaction of each change. */
export class Daily {
  readonly #add: readonly Statement<[Cell & Sums]>[];
  readonly #addHour: Statement<[Cell & Sums]>;
  readonly #dropHour: Statement<[{ day: number; hour: number; camera: string }], string>;
  readonly #dropDay: Statement<[DayOf]>;
  readonly #addDay: Statement<[DayOf]>;
  readonly #effort: readonly Statement<[EffortCell]>[];
  readonly #keep: Statement<[string]>;
  readonly #forget: readonly Statement<[]>[];
  readonly #clear: readonly Statement<[]>[];

  constructor(db: Database) {
    this.#add = [addTo('daily', KEYS), addTo('hourly', ['hour', ...KEYS])].map((sql) => db.prepare(sql));
    this.#addHour = this.#add[1]!;
    const ofDay = 'day = @day AND camera = @camera';
    const ofTaxa = `${ofDay} AND taxon IN (SELECT value FROM json_each(@taxa))`;
    this.#dropHour = db
      .prepare<[{ day: number; hour: number; camera: string }], string>(
        `DELETE FROM hourly WHERE ${ofDay} AND hour = @hour AND taxon IN (SELECT taxon FROM daily WHERE ${ofDay})
        RETURNING taxon`,
      )
      .pluck();
    this.#dropDay = db.prepare(`DELETE FROM daily WHERE ${ofTaxa}`);
    const summed = [...SUMS, ...AGES].map((name) => `${HOW[name] ?? 'sum'}(${name})`);
    this.#addDay = db.prepare(`
      INSERT INTO daily (${[...KEYS, ...SUMS, ...AGES].join(', ')})
      SELECT ${[...KEYS, ...summed].join(', ')} FROM hourly WHERE ${ofTaxa} GROUP BY ${KEYS.join(', ')}`);
    this.#effort = [
      addEffortTo('effort_daily', ['day', 'camera']),
      addEffortTo('effort_hourly', ['day', 'hour', 'camera']),
    ].map((sql) => db.prepare(sql));
    this.#keep = db.prepare('INSERT OR REPLACE INTO daily_rule VALUES (1, ?)');
    this.#forget = ['DELETE FROM daily_rule', `DELETE FROM missed WHERE follower = '${TALLIES}'`].map((sql) =>
      db.prepare(sql),
    );
    this.#clear = ['daily', 'hourly', 'effort_daily', 'effort_hourly'].map((table) =>
      db.prepare(`DELETE FROM ${table}`),
    );
  }

  /** Adds to a cell, of the day and of the hour. Inside `store.write` only. */
  put(part: Cell & Sums): void {
    for (const statement of this.#add) statement.run(part);
  }

  /**
   * Puts cells in place of those of an hour of a camera; what that changes of the day is added up from its hours, so the visits of
   * the rest of the day need not be read. Inside `store.write` only.
   */
  putHour(day: number, hour: number, camera: string, cells: readonly (Cell & Sums)[]): void {
    const taxa = new Set([...this.#dropHour.all({ day, hour, camera }), ...cells.map(({ taxon }) => taxon)]);
    for (const cell of cells) this.#addHour.run(cell);
    const changed = { day, camera, taxa: JSON.stringify([...taxa]) };
    this.#dropDay.run(changed);
    this.#addDay.run(changed);
  }

  /** Adds effort; seconds may be taken away again. Inside `store.write` only. */
  putEffort(part: EffortCell): void {
    for (const statement of this.#effort) statement.run(part);
  }

  /** Goes on under another rule under which every sum is what it was. Inside `store.write` only. */
  putRule(rule: string): void {
    this.#keep.run(rule);
  }

  /** Empties all sums, to be made under this rule from now on. Inside `store.write` only. */
  begin(rule: string): void {
    for (const statement of [...this.#clear, ...this.#forget]) statement.run();
    this.#keep.run(rule);
  }
}

function addTo(table: string, keys: readonly string[]): string {
  const columns = [...keys, ...SUMS, ...AGES];
  const values = columns.map((column) => `@${NAMED[column] ?? column}`);
  const least = (column: string) => `${column} = min(${column}, excluded.${column})`;
  const most = (column: string) => `${column} = max(${column}, excluded.${column})`;
  const sum = (column: string) => `${column} = ${column} + excluded.${column}`;
  const sets = [
    ...['visits', 'records', 'individuals', ...AGES].map(sum),
    ...['least', 'first_at'].map(least),
    ...['most', 'last_at'].map(most),
  ];
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')}) ON CONFLICT DO UPDATE SET ${sets.join(', ')}`;
}

function addEffortTo(table: string, keys: readonly string[]): string {
  const sum = (column: string) => `${column} = ${column} + excluded.${column}`;
  const columns = ['watched_seconds', 'looked_seconds', 'frames', 'dropped'];
  return `INSERT INTO ${table} (${[...keys, ...columns].join(', ')})
    VALUES (${keys.map((key) => `@${key}`).join(', ')}, @watchedSeconds, @lookedSeconds, @frames, @dropped)
    ON CONFLICT DO UPDATE SET ${columns.map(sum).join(', ')}`;
}
