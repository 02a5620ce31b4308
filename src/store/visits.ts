import type { Database, Statement } from 'better-sqlite3';
import type { Visit, VisitStatus } from '../domain.ts';
import type { Events, VisitChange } from './events.ts';
import { fromCursor, type Place, toCursor } from './page.ts';

/** Which visits to list; what is left out does not narrow. A visit belongs to the time at which it starts. */
export interface VisitFilter {
  readonly camera?: string;
  readonly taxon?: string;
  /** Starts at or after. */
  readonly from?: number;
  /** Starts before. */
  readonly to?: number;
  readonly status?: VisitStatus;
  readonly closed?: boolean;
}

/** A page of visits, newest start first. `next` is the cursor of the following page; absent on the last one. */
export interface VisitPage {
  readonly visits: readonly Visit[];
  readonly next?: string;
}

/** Counted visits of one taxon at one camera in a range of time, summed. */
export interface VisitTotal {
  readonly camera: string;
  readonly taxon: string;
  readonly visits: number;
  /** Sum of the visits' MaxN. */
  readonly individuals: number;
  /** Highest MaxN of one visit. */
  readonly maxIndividuals: number;
}

interface Row {
  readonly id: string;
  readonly camera: string;
  readonly taxon: string;
  readonly start_at: number;
  readonly end_at: number;
  readonly individuals: number;
  readonly score: number;
  readonly closed: 0 | 1;
  readonly status: VisitStatus;
  readonly reason: string | null;
  readonly tracks: string;
}

type Wanted = VisitFilter & { readonly after?: Place };

const SELECT = `
  SELECT *, (SELECT json_group_array(track ORDER BY position) FROM visit_tracks WHERE visit = visits.id) AS tracks
  FROM visits`;

const CONDITIONS: Readonly<Record<keyof Wanted, string>> = {
  camera: 'camera = @camera',
  taxon: 'taxon = @taxon',
  from: 'start_at >= @from',
  to: 'start_at < @to',
  status: 'status = @status',
  closed: 'closed = @closed',
  after: '(start_at, id) < (@startAt, @id)',
};

/** Visits and which tracks they hold. */
export class Visits {
  readonly #db: Database;
  readonly #events: Events;
  readonly #put: Statement<[Row]>;
  readonly #dropTracks: Statement<[Row]>;
  readonly #putTracks: Statement<[Row]>;
  readonly #get: Statement<[string], Row>;
  readonly #open: Statement<[], Row>;
  readonly #totals: Statement<[number, number], VisitTotal>;
  /** One statement for each set of filters that was asked for; there are at most 128. */
  readonly #pages = new Map<string, Statement<[object], Row>>();

  constructor(db: Database, events: Events) {
    this.#db = db;
    this.#events = events;
    this.#put = db.prepare(`
      INSERT INTO visits (id, camera, taxon, start_at, end_at, individuals, score, closed, status, reason)
      VALUES (@id, @camera, @taxon, @start_at, @end_at, @individuals, @score, @closed, @status, @reason)
      ON CONFLICT (id) DO UPDATE SET taxon = excluded.taxon, start_at = excluded.start_at, end_at = excluded.end_at,
        individuals = excluded.individuals, score = excluded.score, closed = excluded.closed,
        status = excluded.status, reason = excluded.reason`);
    this.#dropTracks = db.prepare(
      'DELETE FROM visit_tracks WHERE visit = @id AND track NOT IN (SELECT value FROM json_each(@tracks))',
    );
    this.#putTracks = db.prepare(`
      INSERT INTO visit_tracks (visit, track, position) SELECT @id, value, key FROM json_each(@tracks) WHERE true
      ON CONFLICT (visit, track) DO UPDATE SET position = excluded.position WHERE position <> excluded.position`);
    this.#get = db.prepare(`${SELECT} WHERE id = ?`);
    this.#open = db.prepare(`${SELECT} WHERE closed = 0 ORDER BY start_at, id`);
    this.#totals = db.prepare(`
      SELECT camera, taxon, count(*) AS visits, sum(individuals) AS individuals, max(individuals) AS maxIndividuals
      FROM visits WHERE status = 'counted' AND start_at >= ? AND start_at < ? GROUP BY camera, taxon`);
  }

  /**
   * Stores a visit as it is now, in place of what it was, together with the event that tells so; returns the event's
   * cursor. Its tracks must be stored before or with it. `at` is when it changed. Inside `store.write` only.
   */
  put(visit: Visit, change: VisitChange, at: number): number {
    const row = toRow(visit);
    this.#put.run(row);
    this.#dropTracks.run(row);
    this.#putTracks.run(row);
    return this.#events.put(at, { type: `visit.${change}`, body: visit });
  }

  get(id: string): Visit | undefined {
    const row = this.#get.get(id);
    return row && toVisit(row);
  }

  /** Visits that are not closed, oldest start first: what a restarted box has to take up or close. */
  open(): Visit[] {
    return this.#open.all().map(toVisit);
  }

  /**
   * A page of at most `limit` visits, newest start first. Following `next` shows each visit that was there at the
   * first page exactly once, whatever arrives meanwhile.
   * @throws RoostError if `cursor` is not the `next` of a page
   */
  page(
    filter: VisitFilter = {},
    { limit = 50, cursor }: { limit?: number; cursor?: string | undefined } = {},
  ): VisitPage {
    const after = cursor === undefined ? undefined : fromCursor(cursor);
    const wanted: Wanted = after ? { ...filter, after } : filter;
    const closed = filter.closed === undefined ? undefined : Number(filter.closed);
    const rows = this.#pageStatement(wanted).all({ ...filter, closed, ...after, limit: limit + 1 });
    const visits = rows.slice(0, limit).map(toVisit);
    const last = visits.at(-1);
    return { visits, ...(rows.length > limit && last && { next: toCursor(last) }) };
  }

  /** Counted visits that start at or after `from` and before `to`, summed by camera and taxon. */
  totals(from: number, to: number): VisitTotal[] {
    return this.#totals.all(from, to);
  }

  #pageStatement(wanted: Wanted): Statement<[object], Row> {
    const keys = Object.keys(CONDITIONS) as (keyof Wanted)[];
    const where = keys.filter((key) => wanted[key] !== undefined).map((key) => CONDITIONS[key]);
    const sql = `${SELECT} WHERE ${['true', ...where].join(' AND ')} ORDER BY start_at DESC, id DESC LIMIT @limit`;
    let statement = this.#pages.get(sql);
    if (!statement) {
      statement = this.#db.prepare<[object], Row>(sql);
      this.#pages.set(sql, statement);
    }
    return statement;
  }
}

function toRow(visit: Visit): Row {
  return {
    id: visit.id,
    camera: visit.camera,
    taxon: visit.taxon,
    start_at: visit.startAt,
    end_at: visit.endAt,
    individuals: visit.individuals,
    score: visit.score,
    closed: visit.closed ? 1 : 0,
    status: visit.status,
    reason: visit.reason ?? null,
    tracks: JSON.stringify(visit.tracks),
  };
}

function toVisit(row: Row): Visit {
  return {
    id: row.id,
    camera: row.camera,
    taxon: row.taxon,
    startAt: row.start_at,
    endAt: row.end_at,
    individuals: row.individuals,
    score: row.score,
    tracks: JSON.parse(row.tracks) as string[],
    closed: row.closed === 1,
    status: row.status,
    ...(row.reason !== null && { reason: row.reason }),
  };
}
