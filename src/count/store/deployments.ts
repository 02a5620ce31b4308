import type { Database, Statement } from 'better-sqlite3';
import type { Deployment } from '../../base/domain.ts';
import type { Events } from './events.ts';

interface Row {
  readonly id: string;
  readonly camera: string;
  readonly start_at: number;
  readonly end_at: number | null;
  readonly body: string;
}

/** Where and how cameras stood, and when. */
export class Deployments {
  readonly #events: Events;
  readonly #put: Statement<[Row]>;
  readonly #all: Statement<[], Row>;

  constructor(db: Database, events: Events) {
    this.#events = events;
    this.#put = db.prepare(`
      INSERT INTO deployments (id, camera, start_at, end_at, body) VALUES (@id, @camera, @start_at, @end_at, @body)
      ON CONFLICT (id) DO UPDATE SET start_at = excluded.start_at, end_at = excluded.end_at, body = excluded.body
      WHERE (start_at, end_at, body) IS NOT (excluded.start_at, excluded.end_at, excluded.body)`);
    this.#all = db.prepare('SELECT * FROM deployments ORDER BY camera, start_at, id');
  }

  /** Stores a deployment in place of what was known of it, with the event of its change, if it changed. Inside `store.write` only. */
  put(deployment: Deployment, at: number): void {
    const { id, camera, startAt, endAt, ...body } = deployment;
    const row = { id, camera, start_at: startAt, end_at: endAt ?? null, body: JSON.stringify(body) };
    if (this.#put.run(row).changes > 0) this.#events.put(at, { type: 'deployment.change', body: deployment });
  }

  /** Every deployment, by camera, then by start. */
  all(): Deployment[] {
    return this.#all.all().map(({ id, camera, start_at: startAt, end_at: endAt, body }) => {
      const rest = JSON.parse(body) as Omit<Deployment, 'id' | 'camera' | 'startAt' | 'endAt'>;
      return { id, camera, startAt, ...(endAt !== null && { endAt }), ...rest };
    });
  }
}
