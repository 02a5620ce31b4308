import type { Database, Statement } from 'better-sqlite3';
import type { CameraSays, Deployment } from '../../base/domain.ts';
import type { Events } from './events.ts';

interface Row {
  readonly id: string;
  readonly camera: string;
  readonly start_at: number;
  readonly end_at: number | null;
  readonly body: string;
}

/** What a row holds as JSON. */
type Body = Omit<Deployment, 'id' | 'camera' | 'startAt' | 'endAt'> & {
  /** What the camera's file said when it last had a say in this deployment. */
  readonly says?: CameraSays;
};

/** Where and how cameras stood, and when. */
export class Deployments {
  readonly #events: Events;
  readonly #put: Statement<[Row]>;
  readonly #get: Statement<[string], Row>;
  readonly #all: Statement<[], Row>;

  constructor(db: Database, events: Events) {
    this.#events = events;
    this.#put = db.prepare(`
      INSERT INTO deployments (id, camera, start_at, end_at, body) VALUES (@id, @camera, @start_at, @end_at, @body)
      ON CONFLICT (id) DO UPDATE SET start_at = excluded.start_at, end_at = excluded.end_at, body = excluded.body`);
    this.#get = db.prepare('SELECT * FROM deployments WHERE id = ?');
    this.#all = db.prepare('SELECT * FROM deployments ORDER BY camera, start_at, id');
  }

  /**
   * Stores a deployment in place of what was known of it, with the event of its change, if it changed. Inside `store.write` only.
   * @param says what the camera's file says now; what it said before stays without it
   */
  put(deployment: Deployment, at: number, says?: CameraSays): void {
    const before = this.#get.get(deployment.id);
    const row = rowOf(deployment, says ?? (before && bodyOf(before).says));
    if (before && before.start_at === row.start_at && before.end_at === row.end_at && before.body === row.body) return;
    this.#put.run(row);
    const told = before && JSON.stringify(rowOf(deploymentOf(before))) === JSON.stringify(rowOf(deployment));
    if (!told) this.#events.put(at, { type: 'deployment.change', body: deployment });
  }

  /** Every deployment, by camera, then by start. */
  all(): Deployment[] {
    return this.#all.all().map(deploymentOf);
  }

  /** What the file of each camera said when it last had a say in the camera's last deployment. */
  says(): CameraSays[] {
    const last = new Map(this.#all.all().map((row) => [row.camera, bodyOf(row).says]));
    return [...last.values()].flatMap((says) => says ?? []);
  }
}

function rowOf({ id, camera, startAt, endAt, ...body }: Deployment, says?: CameraSays): Row {
  const whole: Body = { ...body, ...(says && { says }) };
  return { id, camera, start_at: startAt, end_at: endAt ?? null, body: JSON.stringify(whole) };
}

function bodyOf({ body }: Row): Body {
  return JSON.parse(body) as Body;
}

function deploymentOf(row: Row): Deployment {
  const { says: _, ...body } = bodyOf(row);
  const { id, camera, start_at: startAt, end_at: endAt } = row;
  return { id, camera, startAt, ...(endAt !== null && { endAt }), ...body };
}
