import type { Database, Statement } from 'better-sqlite3';
import type { Channel, Delivery, DeliveryState } from '../../base/domain.ts';
import { redact } from '../../base/redact.ts';

interface Row {
  readonly id: number;
  readonly alert: string;
  readonly channel: Channel;
  readonly news: 'new' | 'update';
  readonly state: DeliveryState;
  readonly at: number;
  readonly due_at: number;
  readonly attempts: number;
  readonly tried_at: number | null;
  readonly answer: string | null;
}

/** Nothing is made to wait for longer, ms: what is due later than that was noted under a clock that was ahead. */
const LONGEST_WAIT = 24 * 3_600_000;

/** A delivery that is due, with the taxon of its alert. */
export type Due = Delivery & { readonly taxon: string };

/** What is sent of alerts, and how that went. The log of deliveries: rows change, and go when they are old. */
export class Deliveries {
  readonly #insert: Statement<[{ alert: string; channel: Channel; news: string; at: number }]>;
  readonly #update: Statement<[Row]>;
  readonly #prune: Statement<[{ before: number; most: number }]>;
  readonly #ofAlert: Statement<[string], Row>;
  readonly #due: Statement<[{ channel: Channel; now: number; never: number; limit: number }], Row & { taxon: string }>;
  readonly #sent: Statement<[{ channel: Channel; taxon: string; since: number }], number>;

  constructor(db: Database) {
    this.#insert = db.prepare(`
      INSERT INTO deliveries (alert, channel, news, state, at, due_at) VALUES (@alert, @channel, @news, 'waiting', @at, @at)`);
    this.#update = db.prepare(`
      UPDATE deliveries SET state = @state, due_at = @due_at, attempts = @attempts, tried_at = @tried_at, answer = @answer
      WHERE id = @id`);
    // Only the oldest are looked at, so that those that stay are not read again and again.
    this.#prune = db.prepare(`
      DELETE FROM deliveries WHERE at < @before AND state IN ('delivered', 'failed')
        AND id IN (SELECT id FROM deliveries ORDER BY id LIMIT @most)`);
    this.#ofAlert = db.prepare('SELECT * FROM deliveries WHERE alert = ? ORDER BY id');
    this.#due = db.prepare(`
      SELECT deliveries.*, alerts.taxon FROM deliveries JOIN alerts ON alerts.id = alert
      WHERE deliveries.state IN ('waiting', 'held')
        AND (due_at <= @now OR due_at > @never) AND channel = @channel ORDER BY deliveries.id LIMIT @limit`);
    // What went out together has one time: a message counts once.
    this.#sent = db
      .prepare<[{ channel: Channel; taxon: string; since: number }], number>(`
        SELECT DISTINCT tried_at FROM deliveries INDEXED BY deliveries_sent CROSS JOIN alerts ON alerts.id = alert
        WHERE channel = @channel AND taxon = @taxon AND deliveries.state = 'delivered' AND tried_at > @since
        ORDER BY tried_at`)
      .pluck();
  }

  /** Puts news of an alert on its way. Inside `store.write` only. */
  put(news: {
    readonly alert: string;
    readonly channel: Channel;
    readonly news: 'new' | 'update';
    readonly at: number;
  }): void {
    this.#insert.run(news);
  }

  /** Stores how a delivery stands. Inside `store.write` only. */
  putState({ dueAt, triedAt, answer, ...delivery }: Delivery): void {
    this.#update.run({ ...delivery, due_at: dueAt, tried_at: triedAt ?? null, answer: answer ?? null });
  }

  /** Forgets of the oldest, at most `most`, those that are over and older than a time. Inside `store.write` only. @returns how many */
  prune(before: number, most: number): number {
    return this.#prune.run({ before, most }).changes;
  }

  /** The deliveries of an alert, oldest first. */
  ofAlert(alert: string): Delivery[] {
    return this.#ofAlert.all(alert).map(toDelivery);
  }

  /** What is to be sent over a channel by now, oldest first; also what waits for longer than anything is ever made to. */
  due(channel: Channel, now: number, limit: number): Due[] {
    return this.#due
      .all({ channel, now, never: now + LONGEST_WAIT, limit })
      .map(({ taxon, ...row }) => ({ ...toDelivery(row), taxon }));
  }

  /** When messages of a taxon went out over a channel since a time, oldest first. */
  sentSince(channel: Channel, taxon: string, since: number): number[] {
    return this.#sent.all({ channel, taxon, since });
  }
}

/** Answers that an earlier version noted may name an address with its user and password. */
function toDelivery({ due_at: dueAt, tried_at, answer, ...row }: Row): Delivery {
  return {
    ...row,
    dueAt,
    ...(tried_at !== null && { triedAt: tried_at }),
    ...(answer !== null && { answer: redact(answer, []) }),
  };
}
