import type { Database, Statement } from 'better-sqlite3';
import type { CameraState, CauseCode } from '../../base/domain.ts';
import type { CameraChange, Events } from './events.ts';

interface Row {
  readonly camera: string;
  readonly at: number;
  readonly state: CameraState;
  readonly cause_code: CauseCode | null;
  readonly cause_message: string | null;
}

/** What each camera did, when, and why. */
export class Cameras {
  readonly #events: Events;
  readonly #put: Statement<[Row]>;
  readonly #before: Statement<[string, number], Row>;
  readonly #between: Statement<[string, number, number], Row>;

  constructor(db: Database, events: Events) {
    this.#events = events;
    this.#put = db.prepare(`
      INSERT INTO camera_states (camera, at, state, cause_code, cause_message)
      VALUES (@camera, @at, @state, @cause_code, @cause_message)`);
    this.#before = db.prepare(
      'SELECT * FROM camera_states WHERE camera = ? AND at < ? ORDER BY at DESC, id DESC LIMIT 1',
    );
    this.#between = db.prepare('SELECT * FROM camera_states WHERE camera = ? AND at >= ? AND at < ? ORDER BY at, id');
  }

  /** Stores a change with its event and returns the event's cursor. Inside `store.write` only. */
  put(change: CameraChange): number {
    this.#put.run({
      camera: change.camera,
      at: change.at,
      state: change.state,
      cause_code: change.cause?.code ?? null,
      cause_message: change.cause?.message ?? null,
    });
    return this.#events.put(change.at, { type: 'camera.state', body: change });
  }

  /** Changes of a camera at or after `from` and before `to`, oldest first, led by the one in force at `from`. */
  states(camera: string, from: number, to: number): CameraChange[] {
    const before = this.#before.get(camera, from);
    const within = this.#between.all(camera, from, to);
    return (before ? [before, ...within] : within).map(toChange);
  }
}

function toChange(row: Row): CameraChange {
  const { camera, at, state, cause_code: code, cause_message: message } = row;
  return { camera, at, state, ...(code !== null && { cause: { code, message: message ?? '' } }) };
}
