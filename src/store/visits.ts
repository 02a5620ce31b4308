import type { Database, Statement } from 'better-sqlite3';
import type { ReviewReason, Visit, VisitStatus } from '../domain.ts';
import type { Events, VisitChange } from './events.ts';

/** A place in the list of visits, which runs from the newest start to the oldest, then by id downward. */
export interface VisitPlace {
  readonly startAt: number;
  readonly id: string;
}

/** Which visits to list; what is left out does not narrow. A visit belongs to the time at which it starts. */
export interface VisitFilter {
  readonly camera?: string;
  /** Of any of these taxa; the store knows no tree, so a family is asked for as the list of all that is in it. */
  readonly taxa?: readonly string[];
  /** Starts at or after. */
  readonly from?: number;
  /** Starts before. */
  readonly to?: number;
  readonly status?: VisitStatus;
  readonly closed?: boolean;
  /** A person should look at it, for any reason (`true`) or for this one. */
  readonly review?: true | ReviewReason;
  /** Comes later in the list than this place: where the page before ended. */
  readonly after?: VisitPlace;
  /** The most to return, 1 or more. */
  readonly limit: number;
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
  readonly review: string;
  readonly tracks: string;
}

const SELECT = `
  SELECT *, (SELECT json_group_array(track ORDER BY position) FROM visit_tracks WHERE visit = visits.id) AS tracks
  FROM visits`;

const CONDITIONS: Readonly<Record<Exclude<keyof VisitFilter, 'limit' | 'review'>, string>> = {
  camera: 'camera = @camera',
  taxa: 'taxon IN (SELECT value FROM json_each(@taxa))',
  from: 'start_at >= @from',
  to: 'start_at < @to',
  status: 'status = @status',
  closed: 'closed = @closed',
  after: '(start_at, id) < (@startAt, @id)',
};

const TO_REVIEW = "review <> '[]'";
const TO_REVIEW_FOR = `${TO_REVIEW} AND EXISTS (SELECT 1 FROM json_each(review) WHERE value = @review)`;

/** Visits and which tracks they hold. */
export class Visits {
  readonly #db: Database;
  readonly #events: Events;
  readonly #put: Statement<[Row]>;
  readonly #dropTracks: Statement<[Row]>;
  readonly #putTracks: Statement<[Row]>;
  readonly #get: Statement<[string], Row>;
  readonly #handOver: Statement<[{ id: string; track: string }]>;
  readonly #remove: Statement<[string]>;
  readonly #open: Statement<[], Row>;
  readonly #totals: Statement<[number, number], VisitTotal>;
  readonly #recorded: Statement<[string, number], 0 | 1>;
  /** One statement for each set of filters that was asked for; there are at most 384. */
  readonly #lists = new Map<string, Statement<[object], Row>>();

  constructor(db: Database, events: Events) {
    this.#db = db;
    this.#events = events;
    this.#put = db.prepare(`
      INSERT INTO visits (id, camera, taxon, start_at, end_at, individuals, score, closed, status, reason, review)
      VALUES (@id, @camera, @taxon, @start_at, @end_at, @individuals, @score, @closed, @status, @reason, @review)
      ON CONFLICT (id) DO UPDATE SET taxon = excluded.taxon, start_at = excluded.start_at, end_at = excluded.end_at,
        individuals = excluded.individuals, score = excluded.score, closed = excluded.closed,
        status = excluded.status, reason = excluded.reason, review = excluded.review`);
    this.#dropTracks = db.prepare(
      'DELETE FROM visit_tracks WHERE visit = @id AND track NOT IN (SELECT value FROM json_each(@tracks))',
    );
    this.#putTracks = db.prepare(`
      INSERT INTO visit_tracks (visit, track, position) SELECT @id, value, key FROM json_each(@tracks) WHERE true
      ON CONFLICT (visit, track) DO UPDATE SET position = excluded.position WHERE position <> excluded.position`);
    this.#handOver = db.prepare(`
      UPDATE media SET visit = (SELECT visit FROM visit_tracks WHERE track = @track AND visit <> @id LIMIT 1)
      WHERE visit = @id`);
    this.#remove = db.prepare('DELETE FROM visits WHERE id = ?');
    this.#get = db.prepare(`${SELECT} WHERE id = ?`);
    this.#open = db.prepare(`${SELECT} WHERE closed = 0 ORDER BY start_at, id`);
    this.#totals = db.prepare(`
      SELECT camera, taxon, count(*) AS visits, sum(individuals) AS individuals, max(individuals) AS maxIndividuals
      FROM visits WHERE status = 'counted' AND start_at >= ? AND start_at < ? GROUP BY camera, taxon`);
    this.#recorded = db
      .prepare<[string, number], 0 | 1>(
        "SELECT EXISTS (SELECT 1 FROM visits WHERE taxon = ? AND start_at < ? AND status = 'counted')",
      )
      .pluck();
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

  /**
   * Takes back a visit that became part of another, or whose tracks were taken back, together with the event that tells
   * so. Its clip goes to the visit that holds its first track now. Inside `store.write` only, after the other was stored.
   */
  withdraw(visit: Visit, at: number): number {
    this.#handOver.run({ id: visit.id, track: visit.tracks[0] ?? '' });
    this.#remove.run(visit.id);
    return this.#events.put(at, { type: 'visit.withdrawn', body: visit });
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
   * Visits from the newest start to the oldest. Asking again `after` the last of each page shows every visit that was
   * there at the first page exactly once, whatever arrives meanwhile.
   */
  list(filter: VisitFilter): Visit[] {
    const { after, closed, taxa, ...rest } = filter;
    const values = { ...rest, ...after, closed: Number(closed), taxa: JSON.stringify(taxa ?? []) };
    return this.#list(filter).all(values).map(toVisit);
  }

  /** Counted visits that start at or after `from` and before `to`, summed by camera and taxon. */
  totals(from: number, to: number): VisitTotal[] {
    return this.#totals.all(from, to);
  }

  /** True if a visit of exactly this taxon that started before `at` is counted, at any camera. */
  recordedBefore(taxon: string, at: number): boolean {
    return this.#recorded.get(taxon, at) === 1;
  }

  #list(filter: VisitFilter): Statement<[object], Row> {
    const keys = Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[];
    const where = keys.filter((key) => filter[key] !== undefined).map((key) => CONDITIONS[key]);
    if (filter.review) where.push(filter.review === true ? TO_REVIEW : TO_REVIEW_FOR);
    const sql = `${SELECT} WHERE ${['true', ...where].join(' AND ')} ORDER BY start_at DESC, id DESC LIMIT @limit`;
    let statement = this.#lists.get(sql);
    if (!statement) {
      statement = this.#db.prepare<[object], Row>(sql);
      this.#lists.set(sql, statement);
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
    review: JSON.stringify(visit.review),
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
    review: JSON.parse(row.review) as ReviewReason[],
  };
}
