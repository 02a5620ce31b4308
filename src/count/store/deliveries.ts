import type { Database, Statement } from 'better-sqlite3';
import type { Channel, Delivery, DeliveryState } from '../../base/domain.ts';
import { redact } from '../../base/redact.ts';

interface Row {
  readonly id: number;
  readonly alert: string | null;
  readonly fault: string | null;
  readonly channel: Channel;
  readonly news: Delivery['news'];
  readonly state: DeliveryState;
  readonly at: number;
  readonly due_at: number;
  readonly attempts: number;
  readonly tried_at: number | null;
  readonly answer: string | null;
  readonly message: number | null;
}

/** Nothing is made to wait for longer, ms: what is due later than that was noted under a clock that was ahead. */
const LONGEST_WAIT = 24 * 3_600_000;

/** A delivery that is due, with the taxon of its alert; one of a fault has none. */
export type Due = Delivery & { readonly taxon?: string };

/** What is put on its way. */
export type Outgoing = { readonly channel: Channel; readonly at: number } & (
  | { readonly alert: string; readonly news: 'new' | 'update' }
  | { readonly fault: string; readonly news: 'begin' | 'end' }
);

/** What is sent of alerts and faults, and how that went. The log of deliveries: rows change, and go when they are old. */
export class Deliveries {
  readonly #insert: Statement<
    [{ alert: string | null; fault: string | null; channel: Channel; news: string; at: number }]
  >;
  readonly #update: Statement<[Row]>;
  readonly #prune: Statement<[{ before: number; most: number }]>;
  readonly #ofAlert: Statement<[string], Row>;
  readonly #ofFault: Statement<[string], Row>;
  readonly #unsent: Statement<[], Row & { taxon: string }>;
  readonly #due: Statement<
    [{ channel: Channel; now: number; never: number; limit: number }],
    Row & { taxon: string | null }
  >;
  readonly #sent: Statement<[{ channel: Channel; taxon: string; since: number }], number>;

  constructor(db: Database) {
    this.#insert = db.prepare(`
      INSERT INTO deliveries (alert, fault, channel, news, state, at, due_at)
      VALUES (@alert, @fault, @channel, @news, 'waiting', @at, @at)`);
    this.#update = db.prepare(`
      UPDATE deliveries SET state = @state, due_at = @due_at, attempts = @attempts, tried_at = @tried_at, answer = @answer,
        message = @message
      WHERE id = @id`);
    // Only the oldest are looked at, so that those that stay are not read again and again.
    this.#prune = db.prepare(`
      DELETE FROM deliveries WHERE at < @before AND state IN ('delivered', 'failed', 'dropped')
        AND id IN (SELECT id FROM deliveries ORDER BY id LIMIT @most)`);
    this.#ofAlert = db.prepare('SELECT * FROM deliveries WHERE alert = ? ORDER BY id');
    this.#ofFault = db.prepare('SELECT * FROM deliveries WHERE fault = ? ORDER BY id');
    this.#unsent = db.prepare(`
      SELECT deliveries.*, alerts.taxon FROM deliveries JOIN alerts ON alerts.id = alert
      WHERE deliveries.state IN ('waiting', 'held', 'quiet')`);
    this.#due = db.prepare(`
      SELECT deliveries.*, alerts.taxon FROM deliveries LEFT JOIN alerts ON alerts.id = alert
      WHERE deliveries.state IN ('waiting', 'held', 'quiet')
        AND (due_at <= @now OR due_at > @never) AND channel = @channel ORDER BY deliveries.id LIMIT @limit`);
    // What went out together has one time: a message counts once.
    this.#sent = db
      .prepare<[{ channel: Channel; taxon: string; since: number }], number>(`
        SELECT DISTINCT tried_at FROM deliveries INDEXED BY deliveries_sent CROSS JOIN alerts ON alerts.id = alert
        WHERE channel = @channel AND taxon = @taxon AND deliveries.state = 'delivered' AND tried_at > @since
        ORDER BY tried_at`)
      .pluck();
  }

  /** Puts news of an alert or a fault on its way. Inside `store.write` only. */
  put(news: Outgoing): void {
    this.#insert.run({ alert: null, fault: null, ...news });
  }

  /** Stores how a delivery stands. Inside `store.write` only. */
  putState({ dueAt, triedAt, answer, alert, fault, message, ...delivery }: Delivery): void {
    const told = { tried_at: triedAt ?? null, answer: answer ?? null, message: message ?? null };
    this.#update.run({ ...delivery, ...told, alert: alert ?? null, fault: fault ?? null, due_at: dueAt });
  }

  /**
   * Takes what was not sent yet of alerts off its way. Inside `store.write` only.
   * @param taxon true for the taxon of an alert that nobody is told of any more
   * @param why what the log of deliveries says @returns how many
   */
  drop(taxon: (id: string) => boolean, why: string): number {
    const gone = this.#unsent.all().filter((row) => taxon(row.taxon));
    for (const { taxon: _, ...row } of gone) this.#update.run({ ...row, state: 'dropped', answer: why });
    return gone.length;
  }

  /** Forgets of the oldest, at most `most`, those that are over and older than a time. Inside `store.write` only. @returns how many */
  prune(before: number, most: number): number {
    return this.#prune.run({ before, most }).changes;
  }

  /** The deliveries of an alert, oldest first. */
  ofAlert(alert: string): Delivery[] {
    return this.#ofAlert.all(alert).map(toDelivery);
  }

  /** The deliveries of a fault, oldest first. */
  ofFault(fault: string): Delivery[] {
    return this.#ofFault.all(fault).map(toDelivery);
  }

  /** What is to be sent over a channel by now, oldest first; also what waits for longer than anything is ever made to. */
  due(channel: Channel, now: number, limit: number): Due[] {
    return this.#due
      .all({ channel, now, never: now + LONGEST_WAIT, limit })
      .map(({ taxon, ...row }) => ({ ...toDelivery(row), ...(taxon !== null && { taxon }) }));
  }

  /** When messages of a taxon went out over a channel since a time, oldest first. */
  sentSince(channel: Channel, taxon: string, since: number): number[] {
    return this.#sent.all({ channel, taxon, since });
  }
}

/** Answers that an earlier version noted may name an address with its user and password. */
function toDelivery({ due_at: dueAt, tried_at, answer, alert, fault, message, ...row }: Row): Delivery {
  return {
    ...row,
    dueAt,
    ...(alert !== null && { alert }),
    ...(fault !== null && { fault }),
    ...(tried_at !== null && { triedAt: tried_at }),
    ...(answer !== null && { answer: redact(answer, []) }),
    ...(message !== null && { message }),
  };
}
