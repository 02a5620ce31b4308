import type { Database, Statement } from 'better-sqlite3';
import type { Alert, CameraState, Cause, Deployment, EffortMinute, Outcome, Review, Visit } from '../../base/domain.ts';

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

/** A visit as it was told: with its version and what reviews made of it, but for those of before there were any. */
export type ToldVisit = Visit & { readonly version?: number; readonly outcome?: Outcome };

/** What an event tells: its type and the whole of what changed, as it was then. */
export type News =
  | { readonly type: 'review.new'; readonly body: Review }
  | { readonly type: 'alert.new' | 'alert.update'; readonly body: Alert }
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

/** The outbox: an append-only list of what changed, written in the same transaction as the change. */
export class Events {
  readonly #append: Statement<[number, string, string]>;
  readonly #after: Statement<[number, number], Row>;
  readonly #last: Statement<[], number>;
  readonly #pruned: Statement<[], number>;
  readonly #oldest: Statement<[number], Pick<Row, 'cursor' | 'at'>>;
  readonly #checklist: Statement<[], string>;
  readonly #mark: Statement<[number]>;
  readonly #prune: Statement<[number]>;

  constructor(db: Database) {
    this.#append = db.prepare('INSERT INTO events (at, type, body) VALUES (?, ?, ?)');
    this.#after = db.prepare('SELECT cursor, at, type, body FROM events WHERE cursor > ? ORDER BY cursor LIMIT ?');
    this.#last = db
      .prepare<[], number>("SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'")
      .pluck();
    this.#pruned = db.prepare<[], number>('SELECT cursor FROM events_pruned').pluck();
    this.#oldest = db.prepare('SELECT cursor, at FROM events ORDER BY cursor LIMIT ?');
    this.#checklist = db
      .prepare<[], string>("SELECT body FROM events WHERE type = 'checklist.change' ORDER BY cursor DESC LIMIT 1")
      .pluck();
    this.#mark = db.prepare('UPDATE events_pruned SET cursor = ?');
    this.#prune = db.prepare('DELETE FROM events WHERE cursor <= ?');
  }

  /** Appends an event and returns its cursor. Inside `store.write` only, with what it tells. */
  put(at: number, { type, body }: News): number {
    return Number(this.#append.run(at, type, JSON.stringify(body)).lastInsertRowid);
  }

  /** Up to `limit` events after a cursor, oldest first; cursor 0 starts at the beginning. */
  after(cursor: number, limit = 100): StoreEvent[] {
    return this.#after.all(cursor, limit).map((row) => ({ ...row, body: bodyOf(row) }) as StoreEvent);
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
}

/** What an event told. Those of visits that were written before visits had these fields are read as they were meant. */
function bodyOf({ type, body }: Row): unknown {
  const told = JSON.parse(body) as Partial<Visit>;
  return !type.startsWith('visit.') ? told : { ...told, status: told.status ?? 'counted', review: told.review ?? [] };
}
