import type { Database } from 'better-sqlite3';
import type { EffortMinute, Media, Track, Visit } from '../../base/domain.ts';
import { GroupCommit } from './commit.ts';
import type { CameraChange, VisitChange } from './events.ts';
import {
  type Change,
  type ChangeListener,
  detailOf,
  type ReadableTables,
  type Tables,
  tablesOf,
  type VisitDetail,
} from './tables.ts';

/** Keeps the sums of visits and effort in step, inside the transaction of each change. */
export interface Keeper {
  visit(change: Change, tables: Tables): void;
  effort(before: EffortMinute | undefined, after: EffortMinute, tables: Tables): void;
}

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
  readonly #watchers = new Set<() => void>();
  readonly #listeners = new Set<(change: Change, tables: Tables) => void>();
  #keeper: Keeper | undefined;

  /** @param release gives the lock of the file back, after the database was closed */
  constructor(db: Database, file: string, release: () => void) {
    this.#tables = tablesOf(db, this.#told());
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
    this.#commit = new GroupCommit(db, file, () => {
      for (const watcher of this.#watchers) watcher();
    });
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

  /**
   * Calls `listener` inside the transaction of each change of a visit, by the machine or by a review, so that what
   * follows from the change is written with it or not at all; returns how to stop.
   */
  onChange(listener: (change: Change, tables: Tables) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Has the sums kept by `keeper` from now on; whatever changes without one makes them out of date. */
  keep(keeper: Keeper): void {
    this.#keeper = keeper;
  }

  /** Calls `watcher` after each commit, so that a reader can ask for events after its cursor; returns how to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Makes waiting writes durable, then closes the database and gives its lock back. */
  async close(): Promise<void> {
    if (!this.#db.open) return;
    this.#commit.close();
    this.#db.close();
    this.#release();
  }

  #told(): ChangeListener {
    return {
      visit: (change) => {
        if (this.#keeper) this.#keeper.visit(change, this.#tables);
        else this.#tables.daily.putStale();
        for (const listener of this.#listeners) listener(change, this.#tables);
      },
      effort: (before, after) => {
        if (this.#keeper) this.#keeper.effort(before, after, this.#tables);
        else this.#tables.daily.putStale();
      },
    };
  }
}
