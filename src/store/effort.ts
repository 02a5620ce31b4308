import type { Database, Statement } from 'better-sqlite3';
import type { EffortMinute } from '../domain.ts';
import type { Events } from './events.ts';

const COLUMNS = 'camera, minute, frames, dropped, watched_seconds AS watchedSeconds';

/** What a camera did in a range of minutes, summed. */
export interface EffortTotal {
  readonly watchedSeconds: number;
  readonly frames: number;
  readonly dropped: number;
}

/** Effort by camera and minute. A minute without a row was not watched. */
export class Effort {
  readonly #events: Events;
  readonly #add: Statement<[EffortMinute], EffortMinute>;
  readonly #between: Statement<[number, number], EffortMinute>;
  readonly #ofCamera: Statement<[string, number, number], EffortMinute>;
  readonly #total: Statement<[string, number, number], EffortTotal>;
  readonly #cameras: Statement<[], string>;

  constructor(db: Database, events: Events) {
    this.#events = events;
    this.#add = db.prepare(`
      INSERT INTO effort (camera, minute, frames, dropped, watched_seconds)
      VALUES (@camera, @minute, @frames, @dropped, min(60, @watchedSeconds))
      ON CONFLICT (camera, minute) DO UPDATE SET frames = frames + excluded.frames,
        dropped = dropped + excluded.dropped, watched_seconds = min(60, watched_seconds + excluded.watched_seconds)
      RETURNING ${COLUMNS}`);
    this.#between = db.prepare(
      `SELECT ${COLUMNS} FROM effort WHERE minute >= ? AND minute < ? ORDER BY camera, minute`,
    );
    this.#ofCamera = db.prepare(`
      SELECT ${COLUMNS} FROM effort WHERE camera = ? AND minute >= ? AND minute < ? ORDER BY minute`);
    this.#total = db.prepare(`
      SELECT total(watched_seconds) AS watchedSeconds, ifnull(sum(frames), 0) AS frames, ifnull(sum(dropped), 0) AS dropped
      FROM effort WHERE camera = ? AND minute >= ? AND minute < ?`);
    // Steps from camera to camera along the key instead of reading every minute.
    this.#cameras = db
      .prepare<[], string>(
        `WITH RECURSIVE known (camera) AS (
          SELECT min(camera) FROM effort
          UNION ALL SELECT (SELECT min(camera) FROM effort WHERE camera > known.camera) FROM known WHERE camera NOT NULL)
        SELECT camera FROM known WHERE camera NOT NULL`,
      )
      .pluck();
  }

  /**
   * Adds to what is stored of that minute, so that a watcher that was restarted within it only tells its own part;
   * seconds watched never pass 60. Tells the whole minute as it is then. Inside `store.write` only.
   */
  put(part: EffortMinute): void {
    const whole = this.#add.get(part)!;
    this.#events.put(part.minute, { type: 'effort.minute', body: whole });
  }

  /** Minutes that start at or after `from` and before `to`, by camera and minute. */
  between(from: number, to: number, camera?: string): EffortMinute[] {
    return camera === undefined ? this.#between.all(from, to) : this.#ofCamera.all(camera, from, to);
  }

  /** Sum of a camera's minutes that start at or after `from` and before `to`. */
  total(camera: string, from: number, to: number): EffortTotal {
    return this.#total.get(camera, from, to)!;
  }

  /** Every camera that ever watched, in order. */
  cameras(): string[] {
    return this.#cameras.all();
  }
}
