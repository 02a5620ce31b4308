import type { Database } from 'better-sqlite3';
import { RoostError } from '../../base/errors.ts';
import { isDamage, storeError } from './errors.ts';

/** Writes that may wait at once. More means that the disk no longer keeps up, and memory must not pay for it. */
const MOST_WAITING = 10_000;
/** Writes in one transaction: bounds how long a commit holds the event loop. */
const MOST_AT_ONCE = 500;

interface Waiting {
  /** Does the work inside the transaction; returns what tells the caller once the transaction is durable. */
  readonly run: () => () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Group commit: writes asked for in the same turn of the event loop share one transaction, and so one fsync. Each has
 * a savepoint of its own: one that throws undoes only its own part. A promise resolves when its write is durable.
 */
export class GroupCommit {
  readonly #db: Database;
  readonly #file: string;
  readonly #committed: () => void;
  readonly #failed: (error: unknown) => void;
  readonly #savepoint: (waiting: Waiting) => () => void;
  #queue: Waiting[] = [];
  #scheduled = false;
  #closed = false;

  /**
   * @param committed called after each transaction that was made durable
   * @param failed called with why one could not be
   */
  constructor(db: Database, file: string, committed: () => void, failed: (error: unknown) => void) {
    this.#db = db;
    this.#file = file;
    this.#committed = committed;
    this.#failed = failed;
    this.#savepoint = db.transaction((waiting: Waiting) => waiting.run());
  }

  /**
   * Runs `work`, which must be synchronous, in the next transaction.
   * @throws RoostError (rejects) if the queue is full or closed, or the disk fails; else whatever `work` throws
   */
  write<T>(work: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(new RoostError('write', this.#file, 'the database is closed'));
    if (this.#queue.length >= MOST_WAITING) {
      return Promise.reject(
        new RoostError('write', this.#file, `${MOST_WAITING} writes are waiting`, 'The disk is too slow: check it'),
      );
    }
    return new Promise<T>((resolve, reject) => {
      const run = () => {
        const result = work();
        return () => resolve(result);
      };
      this.#queue.push({ run, fail: (error) => reject(storeError('write', this.#file, error)) });
      this.#schedule();
    });
  }

  /** Makes everything that waits durable, then refuses more. */
  close(): void {
    this.#closed = true;
    while (this.#queue.length > 0) this.#commit(this.#queue.splice(0, MOST_AT_ONCE));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#queue.length > 0) this.#commit(this.#queue.splice(0, MOST_AT_ONCE));
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  #commit(batch: readonly Waiting[]): void {
    let settle: (() => void)[];
    try {
      settle = this.#db.transaction(() => batch.map((waiting) => this.#runOne(waiting))).immediate();
    } catch (error) {
      this.#failed(error);
      // Damage met by one write takes back all that shared its transaction, however sound their own pages are.
      if (isDamage(error) && batch.length > 1) {
        for (const waiting of batch) this.#commit([waiting]);
        return;
      }
      for (const waiting of batch) waiting.fail(error);
      return;
    }
    for (const tell of settle) tell();
    this.#committed();
  }

  #runOne(waiting: Waiting): () => void {
    try {
      return this.#savepoint(waiting);
    } catch (error) {
      // A full disk makes SQLite roll the whole transaction back: what came before in this batch is gone as well.
      if (!this.#db.inTransaction) throw error;
      return () => waiting.fail(error);
    }
  }
}
