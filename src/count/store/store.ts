import type { Database } from 'better-sqlite3';
import type { EffortMinute, Media, Track, Visit } from '../../base/domain.ts';
import { GroupCommit } from './commit.ts';
import type { CameraChange, VisitChange } from './events.ts';
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
  readonly visits: ReadableTables['visits'];
  readonly reviews: ReadableTables['reviews'];
  readonly media: ReadableTables['media'];
  readonly effort: ReadableTables['effort'];
  readonly deployments: ReadableTables['deployments'];
  readonly cameras: ReadableTables['cameras'];
  readonly countable: ReadableTables['countable'];
  readonly sums: ReadableTables['sums'];
  readonly alerts: ReadableTables['alerts'];
  readonly deliveries: ReadableTables['deliveries'];
  readonly events: ReadableTables['events'];

  readonly #db: Database;
  readonly #tables: Tables;
  readonly #commit: GroupCommit;
  readonly #release: () => void;
  readonly #followers: Followers;

  /** @param release gives the lock of the file back, after the database was closed */
  constructor(db: Database, file: string, release: () => void) {
    const checked = guarded(db);
    this.#followers = new Followers(checked);
    this.#tables = tablesOf(checked, (change) => this.#followers.tell(change, this.#tables));
    this.tracks = this.#tables.tracks;
    this.visits = this.#tables.visits;
    this.reviews = this.#tables.reviews;
    this.media = this.#tables.media;
    this.effort = this.#tables.effort;
    this.deployments = this.#tables.deployments;
    this.cameras = this.#tables.cameras;
    this.countable = this.#tables.countable;
    this.sums = this.#tables.sums;
    this.alerts = this.#tables.alerts;
    this.deliveries = this.#tables.deliveries;
    this.events = this.#tables.events;
    this.#db = db;
    this.#release = release;
    this.#commit = new GroupCommit(db, file, () => this.#followers.committed());
  }

  /**
   * Runs synchronous work in a transaction, all of it or nothing; resolves with its result when that is durable.
   * @throws RoostError (rejects) if the disk or the database fails, or too much waits; else whatever `work` throws
   */
  write<T>(work: (tables: Tables) => T): Promise<T> {
    return this.#commit.write(() => work(this.#tables));
  }

  /** Stores a track, ended or live. */
  saveTrack(track: Track): Promise<void> {
    return this.checkpoint([track]);
  }

  /** Stores live tracks as they are now, in one transaction. A track that has ended stays so. */
  checkpoint(tracks: readonly Track[]): Promise<void> {
    return this.write((tables) => {
      for (const track of tracks) tables.tracks.put(track);
    });
  }

  /**
   * Ends the tracks that a power cut left live: those last seen at or before `at`, the time of this start. They keep
   * the time of their last sighting and end as `interrupted`.
   */
  recoverLive(at: number): Promise<Track[]> {
    return this.write(({ tracks }) => {
      const left = tracks.live().filter((track) => track.endAt <= at);
      const ended = left.map((track): Track => ({ ...track, ended: 'interrupted' }));
      for (const track of ended) tracks.put(track);
      return ended;
    });
  }

  /**
   * Stores a visit as it is now, those of its tracks that changed, and the event that tells of it, all or nothing.
   * @param at when it changed, ms
   * @returns the cursor of the event
   * @throws RoostError (rejects) if one of the visit's tracks was never stored
   */
  saveVisit(visit: Visit, change: VisitChange, at: number, tracks: readonly Track[] = []): Promise<number> {
    return this.write((tables) => {
      for (const track of tracks) tables.tracks.put(track);
      return tables.visits.put(visit, change, at);
    });
  }

  /** Stores what a kept file shows; its track and visit must be stored already. */
  addMedia(media: Media): Promise<void> {
    return this.write((tables) => tables.media.put(media));
  }

  /** Adds to the effort of a camera's minute: after a restart within the minute, tell only the new part. */
  addEffort(part: EffortMinute): Promise<void> {
    return this.write(({ effort }) => effort.put(part));
  }

  /** Stores what a camera does from now on, with its event; returns the event's cursor. */
  saveCameraState(change: CameraChange): Promise<number> {
    return this.write(({ cameras }) => cameras.put(change));
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
