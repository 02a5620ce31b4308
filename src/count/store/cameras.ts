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
  readonly #between: Statement<[string, number, number], Row & { id: number }>;
  readonly #next: Statement<[{ camera: string }], number>;
  readonly #drop: Statement<[number]>;
  readonly #thinned: Statement<[string, number]>;

  constructor(db: Database, events: Events) {
    this.#events = events;
    this.#put = db.prepare(`
      INSERT INTO camera_states (camera, at, state, cause_code, cause_message)
      VALUES (@camera, @at, @state, @cause_code, @cause_message)`);
    this.#before = db.prepare(
      'SELECT * FROM camera_states WHERE camera = ? AND at < ? ORDER BY at DESC, id DESC LIMIT 1',
    );
    this.#next = db
      .prepare<[{ camera: string }], number>(`
        SELECT at FROM camera_states WHERE camera = @camera
          AND at >= ifnull((SELECT until FROM camera_states_thinned WHERE camera = @camera), ${Number.MIN_SAFE_INTEGER})
        ORDER BY at LIMIT 1`)
      .pluck();
    this.#drop = db.prepare('DELETE FROM camera_states WHERE id = ?');
    this.#thinned = db.prepare(`
      INSERT INTO camera_states_thinned (camera, until) VALUES (?, ?) ON CONFLICT DO UPDATE SET until = excluded.until`);
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

  /** When the first state of a camera was told that was not thinned yet. */
  nextToThin(camera: string): number | undefined {
    return this.#next.get({ camera });
  }

  /**
   * Forgets the states of a camera from `from` until `to` but for some of them, as `states` gave them; that time is not looked at
   * again. Inside `store.write` only.
   */
  thin(camera: string, from: number, to: number, needed: ReadonlySet<number>): void {
    const before = this.#before.get(camera, from) ? 1 : 0;
    for (const [index, { id }] of this.#between.all(camera, from, to).entries())
      if (!needed.has(index + before)) this.#drop.run(id);
    this.#thinned.run(camera, to);
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
