import type { Database, Statement } from 'better-sqlite3';
import type { ClockDoubt, Outcome, Visit, VisitStatus } from '../../base/domain.ts';
import type { Countable } from '../review/basis.ts';
import type { VisitPlace } from './visit-list.ts';

/** What sums and records read of a visit: no more, so that millions are read fast. */
export interface CountableVisit extends Countable {
  readonly visit: Pick<Visit, 'id' | 'camera' | 'taxon' | 'startAt' | 'individuals' | 'status' | 'zone' | 'clock'>;
  /** An independent record under the rule that is kept; undefined where that was not judged. */
  readonly independent?: boolean;
  /** True where it goes on over a midnight with a visit that counts as the same taxon, on the best word: no new record. */
  readonly carried?: boolean;
}

interface Row {
  readonly id: string;
  readonly camera: string;
  readonly taxon: string;
  readonly start_at: number;
  readonly individuals: number;
  readonly status: VisitStatus;
  readonly zone: string | null;
  readonly clock: ClockDoubt | null;
  readonly outcome: string | null;
  readonly independent: 0 | 1 | null;
  readonly carried: 0 | 1;
}

/** Whether a visit goes on with another one that counts as the same. */
const CARRIED = `(continues NOT NULL AND EXISTS (SELECT 1 FROM visits AS earlier
  WHERE earlier.id = visits.continues AND earlier.best_counted AND earlier.best_taxon = visits.best_taxon))`;
const SELECT = `
  SELECT id, camera, taxon, start_at, individuals, status, zone, clock, outcome, independent, ${CARRIED} AS carried FROM visits`;

/** A lane of records: of one taxon, on the best word, at one camera. */
export interface Lane {
  readonly camera: string;
  readonly taxon: string;
}

/** Visits as sums and records read them. */
export class CountableVisits {
  readonly #range: Statement<[string, number, number], Row>;
  readonly #page: Statement<[VisitPlace & { limit: number }], Row>;
  readonly #lane: Statement<[Lane & { from: number; to: number }], Row>;
  readonly #goingOn: Statement<[string], Row>;
  readonly #spans: Statement<[{ id: string; from: number }], { startAt: number; endAt: number }>;
  readonly #span: Statement<[string], { startAt: number; endAt: number; individuals: number }>;
  readonly #last: Statement<[Lane], number | null>;
  readonly #any: Statement<[Lane & { from: number; to: number }], 0 | 1>;
  readonly #spanIn: Statement<[Lane & { from: number; to: number }], { first: number | null; last: number | null }>;
  readonly #before: Statement<[Lane & { at: number }], number | null>;
  readonly #independentBefore: Statement<[Lane & { at: number }], number | null>;
  readonly #put: Statement<[0 | 1 | null, string]>;

  constructor(db: Database) {
    const lane = 'camera = @camera AND best_taxon = @taxon AND best_counted';
    const newest = (more: string) =>
      db
        .prepare<[Lane & { at: number }], number | null>(
          `SELECT start_at FROM visits WHERE ${lane} AND start_at < @at AND ${more} ORDER BY start_at DESC LIMIT 1`,
        )
        .pluck();
    this.#range = db.prepare(`${SELECT} WHERE camera = ? AND start_at >= ? AND start_at < ? ORDER BY start_at, id`);
    this.#page = db.prepare(`${SELECT} WHERE (start_at, id) > (@startAt, @id) ORDER BY start_at, id LIMIT @limit`);
    this.#lane = db.prepare(`${SELECT} WHERE ${lane} AND start_at >= @from AND start_at < @to ORDER BY start_at, id`);
    this.#goingOn = db.prepare(`${SELECT} WHERE continues = ?`);
    this.#spans = db.prepare(`
      SELECT max(tracks.start_at, visits.start_at) AS startAt, min(tracks.end_at, visits.end_at) AS endAt
      FROM visits JOIN visit_tracks ON visit = visits.id JOIN tracks ON tracks.id = track
      WHERE visits.id = @id AND tracks.end_at >= @from
        AND max(tracks.start_at, visits.start_at) <= min(tracks.end_at, visits.end_at)`);
    this.#span = db.prepare('SELECT start_at AS startAt, end_at AS endAt, individuals FROM visits WHERE id = ?');
    this.#last = db.prepare<[Lane], number | null>(`SELECT max(start_at) FROM visits WHERE ${lane}`).pluck();
    this.#any = db
      .prepare<[Lane & { from: number; to: number }], 0 | 1>(
        `SELECT EXISTS (SELECT 1 FROM visits WHERE ${lane} AND start_at >= @from AND start_at < @to)`,
      )
      .pluck();
    const end = (which: string) =>
      `(SELECT ${which}(start_at) FROM visits WHERE ${lane} AND start_at >= @from AND start_at < @to)`;
    this.#spanIn = db.prepare(`SELECT ${end('min')} AS first, ${end('max')} AS last`);
    this.#before = newest(`NOT ${CARRIED}`);
    this.#independentBefore = newest('independent');
    this.#put = db.prepare('UPDATE visits SET independent = ? WHERE id = ?');
  }

  /** Visits of a camera that start at or after `from` and before `to`, by start. */
  between(camera: string, from: number, to: number): CountableVisit[] {
    return this.#range.all(camera, from, to).map(toCountable);
  }

  /** The next visits of all, by start, then id. */
  page(after: VisitPlace, limit: number): CountableVisit[] {
    return this.#page.all({ ...after, limit }).map(toCountable);
  }

  /** A lane's visits that start at or after `from` and before `to`, by start. */
  lane(lane: Lane, from: number, to: number): CountableVisit[] {
    return this.#lane.all({ ...lane, from, to }).map(toCountable);
  }

  /** When the last visit of a lane starts; undefined where it has none. */
  lastOf(lane: Lane): number | undefined {
    return this.#last.get(lane) ?? undefined;
  }

  /** Whether any visit of a lane starts at or after `from` and before `to`. */
  any(lane: Lane, from: number, to: number): boolean {
    return this.#any.get({ ...lane, from, to }) === 1;
  }

  /** When the first and the last visit of a lane start, of those from `from` to before `to`; undefined where there is none. */
  spanIn(lane: Lane, from: number, to: number): { readonly first: number; readonly last: number } | undefined {
    const { first, last } = this.#spanIn.get({ ...lane, from, to })!;
    return first === null || last === null ? undefined : { first, last };
  }

  /** When the nearest record of a lane that starts before `at` does; of independent records only, where that is asked. */
  nearestBefore(lane: Lane, at: number, independent: boolean): number | undefined {
    return (independent ? this.#independentBefore : this.#before).get({ ...lane, at }) ?? undefined;
  }

  /** Visits that go on with one over a midnight. */
  goingOn(id: string): CountableVisit[] {
    return this.#goingOn.all(id).map(toCountable);
  }

  /**
   * When the tracks of a visit were there, of those seen at or after `from`, as far as that is within the visit; the visit's
   * own time, once for each individual, where no track is stored. In ms.
   */
  spansOf(id: string, from = Number.MIN_SAFE_INTEGER): { readonly startAt: number; readonly endAt: number }[] {
    const spans = this.#spans.all({ id, from });
    if (spans.length > 0) return spans;
    return this.#span.all(id).flatMap(({ individuals, ...span }) => Array.from({ length: individuals }, () => span));
  }

  /** Stores whether a visit is an independent record; undefined where it does not count. Inside `store.write` only. */
  put(id: string, independent: boolean | undefined): void {
    this.#put.run(independent === undefined ? null : independent ? 1 : 0, id);
  }
}

function toCountable(row: Row): CountableVisit {
  return {
    visit: {
      id: row.id,
      camera: row.camera,
      taxon: row.taxon,
      startAt: row.start_at,
      individuals: row.individuals,
      status: row.status,
      ...(row.zone !== null && { zone: row.zone }),
      ...(row.clock !== null && { clock: row.clock }),
    },
    ...(row.outcome !== null && { outcome: JSON.parse(row.outcome) as Outcome }),
    ...(row.independent !== null && { independent: row.independent === 1 }),
    ...(row.carried === 1 && { carried: true }),
  };
}
