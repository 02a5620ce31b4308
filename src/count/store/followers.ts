import type { Database, Statement } from 'better-sqlite3';
import { type Change, TALLIES } from './change.ts';
import type { Tables } from './tables.ts';

/**
 * Something that follows what changes in a store. This is the one way in which the store tells of changes.
 *
 * `take` runs inside the transaction of the change, so that readers see both or neither, but in a savepoint of its own: where
 * it throws, only what it wrote is undone, never the change, and what it could not follow is noted in that same transaction.
 * Whoever is noted is asked `again` by `store.catchUp`, also after a restart.
 */
export interface Follower {
  /** One word; what is noted for it goes by this name. */
  readonly name: string;
  take?(change: Change, tables: Tables): void;
  /**
   * Makes good what was missed of a subject, as that is now; in a transaction of its own, where it throws it is asked later.
   * @param subject id of a visit; camera and minute of effort; empty where nobody followed at all
   * @param at now, ms
   */
  again?(subject: string, tables: Tables, at: number): void;
  /** Called after each transaction that was made durable; a reader then asks for events after its cursor. */
  committed?(): void;
}

/** Subjects asked again at a time. */
const PAGE = 100;

/** Those who follow a store, in the order in which they came, and what each of them could not follow. */
export class Followers {
  readonly #db: Database;
  readonly #all = new Set<Follower>();
  readonly #take: (follower: Follower, change: Change, tables: Tables) => void;
  readonly #miss: Statement<[string, string]>;
  readonly #missed: Statement<[string, number], string>;
  readonly #made: Statement<[string, string]>;

  constructor(db: Database) {
    this.#db = db;
    this.#take = db.transaction((follower: Follower, change: Change, tables: Tables) =>
      follower.take?.(change, tables),
    );
    this.#miss = db.prepare('INSERT INTO missed (follower, subject) VALUES (?, ?) ON CONFLICT DO NOTHING');
    this.#missed = db
      .prepare<[string, number], string>('SELECT subject FROM missed WHERE follower = ? ORDER BY subject LIMIT ?')
      .pluck();
    this.#made = db.prepare('DELETE FROM missed WHERE follower = ? AND subject = ?');
  }

  /** Adds one, behind those that are there; returns how to stop. */
  add(follower: Follower): () => void {
    this.#all.add(follower);
    return () => this.#all.delete(follower);
  }

  /** Tells everyone in turn of a change. Inside its transaction. */
  tell(change: Change, tables: Tables): void {
    for (const follower of this.#all) {
      if (!follower.take) continue;
      try {
        this.#take(follower, change, tables);
      } catch (error) {
        // A full disk makes SQLite roll the whole transaction back: then the change is gone as well, and comes again.
        if (!this.#db.inTransaction) throw error;
        this.#miss.run(follower.name, subjectOf(change));
      }
    }
    if (![...this.#all].some(({ name }) => name === TALLIES)) this.#miss.run(TALLIES, '');
  }

  /** Tells everyone that a transaction is durable. */
  committed(): void {
    for (const follower of this.#all) follower.committed?.();
  }

  /** What must be asked again, as work that is to be done in a transaction each. */
  missed(tables: Tables, at: number): (() => void)[] {
    return [...this.#all]
      .filter(({ again }) => again)
      .flatMap((follower) =>
        this.#missed.all(follower.name, PAGE).map((subject) => () => {
          follower.again?.(subject, tables, at);
          this.#made.run(follower.name, subject);
        }),
      );
  }
}

function subjectOf(change: Change): string {
  if (change.of === 'effort') return `${change.after.camera} ${change.after.minute}`;
  return (change.after ?? change.before)?.visit.id ?? '';
}
