import type { Channel, Delivery } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import type { Due } from '../../count/store/deliveries.ts';
import type { Store } from '../../count/store/store.ts';
import { taxonById } from '../../know/taxonomy/taxa.ts';
import type { AlertNews, Message } from './message.ts';

/** Sends a message; resolves with the receiver's answer, rejects where it was not taken. */
export type Send = (message: Message, signal: AbortSignal) => Promise<string>;

/** What a sender is set to. */
export interface SenderOptions {
  readonly site: string;
  /** Where the box's API is, once it runs. */
  readonly address: () => string;
  readonly channels: Readonly<Partial<Record<Channel, Send>>>;
  /** Most messages of one species an hour over one channel. */
  readonly perSpeciesPerHour: number;
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
const TIMEOUT = 20 * SECOND;
const MOST = 200;

/** Sends what waits, one message at a time over each channel; what a stopped box did not send goes when it starts again. */
export class Sender {
  readonly #store: Store;
  readonly #options: SenderOptions;
  readonly #now: () => number;
  readonly #log: { warn(facts: object, message: string): void };
  readonly #end = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #busy = false;

  constructor(store: Store, options: SenderOptions, log: { warn(facts: object, message: string): void }) {
    this.#store = store;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#log = log;
  }

  /** Looks for what is due from now on; `stop` ends it. */
  start(): void {
    this.#timer = setInterval(() => {
      if (this.#busy) return;
      this.#busy = true;
      this.#running = this.round()
        .catch((error: unknown) => this.#log.warn({ error: messageOf(error) }, 'alerts wait'))
        .finally(() => {
          this.#busy = false;
        });
    }, TICK);
  }

  /** Breaks off what is on its way; it is tried again by the next start. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#end.abort();
    await this.#running;
  }

  /** Sends what is due by now, or notes why it was not. */
  async round(): Promise<void> {
    const now = this.#now();
    const groups = new Map<string, Due[]>();
    // By channel: what waits for one that is not set any more must not stand before the rest.
    const channels = Object.keys(this.#options.channels) as Channel[];
    for (const due of channels.flatMap((channel) => this.#store.deliveries.due(channel, now - SETTLE, MOST))) {
      const key = `${due.channel} ${due.taxon}`;
      groups.set(key, [...(groups.get(key) ?? []), due]);
    }
    await Promise.all(
      channels.map(async (channel) => {
        for (const group of groups.values()) if (group[0]?.channel === channel) await this.#group(group, now);
      }),
    );
  }

  async #group(group: readonly Due[], now: number): Promise<void> {
    if (this.#end.signal.aborted) return;
    const { channel, taxon } = group[0]!;
    const sent = this.#store.deliveries.sentSince(channel, taxon, now - HOUR);
    if (sent.length >= this.#options.perSpeciesPerHour) {
      const dueAt = sent[sent.length - this.#options.perSpeciesPerHour]! + HOUR;
      return this.#note(group, (delivery) => ({ ...delivery, state: 'held', dueAt }));
    }
    // One that failed before goes alone again under its own number, so that a receiver knows it when it comes twice.
    const first = group.filter(({ attempts }) => attempts > 0).slice(0, 1);
    const together = first.length > 0 ? first : group;
    const triedAt = now;
    try {
      const signal = AbortSignal.any([this.#end.signal, AbortSignal.timeout(TIMEOUT)]);
      const answer = await this.#options.channels[channel]!(this.#message(together), signal);
      await this.#note(together, (delivery) => {
        return { ...delivery, state: 'delivered', attempts: delivery.attempts + 1, triedAt, answer };
      });
    } catch (error) {
      if (this.#end.signal.aborted) return;
      const answer = messageOf(error);
      this.#log.warn({ channel, taxon, error: answer }, 'an alert was not delivered');
      await this.#note(together, (delivery) => failed(delivery, now, answer));
    }
  }

  #note(group: readonly Due[], change: (delivery: Delivery) => Delivery): Promise<void> {
    return this.#store.write(({ deliveries }) => {
      for (const { taxon: _, ...delivery } of group) deliveries.putState(change(delivery));
    });
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
function failed(delivery: Delivery, now: number, answer: string): Delivery {
  const wait = WAITS[delivery.attempts];
  const tried = { ...delivery, attempts: delivery.attempts + 1, triedAt: now, answer };
  return wait === undefined ? { ...tried, state: 'failed' } : { ...tried, state: 'waiting', dueAt: now + wait };
}
