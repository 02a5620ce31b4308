import type { Channel } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import { TaskQueue } from '../../base/task-queue.ts';
import type { Due } from '../../count/store/deliveries.ts';
import type { Store } from '../../count/store/store.ts';
import { taxonById } from '../../know/taxonomy/taxa.ts';
import { type QuietHours, quietUntil, tellsOf } from './choose.ts';
import { type Group, groupsOf } from './groups.ts';
import type { AlertNews, FaultNews, Message, PictureAddress } from './message.ts';
import { DeliveryNotes } from './notes.ts';
import { type Outlet, Paced } from './outlet.ts';

/** A channel as the sender knows it. */
export interface SendingChannel extends Outlet {
  readonly quietHours?: QuietHours | undefined;
}

/** What a sender is set to. */
export interface SenderOptions {
  readonly site: string;
  /** IANA name of the zone that quiet hours are of. */
  readonly timeZone: string;
  /** Where people elsewhere reach the box; empty where nowhere. */
  readonly publicAddress: string;
  /** Where a picture is to be had without a token, by its id; messages name no such address without it. @param now ms */
  readonly pictureAddress?: (media: string, now: number) => PictureAddress | undefined;
  readonly channels: Readonly<Record<Channel, SendingChannel>>;
  /** Most messages of one species an hour over one channel. */
  readonly perSpeciesPerHour: number;
  /** How long a message may take, ms; 20 s without it. */
  readonly sendWithinMs?: number;
  /** True while nothing should go out. */
  readonly held?: () => boolean;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Milliseconds of a clock that is never set. */
  readonly elapsed?: () => number;
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
export const SEND_WITHIN = 20 * SECOND;
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
  readonly #paced: ReadonlyMap<Channel, Paced>;
  /** Rounds that run, by channel. */
  readonly #rounds = new Map<Channel, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store, options: SenderOptions, log: { warn(facts: object, message: string): void }) {
    this.#store = store;
    this.#notes = new DeliveryNotes(store);
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#log = log;
    const channels = Object.keys(options.channels);
    this.#paced = new Map(channels.map((channel) => [channel, new Paced(options.channels[channel]!.paces)]));
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
    let refused: unknown;
    // What could not be noted is no reason not to send the rest.
    const noted = (changed: readonly Due[]) =>
      this.#notes.note(changed).catch((error: unknown) => {
        refused = error;
      });
    const due = this.#notes.due(channel, now - SETTLE, MOST);
    if (due.length === 0) await this.#notes.write();
    const { quiet, awake } = this.#bedded(channel, due, now);
    if (quiet.length > 0) await noted(quiet);
    for (const group of groupsOf(awake)) {
      for (const changed of this.#group(channel, group, now)) {
        const became = await changed;
        if (became.length > 0) await noted(became);
      }
    }
    if (refused) throw refused;
  }

  /** Puts off what must not wake anybody, to the end of quiet hours. */
  #bedded(channel: Channel, due: readonly Due[], now: number): { quiet: readonly Due[]; awake: readonly Due[] } {
    const { channels, timeZone } = this.#options;
    const hours = channels[channel]!.quietHours;
    const dueAt = hours && quietUntil(hours, now, timeZone);
    if (!hours || dueAt === undefined) return { quiet: [], awake: due };
    const through = due.map(({ alert: of }) => {
      const alert = of === undefined ? undefined : this.#store.alerts.get(of);
      const tells = alert ? tellsOf(alert) : (['faults'] as const);
      return tells.some((tell) => hours.breakThrough.includes(tell));
    });
    const quiet = due.filter((_, index) => !through[index]).map((one) => ({ ...one, state: 'quiet' as const, dueAt }));
    return { quiet, awake: due.filter((_, index) => through[index]) };
  }

  /**
   * Sends what goes together over one channel, if it may, in as many messages as it takes; one after another, as each is asked
   * for. @returns what became of them
   */
  *#group(channel: Channel, { deliveries, taxon }: Group, now: number): Generator<Promise<readonly Due[]>> {
    const { perSpeciesPerHour: most, channels } = this.#options;
    if (taxon !== undefined) {
      const sent = this.#notes.sentSince(channel, taxon, now - HOUR, now);
      if (sent.length >= most) {
        const dueAt = sent[sent.length - most]! + HOUR;
        yield Promise.resolve(deliveries.map((delivery) => ({ ...delivery, state: 'held', dueAt })));
        return;
      }
    }
    const outlet = channels[channel]!;
    for (let rest = deliveries; rest.length > 0 && !this.#end.signal.aborted; ) {
      if (!this.#paced.get(channel)!.take((this.#options.elapsed ?? (() => performance.now()))())) return;
      const count = outlet.fits?.(this.#message(rest)) ?? rest.length;
      yield this.#send(channel, rest.slice(0, count), now);
      rest = rest.slice(count);
    }
  }

  async #send(channel: Channel, together: readonly Due[], now: number): Promise<readonly Due[]> {
    const message = this.#message(together);
    try {
      const answer = await this.#lines.get(channel)!.add(channel, (late) => {
        const signal = AbortSignal.any([this.#end.signal, late]);
        return this.#options.channels[channel]!.send(message, signal);
      });
      return together.map((delivery) => {
        return { ...tried(delivery, message, now, answer), state: 'delivered' };
      });
    } catch (error) {
      if (this.#end.signal.aborted) return [];
      const answer = messageOf(error);
      this.#log.warn({ channel, deliveries: together.length, error: answer }, 'an alert was not delivered');
      return together.map((delivery) => failed(tried(delivery, message, now, answer), now));
    }
  }

  #message(deliveries: readonly Due[]): Message {
    const { site, publicAddress } = this.#options;
    const [first] = deliveries;
    const news = deliveries.map((delivery) => this.#news(delivery));
    // One that was tried before has the number that it had then.
    const id = (first!.attempts > 0 ? first!.message : undefined) ?? first!.id;
    return { id, site, publicAddress, news };
  }

  #news({ id, alert: of, fault, news }: Due): AlertNews | FaultNews {
    if (fault !== undefined)
      return { delivery: id, news: news === 'end' ? 'end' : 'begin', fault: this.#store.faults.get(fault)! };
    const alert = this.#store.alerts.get(of!)!;
    const taxon = taxonById(alert.taxon);
    // A picture that leaves the box shows no people, not even blurred ones.
    const crop = this.#store.media
      .ofVisit(alert.visit)
      .filter(({ type, blurred, gone }) => type === 'crop' && !blurred && !gone)
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))[0];
    const kind = news === 'update' ? 'update' : 'new';
    const picture = crop && this.#options.pictureAddress?.(crop.id, this.#now());
    return {
      delivery: id,
      news: kind,
      alert,
      ...(taxon && { taxon }),
      ...(crop && { crop }),
      ...(picture && { picture }),
    };
  }
}

function tried(delivery: Due, { id: message }: Message, triedAt: number, answer: string): Due {
  return { ...delivery, attempts: delivery.attempts + 1, triedAt, answer, message };
}

/** A delivery after a try that failed: again after a while, or never. */
function failed(delivery: Due, now: number): Due {
  const wait = WAITS[delivery.attempts - 1];
  return wait === undefined ? { ...delivery, state: 'failed' } : { ...delivery, state: 'waiting', dueAt: now + wait };
}
