import type { Channel } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import { TaskQueue } from '../../base/task-queue.ts';
import type { Due } from '../../count/store/deliveries.ts';
import type { Store } from '../../count/store/store.ts';
import { taxonById } from '../../know/taxonomy/taxa.ts';
import type { AlertNews, Message } from './message.ts';
import { DeliveryNotes } from './notes.ts';

/**
 * Sends a message; resolves with the receiver's answer, rejects where it was not taken. When the signal aborts it ends the
 * connection and rejects.
 */
export type Send = (message: Message, signal: AbortSignal) => Promise<string>;

/** What a sender is set to. */
export interface SenderOptions {
  readonly site: string;
  /** Where the box's API is, once it runs. */
  readonly address: () => string;
  readonly channels: Readonly<Partial<Record<Channel, Send>>>;
  /** Most messages of one species an hour over one channel. */
  readonly perSpeciesPerHour: number;
  /** How long a message may take, ms; 20 s without it. */
  readonly sendWithinMs?: number;
  /** True while nothing should go out. */
  readonly held?: () => boolean;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** How long after each failed try the next one follows; after the last there is none. Eight tries within a day. */
const WAITS = [10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR];
/** A picture is written a moment after its visit: the first message waits for it. */
const SETTLE = 3 * SECOND;
const TICK = SECOND;
/** A send that takes longer is broken off: also one whose receiver takes the connection and says nothing. */
const SEND_WITHIN = 20 * SECOND;
const MOST = 200;

/**
 * Sends what waits, one message at a time over each channel; a receiver that hangs holds up its own channel only. What a
 * stopped box did not send goes when it starts again.
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #store: Store;
  readonly #notes: DeliveryNotes;
  readonly #now: () => number;
  readonly #log: { warn(facts: object, message: string): void };
  readonly #end = new AbortController();
  readonly #lines: ReadonlyMap<Channel, TaskQueue>;
  /** Rounds that run, by channel. */
  readonly #rounds = new Map<Channel, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store, options: SenderOptions, log: { warn(facts: object, message: string): void }) {
    this.#store = store;
    this.#notes = new DeliveryNotes(store);
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#log = log;
    const channels = Object.keys(options.channels) as Channel[];
    const limitMs = options.sendWithinMs ?? SEND_WITHIN;
    this.#lines = new Map(
      channels.map((channel) => [channel, new TaskQueue({ operation: 'send alert', limitMs })] as const),
    );
  }

  /** Looks for what is due from now on; `stop` ends it. */
  start(): void {
    this.#timer = setInterval(() => void this.round(), TICK);
  }

  /** Breaks off what is on its way; it is tried again by the next start. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#end.abort();
    await Promise.all(this.#rounds.values());
  }

  /** Sends what is due by now, or notes why it was not; a channel that is at it already is left alone. Never rejects. */
  async round(): Promise<void> {
    if (this.#options.held?.()) return;
    // By channel: what waits for one that is not set any more must not stand before the rest.
    for (const channel of this.#lines.keys()) {
      if (this.#rounds.has(channel)) continue;
      const running = this.#channel(channel)
        .catch((error: unknown) => this.#log.warn({ channel, error: messageOf(error) }, 'alerts wait'))
        .finally(() => this.#rounds.delete(channel));
      this.#rounds.set(channel, running);
    }
    await Promise.all(this.#rounds.values());
  }

  async #channel(channel: Channel): Promise<void> {
    const now = this.#now();
    const byTaxon = new Map<string, Due[]>();
    for (const due of this.#notes.due(channel, now - SETTLE, MOST))
      byTaxon.set(due.taxon, [...(byTaxon.get(due.taxon) ?? []), due]);
    let refused: unknown;
    // What could not be noted is no reason not to send the rest.
    const noted = (changed: readonly Due[]) =>
      this.#notes.note(changed).catch((error: unknown) => {
        refused = error;
      });
    if (byTaxon.size === 0) await this.#notes.write();
    for (const group of byTaxon.values()) {
      const changed = this.#end.signal.aborted ? [] : await this.#group(group, now);
      if (changed.length > 0) await noted(changed);
    }
    if (refused) throw refused;
  }

  /** Sends news of one taxon over one channel, if it may. @returns what became of them */
  async #group(group: readonly Due[], now: number): Promise<readonly Due[]> {
    const { channel, taxon } = group[0]!;
    const { perSpeciesPerHour: most, channels } = this.#options;
    const sent = this.#notes.sentSince(channel, taxon, now - HOUR, now);
    if (sent.length >= most) {
      const dueAt = sent[sent.length - most]! + HOUR;
      return group.map((delivery) => ({ ...delivery, state: 'held', dueAt }));
    }
    // One that failed before goes alone again under its own number, so that a receiver knows it when it comes twice.
    const first = group.filter(({ attempts }) => attempts > 0).slice(0, 1);
    const together = first.length > 0 ? first : group;
    try {
      const message = this.#message(together);
      const answer = await this.#lines.get(channel)!.add(channel, (late) => {
        const signal = AbortSignal.any([this.#end.signal, late]);
        return channels[channel]!(message, signal);
      });
      return together.map((delivery) => {
        return { ...delivery, state: 'delivered', attempts: delivery.attempts + 1, triedAt: now, answer };
      });
    } catch (error) {
      if (this.#end.signal.aborted) return [];
      const answer = messageOf(error);
      this.#log.warn({ channel, taxon, error: answer }, 'an alert was not delivered');
      return together.map((delivery) => failed(delivery, now, answer));
    }
  }

  #message(group: readonly Due[]): Message {
    const { site, address } = this.#options;
    const news = group.map(({ id, alert: of, news }): AlertNews => {
      const alert = this.#store.alerts.get(of)!;
      const taxon = taxonById(alert.taxon);
      // A picture that leaves the box shows no people, not even blurred ones.
      const crop = this.#store.media
        .ofVisit(alert.visit)
        .filter(({ type, blurred }) => type === 'crop' && !blurred)
        .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))[0];
      return { delivery: id, news, alert, ...(taxon && { taxon }), ...(crop && { crop }) };
    });
    return { id: group[0]!.id, site, address: address(), news };
  }
}

/** A delivery after a try that failed: again after a while, or never. */
function failed(delivery: Due, now: number, answer: string): Due {
  const wait = WAITS[delivery.attempts];
  const tried = { ...delivery, attempts: delivery.attempts + 1, triedAt: now, answer };
  return wait === undefined ? { ...tried, state: 'failed' } : { ...tried, state: 'waiting', dueAt: now + wait };
}
