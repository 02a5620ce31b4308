import type { Database, Statement } from 'better-sqlite3';
import type { ClockDoubt, Reviewed, ReviewReason, ReviewStatus, Visit, VisitStatus } from '../../base/domain.ts';
import type { Judged } from '../review/queue.ts';
import { toJudged, toReviewed, toVisit, type VisitRow } from './visit-row.ts';

/** A place in a list of visits, which is ordered by start, then by id. */
export interface VisitPlace {
  readonly startAt: number;
  readonly id: string;
}

/** Which visits to list; what is left out does not narrow. A visit belongs to the time at which it starts. */
export interface VisitFilter {
  readonly camera?: string;
  /**
   * Of any of these taxa, as a reviewer named it and else the machine; the store knows no tree, so a family is asked
   * for as the list of all that is in it.
   */
  readonly taxa?: readonly string[];
  /** Of none of these taxa. */
  readonly except?: readonly string[];
  /** Starts at or after. */
  readonly from?: number;
  /** Starts before. */
  readonly to?: number;
  readonly status?: VisitStatus;
  readonly closed?: boolean;
  /** Starts in this hour of the day, 0 to 23, of a clock that from each time on is so far ahead of UTC, in ms. */
  readonly hour?: { readonly of: number; readonly offsets: readonly (readonly [from: number, ahead: number])[] };
  /** The clock was not right then: nobody knows when it was. */
  readonly clock?: ClockDoubt;
  /** Counts on the best word: as a reviewer decided, else unless it was set aside; and it is known when it was. */
  readonly counts?: boolean;
  /** A person should look at it, for any reason (`true`) or for this one. */
  readonly review?: true | ReviewReason;
  /** What people made of it; `none`: nobody decided. */
  readonly outcome?: 'none' | ReviewStatus;
  /** A track of it was named again by another model: at all (`any`), or got another name than when it was seen. */
  readonly again?: 'any' | 'otherwise';
  /** The machine's name is as likely as this or more, 0 to 1. */
  readonly minScore?: number;
  /** The machine's name is less likely than this. */
  readonly belowScore?: number;
  /** Comes later in the list than this place: where the page before ended. */
  readonly after?: VisitPlace;
  /** The most to return, 1 or more. */
  readonly limit: number;
}

/** A page of all visits of a range of time, oldest start first: how millions are read without holding them. */
export interface VisitPage {
  /** Starts at or after. */
  readonly from: number;
  /** Starts before. */
  readonly to: number;
  readonly cameras?: readonly string[];
  /** Named so by a reviewer, and else by the machine. */
  readonly taxa?: readonly string[];
  /** Starts later than this place: the last of the page before. */
  readonly after?: VisitPlace;
  readonly limit: number;
}

/** A visit as every list reads it. */
export const SELECT = `
  SELECT *, (SELECT json_group_array(track ORDER BY position, track) FROM visit_tracks WHERE visit = visits.id) AS tracks
  FROM visits`;

/** What queues look at of each visit: its tracks and all else of it take twenty times as long to read. */
const JUDGED = 'SELECT id, start_at, taxon, score, closed, status, review, outcome FROM visits';
type JudgedRow = Parameters<typeof toJudged>[0];

const CONDITIONS: Readonly<Record<Exclude<keyof VisitFilter, 'limit' | 'review' | 'outcome' | 'again'>, string>> = {
  camera: 'camera = @camera',
  taxa: 'best_taxon IN (SELECT value FROM json_each(@taxa))',
  except: 'best_taxon NOT IN (SELECT value FROM json_each(@except))',
  from: 'start_at >= @from',
  to: 'start_at < @to',
  status: 'status = @status',
  closed: 'closed = @closed',
  counts: 'best_counted = @counts',
  clock: 'clock = @clock AND clock NOT NULL',
  minScore: 'score >= @minScore',
  belowScore: 'score < @belowScore',
  hour: `(start_at + (SELECT value ->> 1 FROM json_each(@offsets) WHERE value ->> 0 <= start_at ORDER BY value ->> 0 DESC
    LIMIT 1)) / 3600000 % 24 = @hour`,
  after: '(start_at, id) < (@startAt, @id)',
};

const TO_REVIEW = "review <> '[]'";
const TO_REVIEW_FOR = `${TO_REVIEW} AND EXISTS (SELECT 1 FROM json_each(review) WHERE value = @review)`;
const AGAIN = 'id IN (SELECT visit FROM verdicts_again JOIN visit_tracks USING (track)';
const UNDECIDED = 'outcome IS NULL';
const DECIDED_SO = "outcome NOT NULL AND outcome ->> 'status' = @outcome";

/** Statements that are kept at most: filters can be put together in more ways than anybody asks for. */
const KEPT = 200;

/** The lists of visits: newest first for people, oldest first for what goes through all of them. */
export class VisitLists {
  readonly #db: Database;
  /** A statement for each set of filters that was asked for of late, the oldest first. */
  readonly #statements = new Map<string, Statement<[object], VisitRow>>();
  readonly #judged: Readonly<Record<'first' | 'after', Statement<[object], JudgedRow>>>;

  constructor(db: Database) {
    this.#db = db;
    const from = (where: string) =>
      db.prepare<[object], JudgedRow>(`${JUDGED} WHERE ${where} AND start_at < @to ORDER BY start_at, id LIMIT @limit`);
    this.#judged = { first: from('start_at >= @from'), after: from('(start_at, id) > (@startAt, @id)') };
  }

  /**
   * Visits from the newest start to the oldest. Asking again `after` the last of each page shows every visit that was
   * there at the first page exactly once, whatever arrives meanwhile.
   */
  list(filter: VisitFilter): Visit[] {
    const { after, closed, counts, hour, taxa, except, ...rest } = filter;
    const values = {
      ...rest,
      ...after,
      closed: Number(closed),
      counts: Number(counts),
      taxa: JSON.stringify(taxa ?? []),
      except: JSON.stringify(except ?? []),
      hour: hour?.of ?? 0,
      offsets: JSON.stringify(hour?.offsets ?? []),
    };
    const keys = Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[];
    const where = keys.filter((key) => filter[key] !== undefined).map((key) => CONDITIONS[key]);
    if (filter.review) where.push(filter.review === true ? TO_REVIEW : TO_REVIEW_FOR);
    if (filter.outcome) where.push(filter.outcome === 'none' ? UNDECIDED : DECIDED_SO);
    if (filter.again) where.push(`${AGAIN}${filter.again === 'otherwise' ? ' WHERE otherwise' : ''})`);
    return this.#prepared(where, 'DESC').all(values).map(toVisit);
  }

  /** Visits from the oldest start to the newest, of every status, with what reviews make of them. */
  page({ from, to, cameras, taxa, after, limit }: VisitPage): Reviewed[] {
    const where = [CONDITIONS.to];
    if (after) where.push('(start_at, id) > (@startAt, @id)');
    else where.push(CONDITIONS.from);
    if (cameras) where.push('camera IN (SELECT value FROM json_each(@cameras))');
    if (taxa) where.push(CONDITIONS.taxa);
    const values = { from, to, limit, ...after, cameras: JSON.stringify(cameras), taxa: JSON.stringify(taxa) };
    return this.#prepared(where, 'ASC').all(values).map(toReviewed);
  }

  /** The same visits as `page`, of each only what tells in which queues it is. */
  judged({ after, ...page }: Omit<VisitPage, 'cameras' | 'taxa'>): Judged[] {
    return this.#judged[after ? 'after' : 'first'].all({ ...page, ...after }).map(toJudged);
  }

  #prepared(where: readonly string[], way: 'ASC' | 'DESC'): Statement<[object], VisitRow> {
    const conditions = ['true', ...where].join(' AND ');
    const sql = `${SELECT} WHERE ${conditions} ORDER BY start_at ${way}, id ${way} LIMIT @limit`;
    const statement = this.#statements.get(sql) ?? this.#db.prepare<[object], VisitRow>(sql);
    this.#statements.delete(sql);
    this.#statements.set(sql, statement);
    const [oldest] = this.#statements.keys();
    if (this.#statements.size > KEPT) this.#statements.delete(oldest!);
    return statement;
  }
}
