import type { Database, Statement } from 'better-sqlite3';
import type {
  Alert,
  CameraState,
  Cause,
  Deployment,
  EffortMinute,
  Fault,
  Outcome,
  Review,
  Visit,
} from '../../base/domain.ts';

/** What happened to a visit; `withdrawn` tells receivers to stop counting one that they were told of. */
export type VisitChange = 'new' | 'update' | 'end' | 'withdrawn';

/** A change of what a camera does. */
export interface CameraChange {
  readonly camera: string;
  readonly at: number;
  readonly state: CameraState;
  readonly cause?: Cause;
}

/** The checklist in force from now on. */
export interface ChecklistChange {
  /** Name and short hash, or `none`. */
  readonly id: string;
  /** Ids of the taxa that the site itself lists. */
  readonly taxa: readonly string[];
}

/** Which of a visit's tracks came and went since the event before, and how many there are then: never a list of all. */
export interface TrackNews {
  readonly trackCount: number;
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

/**
 * A visit as it was told: with its version and what reviews made of it, but for those of before there were any. Events of
 * before there was `TrackNews` hold the list of all tracks.
 */
export type ToldVisit = Omit<Visit, 'tracks'> & {
  readonly version?: number;
  readonly outcome?: Outcome;
} & (TrackNews | Pick<Visit, 'tracks'>);

/** What an event tells: its type and what changed, as it was then. */
export type News =
  | { readonly type: 'review.new'; readonly body: Review }
  | { readonly type: 'alert.new' | 'alert.update'; readonly body: Alert }
  | { readonly type: 'fault.begin' | 'fault.update' | 'fault.end'; readonly body: Fault }
  | { readonly type: 'effort.minute'; readonly body: EffortMinute }
  | { readonly type: 'checklist.change'; readonly body: ChecklistChange }
  | { readonly type: 'deployment.change'; readonly body: Deployment }
  | { readonly type: `visit.${VisitChange}`; readonly body: ToldVisit }
  | { readonly type: 'camera.state'; readonly body: CameraChange };

/** An entry of the outbox. `cursor` grows and never repeats; `at` is when it happened. */
export type StoreEvent = News & { readonly cursor: number; readonly at: number };

interface Row {
  readonly cursor: number;
  readonly at: number;
  readonly type: string;
  readonly body: string;
}

/** Some of the events after a cursor. */
export interface SomeEvents<T extends StoreEvent> {
  readonly events: readonly T[];
  /** All until this cursor was read: go on after it, for what was passed over need not be read again. */
  readonly next: number;
}

/** Of these events the live stream tells. */
export type LiveStoreEvent = Extract<StoreEvent, { type: `visit.${string}` | `alert.${string}` }>;

/** Events that one call reads through at most, to find some of them. */
const SCAN = 500;

/** The outbox: an append-only list of what changed, written in the same transaction as the change. */
export class Events {
  readonly #append: Statement<[number, string, string]>;
  readonly #after: Statement<[number, number], Row>;
  readonly #live: Statement<[{ cursor: number; scan: number; limit: number }], Row>;
  readonly #reach: Statement<[number, number], number | null>;
  readonly #minute: Statement<[string, number], string>;
  readonly #last: Statement<[], number>;
  readonly #pruned: Statement<[], number>;
  readonly #oldest: Statement<[number], Pick<Row, 'cursor' | 'at'>>;
  readonly #checklist: Statement<[], string>;
  readonly #mark: Statement<[number]>;
  readonly #prune: Statement<[number]>;

  constructor(db: Database) {
    this.#append = db.prepare('INSERT INTO events (at, type, body) VALUES (?, ?, ?)');
    this.#after = db.prepare('SELECT cursor, at, type, body FROM events WHERE cursor > ? ORDER BY cursor LIMIT ?');
    this.#live = db.prepare(`
      SELECT * FROM (SELECT cursor, at, type, body FROM events WHERE cursor > @cursor ORDER BY cursor LIMIT @scan)
      WHERE type GLOB 'visit.*' OR type GLOB 'alert.*' LIMIT @limit`);
    this.#reach = db
      .prepare<[number, number], number | null>(
        'SELECT max(cursor) FROM (SELECT cursor FROM events WHERE cursor > ? ORDER BY cursor LIMIT ?)',
      )
      .pluck();
    this.#last = db
      .prepare<[], number>("SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'")
      .pluck();
    this.#pruned = db.prepare<[], number>('SELECT cursor FROM events_pruned').pluck();
    this.#oldest = db.prepare('SELECT cursor, at FROM events ORDER BY cursor LIMIT ?');
    this.#checklist = db
      .prepare<[], string>("SELECT body FROM events WHERE type = 'checklist.change' ORDER BY cursor DESC LIMIT 1")
      .pluck();
    this.#minute = db
      .prepare<[string, number], string>(
        `SELECT json_object('camera', camera, 'minute', minute, 'frames', frames, 'dropped', dropped,
          'watchedSeconds', watched_seconds, 'expected', expected, 'sight', sight, 'luma', luma, 'sharpness', sharpness,
          'setup', setup, 'clock', clock) FROM effort WHERE camera = ? AND minute = ?`,
      )
      .pluck();
    this.#mark = db.prepare('UPDATE events_pruned SET cursor = ?');
    this.#prune = db.prepare('DELETE FROM events WHERE cursor <= ?');
  }

  /** Appends an event and returns its cursor. Inside `store.write` only, with what it tells. */
  put(at: number, { type, body }: News): number {
    return Number(this.#append.run(at, type, JSON.stringify(body)).lastInsertRowid);
  }

  /** Appends that a minute of a camera changed: what it is stands in the table of minutes, once. Inside `store.write` only. */
  putMinute(camera: string, minute: number): number {
    return Number(this.#append.run(minute, 'effort.minute', JSON.stringify(camera)).lastInsertRowid);
  }

  /** Up to `limit` events after a cursor, oldest first; cursor 0 starts at the beginning. */
  after(cursor: number, limit = 100): StoreEvent[] {
    return this.#after.all(cursor, limit).map((row) => ({ ...row, body: this.#bodyOf(row) }) as StoreEvent);
  }

  /**
   * Up to `limit` events of visits and alerts after a cursor, oldest first, reading through no more than some hundred of others:
   * nothing is new where `next` is the cursor that was given.
   */
  liveAfter(cursor: number, limit: number): SomeEvents<LiveStoreEvent> {
    const rows = this.#live.all({ cursor, scan: SCAN, limit });
    const next = rows.length === limit ? rows.at(-1)!.cursor : (this.#reach.get(cursor, SCAN) ?? cursor);
    return { events: rows.map((row) => ({ ...row, body: this.#bodyOf(row) }) as LiveStoreEvent), next };
  }

  /**
   * Forgets the oldest events, at most `most`, as far as all of them happened before a time; the newest stays. Inside
   * `store.write` only.
   * @returns how many
   */
  prune(before: number, most: number): number {
    const oldest = this.#oldest.all(most);
    const kept = oldest.findIndex(({ at, cursor }) => at >= before || cursor === this.last());
    const gone = kept < 0 ? oldest : oldest.slice(0, kept);
    const last = gone.at(-1);
    if (!last) return 0;
    this.#mark.run(last.cursor);
    return this.#prune.run(last.cursor).changes;
  }

  /**
   * Tells which checklist is in force, unless that was what was told last. Inside `store.write` only.
   * @returns true where it was told
   */
  putChecklist(checklist: ChecklistChange, at: number): boolean {
    const last = this.#checklist.get();
    if (last !== undefined && (JSON.parse(last) as ChecklistChange).id === checklist.id) return false;
    this.put(at, { type: 'checklist.change', body: checklist });
    return true;
  }

  /** Up to this cursor nothing is kept any more; 0 while everything is. */
  pruned(): number {
    return this.#pruned.get()!;
  }

  /** Cursor of the newest event, 0 if there is none. */
  last(): number {
    return this.#last.get()!;
  }

  /** What an event told. Those of before something was told in this way are read as they were meant. */
  #bodyOf({ at, type, body }: Row): unknown {
    const told = JSON.parse(body) as unknown;
    if (type === 'effort.minute') return typeof told === 'string' ? this.#minuteOf(told, at) : told;
    if (!type.startsWith('visit.')) return told;
    const visit = told as Partial<Visit>;
    return { ...visit, status: visit.status ?? 'counted', review: visit.review ?? [] };
  }

  #minuteOf(camera: string, minute: number): unknown {
    const stored = this.#minute.get(camera, minute);
    // A database that somebody mended by hand may lack it: then nothing of it was watched, as far as anybody knows.
    if (stored === undefined) return { camera, minute, frames: 0, dropped: 0, watchedSeconds: 0 };
    const row = JSON.parse(stored) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  }
}
