import type { Database, Statement } from 'better-sqlite3';
import type { Alert, AlertReason, AlertState } from '../../base/domain.ts';
import type { Events } from './events.ts';

interface Row {
  readonly id: string;
  readonly reason: AlertReason;
  readonly taxon: string;
  readonly visit: string;
  readonly track: string;
  readonly camera: string;
  readonly at: number;
  readonly state: AlertState;
  readonly changed_at: number;
  readonly body: string;
}

/** Which alerts to list, newest first; what is left out does not narrow. */
export interface AlertFilter {
  readonly state?: AlertState;
  readonly reason?: AlertReason;
  readonly taxon?: string;
  /** Of visits that start at or after. */
  readonly from?: number;
  /** Of visits that start before. */
  readonly to?: number;
  /** Comes later in the list than this place. */
  readonly after?: { readonly at: number; readonly id: string };
  readonly limit: number;
}

const CONDITIONS: Readonly<Record<Exclude<keyof AlertFilter, 'limit'>, string>> = {
  state: 'state = @state',
  reason: 'reason = @reason',
  taxon: 'taxon = @taxon',
  from: 'at >= @from',
  to: 'at < @to',
  after: '(at, id) < (@afterAt, @afterId)',
};

/** Alerts. They change their state and are never deleted. */
export class Alerts {
  readonly #db: Database;
  readonly #events: Events;
  readonly #put: Statement<[Row]>;
  readonly #get: Statement<[string], Row>;
  readonly #ofVisit: Statement<[string], Row>;
  readonly #standing: Statement<
    [{ reason: string; taxon: string; from: number; to: number; camera: string | null }],
    Row
  >;

  constructor(db: Database, events: Events) {
    this.#db = db;
    this.#events = events;
    this.#put = db.prepare(`
      INSERT INTO alerts (id, reason, taxon, visit, track, camera, at, state, changed_at, body)
      VALUES (@id, @reason, @taxon, @visit, @track, @camera, @at, @state, @changed_at, @body)
      ON CONFLICT (id) DO UPDATE SET visit = excluded.visit, state = excluded.state,
        changed_at = excluded.changed_at, body = excluded.body`);
    this.#get = db.prepare('SELECT * FROM alerts WHERE id = ?');
    this.#ofVisit = db.prepare('SELECT * FROM alerts WHERE visit = ? ORDER BY at, id');
    this.#standing = db.prepare(`
      SELECT * FROM alerts WHERE reason = @reason AND taxon = @taxon AND at >= @from AND at < @to
        AND state <> 'withdrawn' AND (@camera IS NULL OR camera = @camera) LIMIT 1`);
  }

  /** Stores an alert as it is now, with the event that tells so. Inside `store.write` only. */
  put(alert: Alert): void {
    const { changedAt, level, individuals, score, ...row } = alert;
    const known = this.get(alert.id);
    const body = JSON.stringify({ ...(level && { level }), individuals, score });
    this.#put.run({ ...row, changed_at: changedAt, body });
    this.#events.put(changedAt, { type: known ? 'alert.update' : 'alert.new', body: alert });
  }

  get(id: string): Alert | undefined {
    const row = this.#get.get(id);
    return row && toAlert(row);
  }

  /** What was opened for a visit. */
  ofVisit(visit: string): Alert[] {
    return this.#ofVisit.all(visit).map(toAlert);
  }

  /** An alert of this reason and taxon that stands, of a visit that starts in a range of time, at one camera if given. */
  standing(reason: AlertReason, taxon: string, from: number, to: number, camera?: string): Alert | undefined {
    const row = this.#standing.get({ reason, taxon, from, to, camera: camera ?? null });
    return row && toAlert(row);
  }

  /** Alerts, newest visit first. */
  list({ after, ...filter }: AlertFilter): Alert[] {
    const keys = Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[];
    const given = { ...filter, after };
    const where = ['true', ...keys.filter((key) => given[key] !== undefined).map((key) => CONDITIONS[key])];
    const sql = `SELECT * FROM alerts WHERE ${where.join(' AND ')} ORDER BY at DESC, id DESC LIMIT @limit`;
    const values = { ...filter, afterAt: after?.at, afterId: after?.id };
    return this.#db.prepare<[object], Row>(sql).all(values).map(toAlert);
  }
}

function toAlert({ changed_at: changedAt, body, ...row }: Row): Alert {
  return { ...row, changedAt, ...(JSON.parse(body) as Pick<Alert, 'level' | 'individuals' | 'score'>) };
}
