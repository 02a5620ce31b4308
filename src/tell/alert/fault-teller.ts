import type { Channel, Fault } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import type { Store } from '../../count/store/store.ts';
import { type Choice, quietUntil } from './choose.ts';
import { type Condition, type FaultChange, type FaultRules, FaultWatch } from './fault-watch.ts';
import { SEND_WITHIN, type SendingChannel } from './sender.ts';

/** What tells of faults is set to. */
export interface FaultTellerOptions {
  readonly site: string;
  readonly timeZone: string;
  readonly publicAddress: string;
  readonly channels: Readonly<Record<Channel, SendingChannel & Choice>>;
  readonly rules: FaultRules;
  /** The database; undefined while it is not open. */
  store(): Store | undefined;
  /** How everything is now. */
  conditions(): Promise<readonly Condition[]>;
  /** True while nothing should go out. */
  held(): boolean;
  readonly now?: () => number;
  readonly elapsed?: () => number;
}

const TICK = 10_000;
const DAY = 86_400_000;
/** What cannot be written is told without, and tried again after so long, ms. */
const AGAIN = 300_000;

/**
 * Looks every ten seconds how everything is, writes what faults began and ended with what is to be sent of them, and has the sender
 * send it. While the disk takes nothing, people are told all the same, once, and it is written when it can be.
 */
export class FaultTeller {
  readonly #options: FaultTellerOptions;
  readonly #log: { warn(facts: object, message: string): void };
  readonly #end = new AbortController();
  /** Changes that are not written yet, oldest first. */
  #owed: FaultChange[] = [];
  /** Fault, change and channel of what was told before it was written. */
  readonly #told = new Set<string>();
  #watch: { readonly of: FaultWatch; readonly store: Store | undefined } | undefined;
  #triedAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(options: FaultTellerOptions, log: { warn(facts: object, message: string): void }) {
    this.#options = options;
    this.#log = log;
  }

  /** Looks from now on; `stop` ends it. */
  start(): void {
    this.#timer = setInterval(() => void this.tick(), TICK);
  }

  /** What is on its way is broken off. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#end.abort();
    await this.#running;
  }

  /** Looks once, unless it is at it already. Never rejects. */
  async tick(): Promise<void> {
    this.#running ??= this.#look()
      .catch((error: unknown) => this.#log.warn({ error: messageOf(error) }, 'faults cannot be told of'))
      .finally(() => {
        this.#running = undefined;
      });
    await this.#running;
  }

  async #look(): Promise<void> {
    const { now = Date.now, elapsed = () => performance.now(), conditions } = this.#options;
    const state = await conditions();
    const store = this.#options.store();
    const changes = this.#watching(store, now()).take(state, Math.round(elapsed()), now());
    for (const { change, fault } of changes)
      this.#log.warn({ change, fault: fault.kind, cameras: fault.cameras.length }, 'a fault');
    this.#owed.push(...changes);
    if (this.#owed.length === 0) return;
    try {
      if (!store) throw new Error('the database is not open');
      await this.#write(store);
    } catch (error) {
      if (this.#triedAt !== undefined && elapsed() - this.#triedAt < AGAIN) return;
      this.#triedAt = elapsed();
      this.#log.warn({ error: messageOf(error) }, 'a fault could not be written; people are told of it without');
      await this.#tellWithout(now());
    }
  }

  /** A database that opens late knows of faults that began before. */
  #watching(store: Store | undefined, at: number): FaultWatch {
    if (!this.#watch || this.#watch.store !== store) {
      const owed = this.#owed.map(({ fault }) => fault);
      const open = store?.faults.open() ?? [];
      const lately = store?.faults.since(at - DAY).filter(({ endedAt }) => endedAt !== undefined) ?? [];
      const all = new Map([...open, ...lately, ...owed].map((fault) => [fault.id, fault]));
      this.#watch = { of: new FaultWatch(this.#options.rules, [...all.values()]), store };
    }
    return this.#watch.of;
  }

  async #write(store: Store): Promise<void> {
    const writing = this.#owed;
    await store.write(({ faults, deliveries }) => {
      for (const { change, fault } of writing) {
        faults.put(fault);
        if (change === 'update') continue;
        for (const channel of this.#hearing())
          if (!this.#told.has(keyOf(fault, change, channel)))
            deliveries.put({ fault: fault.id, channel, news: change, at: fault.changedAt });
      }
    });
    this.#owed = this.#owed.slice(writing.length);
    this.#told.clear();
    this.#triedAt = undefined;
  }

  #hearing(): Channel[] {
    return Object.entries(this.#options.channels).flatMap(([name, { tells }]) =>
      tells.includes('faults') ? name : [],
    );
  }

  async #tellWithout(now: number): Promise<void> {
    const { channels, held, site, publicAddress, timeZone } = this.#options;
    if (held()) return;
    for (const { change, fault } of this.#owed) {
      if (change === 'update') continue;
      for (const name of this.#hearing()) {
        const key = keyOf(fault, change, name);
        const { quietHours: quiet, send } = channels[name]!;
        const asleep =
          quiet && !quiet.breakThrough.includes('faults') && quietUntil(quiet, now, timeZone) !== undefined;
        if (asleep || this.#told.has(key)) continue;
        const message = { id: fault.changedAt, site, publicAddress, news: [{ delivery: 0, news: change, fault }] };
        const signal = AbortSignal.any([this.#end.signal, AbortSignal.timeout(SEND_WITHIN)]);
        await send(message, signal).then(
          () => this.#told.add(key),
          (error: unknown) => this.#log.warn({ channel: name, error: messageOf(error) }, 'a fault was not delivered'),
        );
      }
    }
  }
}

const keyOf = ({ id }: Fault, change: string, channel: Channel) => `${id} ${change} ${channel}`;
