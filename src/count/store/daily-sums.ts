import type { Database, Statement } from 'better-sqlite3';
import type { Part } from '../review/parts.ts';
import { TALLIES } from './change.ts';
import type { Sums } from './daily.ts';

/** What sums may be split by, within a span of days. */
export type SumKey = 'camera' | 'zone' | 'taxon' | 'hour' | 'day';

/** Which sums. */
export interface SumsQuery {
  /** Start of the first day, ms. */
  readonly from: number;
  /** Start of the day after the last, ms. */
  readonly to: number;
  readonly by: readonly SumKey[];
  readonly parts: readonly Part[];
  /** Every one without it. */
  readonly cameras?: readonly string[];
  /** What each taxon is summed as; one that is not here is left out. */
  readonly as: Readonly<Record<string, string>>;
}

/** Sums of a span of days, with the keys that they are split by. */
export type SumsRow = Sums & {
  readonly camera?: string;
  readonly zone?: string;
  readonly taxon?: string;
  readonly hour?: number;
  /** Start of the day of the site, ms. */
  readonly day?: number;
  /** Days with a visit. */
  readonly days: number;
  /** How many of the visits somebody decided on. */
  readonly reviewed: number;
};

/** Presence in a span of days, with the keys that it is split by. */
export interface PresenceSums extends Pick<SumsRow, SumKey> {
  /** How long it was there, that of several visits added. */
  readonly seconds: number;
  /** The most at once in one visit. */
  readonly most: number;
  /** Days on which it was there. */
  readonly days: number;
}

/** Effort of a camera in a span of days. */
export interface EffortSum {
  readonly camera: string;
  /** Where it is asked for by hour of the day: the one that it is in. */
  readonly hour?: number;
  readonly watchedSeconds: number;
  readonly lookedSeconds: number;
  readonly frames: number;
  readonly dropped: number;
}

/** Reads the sums that `Daily` keeps. */
export class DailySums {
  readonly #db: Database;
  readonly #statements = new Map<string, Statement<[object], unknown>>();
  readonly #effort: Statement<[number, number], EffortSum>;
  readonly #effortByHour: Statement<[number, number], EffortSum>;
  readonly #taxa: Statement<[], string>;
  readonly #cameras: Statement<[], string>;
  readonly #rule: Statement<[], string>;
  readonly #kept: Statement<[], string>;

  constructor(db: Database) {
    this.#db = db;
    const effort = (table: string, keys: string) => `
      SELECT ${keys}, total(watched_seconds) AS watchedSeconds, total(looked_seconds) AS lookedSeconds,
        sum(frames) AS frames, sum(dropped) AS dropped
      FROM ${table} WHERE day >= ? AND day < ? GROUP BY ${keys}`;
    this.#effort = db.prepare(effort('effort_daily', 'camera'));
    this.#effortByHour = db.prepare(effort('effort_hourly', 'camera, hour'));
    // Steps from taxon to taxon along each index instead of reading every visit.
    const steps = (column: string) => `
      SELECT * FROM (WITH RECURSIVE known (name) AS (
        SELECT min(${column}) FROM visits
        UNION ALL SELECT (SELECT min(${column}) FROM visits WHERE ${column} > known.name) FROM known WHERE name NOT NULL)
      SELECT name FROM known WHERE name NOT NULL)`;
    this.#cameras = db.prepare<[], string>(steps('camera')).pluck();
    this.#taxa = db.prepare<[], string>(`${steps('taxon')} UNION ${steps('best_taxon')} ORDER BY 1`).pluck();
    this.#kept = db.prepare<[], string>('SELECT body FROM daily_rule').pluck();
    this.#rule = db
      .prepare<[], string>(
        `SELECT body FROM daily_rule WHERE NOT EXISTS (SELECT 1 FROM missed WHERE follower = '${TALLIES}')`,
      )
      .pluck();
  }

  /** The rule that the sums follow, as it was put; undefined where they are out of date. */
  rule(): string | undefined {
    return this.#rule.get();
  }

  /** The rule under which sums are kept, also where they are out of date; undefined before the first time. */
  kept(): string | undefined {
    return this.#kept.get();
  }

  /** Every taxon that a visit was ever called, by the machine or a person, by id. */
  taxa(): string[] {
    return this.#taxa.all();
  }

  /** Every camera that a visit was ever at, by id. */
  cameras(): string[] {
    return this.#cameras.all();
  }

  /** Sums of a span of days; a group without a visit has no row. */
  sums(query: SumsQuery): SumsRow[] {
    return this.#all(query, ['daily', 'hourly'], MEASURES) as SumsRow[];
  }

  /** Presence in a span of days; a group that was not there has no row. */
  presence(query: SumsQuery): PresenceSums[] {
    return this.#all(query, ['presence_daily', 'presence_hourly'], PRESENCE) as PresenceSums[];
  }

  /** Effort of every camera in a span of days, by hour of the day where that is asked. */
  effort(from: number, to: number, byHour: boolean): EffortSum[] {
    return (byHour ? this.#effortByHour : this.#effort).all(from, to);
  }

  #all(
    { by, parts, cameras, as, from, to }: SumsQuery,
    tables: readonly [string, string],
    measures: readonly string[],
  ) {
    const values = { from, to, as: JSON.stringify(as), cameras: JSON.stringify(cameras ?? []) };
    return this.#prepared(by, parts, cameras !== undefined, tables, measures).all(values);
  }

  #prepared(
    by: readonly SumKey[],
    parts: readonly Part[],
    some: boolean,
    [daily, hourly]: readonly [string, string],
    measures: readonly string[],
  ): Statement<[object], unknown> {
    const keys = by.map((key) => (key === 'taxon' ? 'up.value AS taxon' : key));
    const groups = by.map((key) => (key === 'taxon' ? 'up.value' : key));
    const sql = `
      WITH up AS MATERIALIZED (SELECT key, value FROM json_each(@as))
      SELECT ${[...keys, ...measures].join(', ')}
      FROM ${by.includes('hour') ? `up CROSS JOIN ${hourly} AS cell` : `${daily} AS cell JOIN up`} ON up.key = cell.taxon
      WHERE day >= @from AND day < @to AND part IN (${parts.map((part) => `'${part}'`).join(', ')})
        ${some ? 'AND camera IN (SELECT value FROM json_each(@cameras))' : ''}
      ${groups.length > 0 ? `GROUP BY ${groups.join(', ')}` : 'HAVING count(*) > 0'}`;
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare<[object], unknown>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

const PRESENCE = ['total(seconds) AS seconds', 'max(most) AS most', 'count(DISTINCT day) AS days'];
const MEASURES = [
  ...['visits', 'records', 'individuals', 'adults', 'juveniles', 'females', 'males'].map(
    (name) => `sum(${name}) AS ${name}`,
  ),
  'min(least) AS least',
  'max(most) AS most',
  'min(first_at) AS firstAt',
  'max(last_at) AS lastAt',
  'count(DISTINCT day) AS days',
  "ifnull(sum(visits) FILTER (WHERE part <> 'plain'), 0) AS reviewed",
];
