import type { Database, Statement } from 'better-sqlite3';
import type { Review, ReviewAction } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import type { Events } from './events.ts';
import { partAt } from './parts.ts';

interface Row {
  readonly id: string;
  readonly visit: string;
  readonly track: string;
  readonly since: number | null;
  readonly at: number;
  readonly reviewer: string;
  readonly action: ReviewAction;
  readonly body: string;
}

/** Which reviews to read, oldest first. */
export interface ReviewPage {
  /** Written at or after. */
  readonly from: number;
  /** Written before. */
  readonly to: number;
  /** Comes later in the list than this one. */
  readonly after?: Pick<Review, 'at' | 'id'>;
  readonly limit: number;
}

/** What people decided on visits. Only ever appended to: the database itself refuses to change or delete one. */
export class Reviews {
  readonly #events: Events;
  readonly #settle: (visit: string, at: number) => void;
  readonly #insert: Statement<[Row]>;
  readonly #all: Statement<[], Row>;
  readonly #get: Statement<[string], Row>;
  readonly #ofVisit: Statement<[string], Row>;
  readonly #page: Statement<[{ from: number; to: number; at: number; id: string; limit: number }], Row>;
  readonly #visitOf: Statement<[{ track: string; since: number }], string>;

  /** @param settle makes a visit count as its reviews say from now on */
  constructor(db: Database, events: Events, settle: (visit: string, at: number) => void) {
    this.#events = events;
    this.#settle = settle;
    this.#insert = db.prepare(`
      INSERT INTO reviews (id, visit, track, since, at, reviewer, action, body)
      VALUES (@id, @visit, @track, @since, @at, @reviewer, @action, @body)`);
    this.#all = db.prepare('SELECT * FROM reviews ORDER BY at, id');
    this.#get = db.prepare('SELECT * FROM reviews WHERE id = ?');
    this.#ofVisit = db.prepare(`
      SELECT reviews.* FROM visit_tracks AS part JOIN reviews ON reviews.track = part.track
      WHERE part.visit = ?
        AND (reviews.since IS NULL OR part.since = ${partAt('reviews.track', 'reviews.since')}) ORDER BY reviews.at, reviews.id`);
    this.#page = db.prepare(`
      SELECT * FROM reviews WHERE at >= @from AND at < @to AND (at, id) > (@at, @id) ORDER BY at, id LIMIT @limit`);
    this.#visitOf = db
      .prepare<[{ track: string; since: number }], string>(
        `SELECT visit FROM visit_tracks WHERE track = @track AND since = ${partAt('@track', '@since')} LIMIT 1`,
      )
      .pluck();
  }

  /**
   * Appends a review with its event, and makes the visit that holds its track count as it says. Inside `store.write`
   * only.
   * @throws RoostError where its track is in no visit
   */
  put(review: Review): void {
    const { id, visit, track, since = 0, at, by, action, ...body } = review;
    const home = this.#visitOf.get({ track, since });
    if (home === undefined) throw new RoostError('review', visit, 'its track is in no visit', 'Read the visit again');
    this.#insert.run({ id, visit, track, since, at, reviewer: by, action, body: JSON.stringify(body) });
    this.#events.put(at, { type: 'review.new', body: review });
    this.#settle(home, at);
  }

  /** Every review with the part of its track that is meant, oldest first: `null` means all of them. */
  said(): { readonly review: Review; readonly since: number | null }[] {
    return this.#all.all().map((row) => ({ review: toReview(row), since: row.since }));
  }

  get(id: string): Review | undefined {
    const row = this.#get.get(id);
    return row && toReview(row);
  }

  /** The reviews of a visit, oldest first: those that were said of any of its tracks. */
  ofVisit(visit: string): Review[] {
    return this.#ofVisit.all(visit).map(toReview);
  }

  /** Reviews by the time at which they were written. */
  page({ from, to, after, limit }: ReviewPage): Review[] {
    const { at, id } = after ?? { at: Number.MIN_SAFE_INTEGER, id: '' };
    return this.#page.all({ from, to, at, id, limit }).map(toReview);
  }
}

function toReview({ id, visit, track, since, at, reviewer, action, body }: Row): Review {
  return { id, visit, track, ...(since && { since }), at, by: reviewer, action, ...(JSON.parse(body) as object) };
}
