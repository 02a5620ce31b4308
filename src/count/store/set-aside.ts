import type { Database, Statement } from 'better-sqlite3';

/** A fact that the database refused by itself. */
export interface Refused {
  /** When, ms. */
  readonly at: number;
  /** The fact as JSON, as far as that could be written. */
  readonly fact: string;
  readonly reason: string;
}

/** How many are kept. */
const KEPT = 1_000;

/** Facts that are wrong in themselves, kept for whoever looks into it; the newest thousand. */
export class SetAside {
  readonly #put: Statement<[Refused]>;
  readonly #prune: Statement<[number]>;
  readonly #list: Statement<[number], Refused>;

  constructor(db: Database) {
    this.#put = db.prepare('INSERT INTO set_aside (at, fact, reason) VALUES (@at, @fact, @reason)');
    this.#prune = db.prepare('DELETE FROM set_aside WHERE id <= (SELECT max(id) FROM set_aside) - ?');
    this.#list = db.prepare('SELECT at, fact, reason FROM set_aside ORDER BY id DESC LIMIT ?');
  }

  /** Keeps one. Inside `store.write` only. */
  put(refused: Refused): void {
    this.#put.run(refused);
    this.#prune.run(KEPT);
  }

  /** The newest first. */
  list(limit: number): Refused[] {
    return this.#list.all(limit);
  }
}
