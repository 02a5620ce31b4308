import type { Database, Statement } from 'better-sqlite3';
import type { ClockDoubt, EffortMinute, Setup, Sight } from '../../base/domain.ts';
import type { Events } from './events.ts';

const COLUMNS =
  'camera, minute, frames, dropped, watched_seconds AS watchedSeconds, expected, sight, luma, sharpness, setup, clock';

/** Seconds in which it could see, see `couldSee`. */
const LOOKED = "total(watched_seconds) FILTER (WHERE clock IS NULL AND (sight IS NULL OR sight = 'clear'))";

/** A minute as a table holds it. */
type Row = Pick<EffortMinute, 'camera' | 'minute' | 'frames' | 'dropped' | 'watchedSeconds'> & {
  readonly expected: number | null;
  readonly sight: Sight | null;
  readonly luma: number | null;
  readonly sharpness: number | null;
  readonly setup: string | null;
  readonly clock: ClockDoubt | null;
};

/** What a camera did in a range of minutes, summed. */
export interface EffortTotal {
  readonly watchedSeconds: number;
  /** Of them those in which the camera could see, see `couldSee`. */
  readonly lookedSeconds: number;
  readonly frames: number;
  readonly dropped: number;
}

/** Time of a camera, in steps of so many ms from its start on. */
interface LookedAsked {
  readonly camera: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** How long a camera could see in a step of time. */
interface LookedSum {
  /** Start of the step, ms. */
  readonly at: number;
  readonly lookedSeconds: number;
}

/** Effort by camera and minute. A minute without a row was not watched. */
export class Minutes {
  readonly #events: Events;
  readonly #changed: (before: EffortMinute | undefined, after: EffortMinute) => void;
  readonly #get: Statement<[string, number], Row>;
  readonly #add: Statement<[Row], Row>;
  readonly #between: Statement<[number, number], Row>;
  readonly #ofCamera: Statement<[string, number, number], Row>;
  readonly #setupsOf: Statement<[string, number, number], string>;
  readonly #span: Statement<[{ readonly camera: string }], { first: number | null; last: number | null }>;
  readonly #putSetup: Statement<[string, number, string]>;
  readonly #setups: Statement<[], { id: string; body: string }>;
  readonly #total: Statement<[string, number, number], EffortTotal>;
  readonly #lookedBy: Statement<[LookedAsked], LookedSum>;
  readonly #cameras: Statement<[], string>;
  readonly #newestSure: Statement<[string], number>;

  /** @param changed called with each minute as it was and is, inside the transaction of its change */
  constructor(db: Database, events: Events, changed: (before: EffortMinute | undefined, after: EffortMinute) => void) {
    this.#events = events;
    this.#changed = changed;
    this.#get = db.prepare(`SELECT ${COLUMNS} FROM effort WHERE camera = ? AND minute = ?`);
    // Each end by itself is found at once; both in one look read every minute between.
    const end = (which: string) => `(SELECT ${which}(minute) FROM effort WHERE camera = @camera)`;
    this.#span = db.prepare(`SELECT ${end('min')} AS first, ${end('max')} AS last`);
    this.#setupsOf = db
      .prepare<[string, number, number], string>(
        'SELECT DISTINCT setup FROM effort WHERE camera = ? AND minute >= ? AND minute < ? AND setup NOT NULL',
      )
      .pluck();
    this.#putSetup = db.prepare('INSERT INTO setups (id, at, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
    this.#setups = db.prepare('SELECT id, body FROM setups ORDER BY at, id');
    this.#add = db.prepare(`
      INSERT INTO effort (camera, minute, frames, dropped, watched_seconds, expected, sight, luma, sharpness, setup, clock)
      VALUES (@camera, @minute, @frames, @dropped, min(60, @watchedSeconds), @expected, @sight, @luma, @sharpness, @setup, @clock)
      ON CONFLICT (camera, minute) DO UPDATE SET frames = frames + excluded.frames,
        dropped = dropped + excluded.dropped, watched_seconds = min(60, watched_seconds + excluded.watched_seconds),
        expected = ifnull(expected + excluded.expected, ifnull(excluded.expected, expected)),
        sight = ifnull(excluded.sight, sight), luma = ifnull(excluded.luma, luma),
        sharpness = ifnull(excluded.sharpness, sharpness), setup = ifnull(excluded.setup, setup),
        clock = ifnull(excluded.clock, clock)
      RETURNING ${COLUMNS}`);
    this.#between = db.prepare(
      `SELECT ${COLUMNS} FROM effort WHERE minute >= ? AND minute < ? ORDER BY camera, minute`,
    );
    this.#ofCamera = db.prepare(`
      SELECT ${COLUMNS} FROM effort WHERE camera = ? AND minute >= ? AND minute < ? ORDER BY minute`);
    this.#total = db.prepare(`
      SELECT total(watched_seconds) AS watchedSeconds,
        ${LOOKED} AS lookedSeconds, ifnull(sum(frames), 0) AS frames, ifnull(sum(dropped), 0) AS dropped
      FROM effort WHERE camera = ? AND minute >= ? AND minute < ?`);
    this.#lookedBy = db.prepare(`
      SELECT @from + CAST((minute - @from) / @step AS INTEGER) * @step AS at, ${LOOKED} AS lookedSeconds
      FROM effort WHERE camera = @camera AND minute >= @from AND minute < @to GROUP BY at`);
    this.#newestSure = db
      .prepare<[string], number>(
        'SELECT minute FROM effort WHERE camera = ? AND clock IS NULL ORDER BY minute DESC LIMIT 1',
      )
      .pluck();
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
    const { expected = null, sight = null, luma = null, sharpness = null, setup = null, clock = null } = part;
    const before = this.#get.get(part.camera, part.minute);
    const whole = toMinute(this.#add.get({ ...part, expected, sight, luma, sharpness, setup, clock })!);
    this.#changed(before && toMinute(before), whole);
    this.#events.putMinute(part.camera, part.minute);
  }

  /** The newest minute of any camera whose clock was not doubtful, ms; undefined before there is one. */
  newestSure(): number | undefined {
    const newest = this.cameras().flatMap((camera) => this.#newestSure.get(camera) ?? []);
    return newest.length > 0 ? Math.max(...newest) : undefined;
  }

  /** Marks a minute that is stored: the clock was not right then. Inside `store.write` only. */
  putDoubt(camera: string, minute: number): void {
    if (this.#get.get(camera, minute))
      this.put({ camera, minute, frames: 0, dropped: 0, watchedSeconds: 0, clock: 'doubtful' });
  }

  /** Stores models and settings that minutes may name. Inside `store.write` only. */
  putSetup({ id, ...body }: Setup, at: number): void {
    this.#putSetup.run(id, at, JSON.stringify(body));
  }

  /** Every setup that was ever in force, the first one first. */
  setups(): Setup[] {
    return this.#setups.all().map(({ id, body }) => ({ id, ...(JSON.parse(body) as Omit<Setup, 'id'>) }));
  }

  /** Ids of the setups of a camera's minutes that start at or after `from` and before `to`. */
  setupsOf(camera: string, from: number, to: number): string[] {
    return this.#setupsOf.all(camera, from, to);
  }

  /** Start of a camera's first and last minute; undefined where it never watched. */
  spanOf(camera: string): { readonly first: number; readonly last: number } | undefined {
    const { first, last } = this.#span.get({ camera })!;
    return first === null || last === null ? undefined : { first, last };
  }

  /** Minutes that start at or after `from` and before `to`, by camera and minute. */
  between(from: number, to: number, camera?: string): EffortMinute[] {
    const rows = camera === undefined ? this.#between.all(from, to) : this.#ofCamera.all(camera, from, to);
    return rows.map(toMinute);
  }

  /** Sum of a camera's minutes that start at or after `from` and before `to`. */
  total(camera: string, from: number, to: number): EffortTotal {
    return this.#total.get(camera, from, to)!;
  }

  /**
   * How long a camera could see in each step from `from` up to `to`, by time; steps in which it did not watch are left out.
   * @param step length of each, ms
   */
  lookedBy(step: number, camera: string, from: number, to: number): LookedSum[] {
    return this.#lookedBy.all({ camera, from, to, step });
  }

  /** Every camera that ever watched, in order. */
  cameras(): string[] {
    return this.#cameras.all();
  }
}

function toMinute({ expected, sight, luma, sharpness, setup, clock, ...minute }: Row): EffortMinute {
  return {
    ...minute,
    ...(expected !== null && { expected }),
    ...(sight !== null && { sight }),
    ...(luma !== null && { luma }),
    ...(sharpness !== null && { sharpness }),
    ...(setup !== null && { setup }),
    ...(clock !== null && { clock }),
  };
}
