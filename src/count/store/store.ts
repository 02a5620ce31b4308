import type { Database } from 'better-sqlite3';
import { GroupCommit } from './commit.ts';
import { Damage } from './damage.ts';
import { type Follower, Followers } from './followers.ts';
import { guarded } from './guard.ts';
import { detailOf, type ReadableTables, type Tables, tablesOf, type VisitDetail } from './tables.ts';

export type { Tables, VisitDetail } from './tables.ts';

/**
 * All that a box knows. Reading is synchronous; writing returns a promise that resolves when the write is durable, and
 * writes of the same turn of the event loop share one fsync. Made by `openStore`.
 */
export class Store implements ReadableTables {
  readonly tracks: ReadableTables['tracks'];
  readonly again: ReadableTables['again'];
  readonly visits: ReadableTables['visits'];
  readonly reviews: ReadableTables['reviews'];
  readonly media: ReadableTables['media'];
  readonly room: ReadableTables['room'];
  readonly effort: ReadableTables['effort'];
  readonly deployments: ReadableTables['deployments'];
  readonly cameras: ReadableTables['cameras'];
  readonly countable: ReadableTables['countable'];
  readonly presence: ReadableTables['presence'];
  readonly sums: ReadableTables['sums'];
  readonly alerts: ReadableTables['alerts'];
  readonly deliveries: ReadableTables['deliveries'];
  readonly faults: ReadableTables['faults'];
  readonly events: ReadableTables['events'];
  readonly pushed: ReadableTables['pushed'];

  /** Whether pages of the file turned out to be damaged. */
  readonly damage: Damage;
  readonly #db: Database;
  readonly #tables: Tables;
  readonly #commit: GroupCommit;
  readonly #release: () => void;
  readonly #followers: Followers;

  /** @param release gives the lock of the file back, after the database was closed */
  constructor(db: Database, file: string, release: () => void) {
    this.damage = new Damage(file);
    const damaged = (error: unknown) => this.damage.met(error);
    const checked = guarded(db, damaged);
    this.#followers = new Followers(checked);
    this.#tables = tablesOf(checked, (change) => this.#followers.tell(change, this.#tables));
    this.tracks = this.#tables.tracks;
    this.again = this.#tables.again;
    this.visits = this.#tables.visits;
    this.reviews = this.#tables.reviews;
    this.media = this.#tables.media;
    this.room = this.#tables.room;
    this.effort = this.#tables.effort;
    this.deployments = this.#tables.deployments;
    this.cameras = this.#tables.cameras;
    this.countable = this.#tables.countable;
    this.presence = this.#tables.presence;
    this.sums = this.#tables.sums;
    this.alerts = this.#tables.alerts;
    this.deliveries = this.#tables.deliveries;
    this.faults = this.#tables.faults;
    this.events = this.#tables.events;
    this.pushed = this.#tables.pushed;
    this.#db = db;
    this.#release = release;
    this.#commit = new GroupCommit(db, file, () => this.#followers.committed(), damaged);
  }

  /**
   * Runs synchronous work in a transaction, all of it or nothing; resolves with its result when that is durable.
   * @throws RoostError (rejects) if the disk or the database fails, or too much waits; else whatever `work` throws
   */
  write<T>(work: (tables: Tables) => T): Promise<T> {
    return this.#commit.write(() => work(this.#tables));
  }

  /** A visit with its tracks and media. */
  visit(id: string): VisitDetail | undefined {
    return detailOf(this, id);
  }

  /** Has a follower told of each change from now on, behind those that follow already; returns how to stop. */
  follow(follower: Follower): () => void {
    return this.#followers.add(follower);
  }

  /**
   * Asks followers again for what they could not follow, up to a hundred subjects each, in a transaction each.
   * @param at now, ms
   * @returns why those failed that failed again
   */
  async catchUp(at: number): Promise<unknown[]> {
    const again = this.#followers.missed(this.#tables, at).map((work) => this.write(work));
    const settled = await Promise.allSettled(again);
    return settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  }

  /** Makes waiting writes durable, then closes the database and gives its lock back. */
  async close(): Promise<void> {
    if (!this.#db.open) return;
    this.#commit.close();
    this.#db.close();
    this.#release();
  }
}
