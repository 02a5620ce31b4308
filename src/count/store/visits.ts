import type { Database, Statement } from 'better-sqlite3';
import type { Outcome, Review, Reviewed, Visit } from '../../base/domain.ts';
import { outcomeOf } from '../review/outcome.ts';
import type { Judged } from '../review/queue.ts';
import type { Events, TrackNews, VisitChange } from './events.ts';
import { partAt } from './parts.ts';
import { SELECT, type VisitFilter, VisitLists, type VisitPage } from './visit-list.ts';
import {
  type ReviewedHead,
  toHead,
  toReviewed,
  toReviewedHead,
  toRow,
  toVisit,
  type VisitHead,
  type VisitRow,
  type WrittenRow,
} from './visit-row.ts';

/** What visits need to hear and tell, beside the database. */
export interface VisitLinks {
  readonly events: Events;
  /** The reviews of a visit, oldest first. */
  reviewsOf(visit: string): readonly Review[];
  /** Called inside the transaction of each change: what a visit was, and what it is; undefined where it was or is not. */
  changed(before: ReviewedHead | undefined, after: Reviewed | undefined, at: number): void;
}

/** A visit of the day before starts within so long (ms). */
const DAYS = 2 * 86_400_000;

/** Visits, which tracks they hold, and what reviews make of them. */
export class Visits {
  readonly #links: VisitLinks;
  readonly #lists: VisitLists;
  readonly #put: Statement<[WrittenRow], number>;
  readonly #tracksOf: Statement<[string], string>;
  readonly #dropTracks: Statement<[{ id: string; tracks: string }]>;
  readonly #putTracks: Statement<[{ id: string; startAt: number; tracks: string }]>;
  readonly #moveParts: Statement<[{ id: string; startAt: number }]>;
  readonly #anyReviewed: Statement<[string], 0 | 1>;
  readonly #head: Statement<[string], Omit<VisitRow, 'tracks'>>;
  readonly #get: Statement<[string], VisitRow>;
  readonly #handOver: Statement<[{ id: string; track: string; at: number }]>;
  readonly #remove: Statement<[string]>;
  readonly #open: Statement<[], VisitRow>;
  readonly #ofTrack: Statement<[{ track: string; at: number }], string>;
  readonly #until: Statement<[{ camera: string; taxon: string; before: number; from: number }], string>;
  readonly #rejected: Statement<[], Omit<VisitRow, 'tracks'>>;
  readonly #recorded: Statement<[string, number], 0 | 1>;
  readonly #between: Statement<[string, number, number], 0 | 1>;

  constructor(db: Database, links: VisitLinks) {
    this.#links = links;
    this.#lists = new VisitLists(db);
    this.#put = db
      .prepare<[WrittenRow], number>(`
      INSERT INTO visits (id, camera, taxon, start_at, end_at, individuals, score, closed, status, reason, review,
        zone, clock, continues, outcome, best_taxon, best_individuals, best_counted)
      VALUES (@id, @camera, @taxon, @start_at, @end_at, @individuals, @score, @closed, @status, @reason, @review,
        @zone, @clock, @continues, @outcome, @best_taxon, @best_individuals, @best_counted)
      ON CONFLICT (id) DO UPDATE SET taxon = excluded.taxon, start_at = excluded.start_at, end_at = excluded.end_at,
        individuals = excluded.individuals, score = excluded.score, closed = excluded.closed,
        status = excluded.status, reason = excluded.reason, review = excluded.review, zone = excluded.zone, clock = excluded.clock,
        continues = excluded.continues,
        outcome = excluded.outcome, best_taxon = excluded.best_taxon, best_individuals = excluded.best_individuals,
        best_counted = excluded.best_counted, version = version + 1
      RETURNING version`)
      .pluck();
    this.#tracksOf = db.prepare<[string], string>('SELECT track FROM visit_tracks WHERE visit = ?').pluck();
    this.#dropTracks = db.prepare(
      'DELETE FROM visit_tracks WHERE visit = @id AND track IN (SELECT value FROM json_each(@tracks))',
    );
    // Where a track was never stored the foreign key says so.
    this.#putTracks = db.prepare(`
      INSERT INTO visit_tracks (visit, track, position, since)
      SELECT @id, value, max(ifnull(start_at, 0), @startAt), iif(start_at < @startAt, @startAt, 0)
      FROM json_each(@tracks) LEFT JOIN tracks ON tracks.id = value`);
    this.#moveParts = db.prepare(`
      UPDATE visit_tracks SET since = @startAt, position = @startAt WHERE visit = @id AND since > 0 AND since <> @startAt`);
    this.#anyReviewed = db
      .prepare<[string], 0 | 1>(
        'SELECT EXISTS (SELECT 1 FROM json_each(?) AS asked JOIN reviews ON reviews.track = asked.value)',
      )
      .pluck();
    this.#head = db.prepare('SELECT * FROM visits WHERE id = ?');
    this.#handOver = db.prepare(`
      UPDATE media SET visit = (SELECT visit FROM visit_tracks WHERE track = @track AND visit <> @id
        ORDER BY since <= @at DESC, since DESC LIMIT 1)
      WHERE visit = @id`);
    this.#remove = db.prepare('DELETE FROM visits WHERE id = ?');
    this.#get = db.prepare(`${SELECT} WHERE id = ?`);
    this.#ofTrack = db
      .prepare<[{ track: string; at: number }], string>(
        `SELECT visit FROM visit_tracks WHERE track = @track AND since = ${partAt('@track', '@at')} LIMIT 1`,
      )
      .pluck();
    this.#until = db
      .prepare<[{ camera: string; taxon: string; before: number; from: number }], string>(`
        SELECT id FROM visits WHERE camera = @camera AND start_at >= @before - ${DAYS} AND start_at < @before
          AND taxon = @taxon AND end_at >= @from
        ORDER BY end_at DESC LIMIT 1`)
      .pluck();
    this.#rejected = db.prepare(
      "SELECT * FROM visits WHERE outcome NOT NULL AND outcome ->> 'status' = 'rejected' ORDER BY start_at, id",
    );
    this.#open = db.prepare(`${SELECT} WHERE closed = 0 ORDER BY start_at, id`);
    this.#between = db
      .prepare<[string, number, number], 0 | 1>(
        'SELECT EXISTS (SELECT 1 FROM visits WHERE best_taxon = ? AND start_at >= ? AND start_at < ? AND best_counted)',
      )
      .pluck();
    this.#recorded = db
      .prepare<[string, number], 0 | 1>(
        'SELECT EXISTS (SELECT 1 FROM visits WHERE best_taxon = ? AND start_at < ? AND best_counted)',
      )
      .pluck();
  }

  /**
   * Stores a visit as it is now, in place of what it was, together with the event that tells so; returns the event's
   * cursor. Its tracks must be stored before or with it. `at` is when it changed. What people decided on any of its
   * tracks still holds. Inside `store.write` only.
   */
  put(visit: Visit, change: VisitChange, at: number): number {
    return this.#store(visit, change, at, false);
  }

  /** Makes a visit count as its reviews say now, with the event of its change. Inside `store.write` only. */
  settle(id: string, at: number): void {
    const visit = this.get(id);
    if (visit) this.#store(visit, 'update', at, true);
  }

  /**
   * Takes back a visit that became part of another, or whose tracks were taken back, together with the event that tells
   * so. Its clip goes to the visit that holds its first track now. Inside `store.write` only, after the other was stored.
   */
  withdraw(visit: Visit, at: number): number {
    const before = this.#reviewedHead(visit.id);
    this.#handOver.run({ id: visit.id, track: visit.tracks[0] ?? '', at: visit.startAt });
    this.#remove.run(visit.id);
    this.#links.changed(before, undefined, at);
    const { tracks, ...head } = visit;
    return this.#tell('withdrawn', { ...before, visit: head }, { trackCount: tracks.length, joined: [], left: [] }, at);
  }

  /** @param reviewed true where somebody has just decided */
  #store(visit: Visit, change: VisitChange, at: number, reviewed: boolean): number {
    const before = this.#reviewedHead(visit.id);
    let version = this.#put.get(toRow(visit, undefined))!;
    const news = this.#putMembers(visit);
    // Under another time zone the day begins at another time.
    if (before && before.visit.startAt !== visit.startAt) this.#moveParts.run({ id: visit.id, startAt: visit.startAt });
    let outcome: Outcome | undefined;
    if (reviewed || before?.outcome || this.#anyReviewed.get(JSON.stringify([...news.joined, ...news.left])) === 1) {
      outcome = outcomeOf(visit, this.#links.reviewsOf(visit.id));
      if (outcome) version = this.#put.get(toRow(visit, outcome))!;
    }
    this.#links.changed(before, { visit, version, ...(outcome && { outcome }) }, at);
    const { tracks: _, ...head } = visit;
    return this.#tell(change, { visit: head, version, ...(outcome && { outcome }) }, news, at);
  }

  /** Stores which tracks a visit holds: only those are written that came and went. */
  #putMembers({ id, startAt, tracks }: Visit): TrackNews {
    const were = new Set(this.#tracksOf.all(id));
    const joined = tracks.filter((track) => !were.has(track));
    const are = were.size + joined.length === tracks.length ? undefined : new Set(tracks);
    const left = are ? [...were].filter((track) => !are.has(track)) : [];
    if (left.length > 0) this.#dropTracks.run({ id, tracks: JSON.stringify(left) });
    if (joined.length > 0) this.#putTracks.run({ id, startAt, tracks: JSON.stringify(joined) });
    return { trackCount: tracks.length, joined, left };
  }

  #tell(
    change: VisitChange,
    { visit, version, outcome }: Partial<ReviewedHead> & Pick<ReviewedHead, 'visit'>,
    news: TrackNews,
    at: number,
  ): number {
    const body = { ...visit, ...(version !== undefined && { version }), ...(outcome && { outcome }), ...news };
    return this.#links.events.put(at, { type: `visit.${change}`, body });
  }

  /** A visit as the machine sees it. */
  get(id: string): Visit | undefined {
    const row = this.#get.get(id);
    return row && toVisit(row);
  }

  /** The same without the list of its tracks. */
  head(id: string): VisitHead | undefined {
    const row = this.#head.get(id);
    return row && toHead(row);
  }

  #reviewedHead(id: string): ReviewedHead | undefined {
    const row = this.#head.get(id);
    return row && toReviewedHead(row);
  }

  /** A visit with what reviews make of it. */
  reviewed(id: string): Reviewed | undefined {
    const row = this.#get.get(id);
    return row && toReviewed(row);
  }

  /** Visits that people rejected, oldest first. */
  rejected(): ReviewedHead[] {
    return this.#rejected.all().map(toReviewedHead);
  }

  /** Id of the visit that holds a track at a time: one that goes on over midnights is in a visit of each day. */
  ofTrack(track: string, at: number): string | undefined {
    return this.#ofTrack.get({ track, at });
  }

  /** Id of the visit of a taxon at a camera that starts before a time and ends last, at or after `from`. */
  until(camera: string, taxon: string, before: number, from: number): string | undefined {
    return this.#until.get({ camera, taxon, before, from });
  }

  /** Visits that are not closed, oldest start first: what a restarted box has to take up or close. */
  open(): Visit[] {
    return this.#open.all().map(toVisit);
  }

  /** Visits from the newest start to the oldest, see `VisitLists`. */
  list(filter: VisitFilter): Visit[] {
    return this.#lists.list(filter);
  }

  /** Visits from the oldest start to the newest, of every status, see `VisitLists`. */
  page(page: VisitPage): Reviewed[] {
    return this.#lists.page(page);
  }

  /** The same, of each only what tells in which queues it is, see `VisitLists`. */
  judged(page: Parameters<VisitLists['judged']>[0]): Judged[] {
    return this.#lists.judged(page);
  }

  /** True if a visit of exactly this taxon that starts at or after `from` and before `to` is counted, at any camera. */
  recordedBetween(taxon: string, from: number, to: number): boolean {
    return this.#between.get(taxon, from, to) === 1;
  }

  /** True if a visit of exactly this taxon that started before `at` is counted, at any camera. */
  recordedBefore(taxon: string, at: number): boolean {
    return this.#recorded.get(taxon, at) === 1;
  }
}
