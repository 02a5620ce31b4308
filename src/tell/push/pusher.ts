import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../base/errors.ts';
import { type SupervisionWorld, supervise, type Waits } from '../../base/supervise.ts';
import type { Position } from '../../count/store/pushed.ts';
import type { Store } from '../../count/store/store.ts';
import type { Names } from '../server/deps.ts';
import type { PushFacts } from '../server/facts.ts';
import { type Batch, type BatchRule, lessened, nextBatch } from './batch.ts';
import { BatchSize, SAME_TRIES } from './batch-size.ts';
import { NotNow, TooMuch } from './refusals.ts';

/** A connection to a receiver. */
export interface Session {
  /** Resolves when the receiver has acknowledged all of it; rejects where it did not, and may have a part of it. */
  send(batch: Batch, signal: AbortSignal): Promise<void>;
  /** Calls a listener with why the connection broke, at once where it is broken already; returns how to take it back. */
  onBroken(listener: (why: Error) => void): () => void;
  close(): Promise<void>;
}

/** Who gets the feed. */
export interface Receiver {
  /** What its place in the feed is kept under, e.g. `mqtt`. */
  readonly name: string;
  /** Where it is, as it may be shown. */
  readonly shown: string;
  /** Connects. @throws Error (rejects) with why it could not */
  open(signal: AbortSignal): Promise<Session>;
}

/** How pushing to a receiver stands. */
export type PushState = PushFacts;

/** What a pusher is set to. */
export interface PusherOptions extends BatchRule {
  /** Where a receiver begins that nothing was ever pushed to. */
  readonly from: 'now' | 'beginning';
  /** Cursor of the last entry that lies before now; the newest there is without it. */
  readonly since?: number;
  readonly now?: () => number;
  /** How often its place is written down while entries flow, ms: 1 s. What it got since then it may get again. */
  readonly writeEvery?: number;
  readonly world?: SupervisionWorld;
}

/** A life that proved itself; then waiting begins anew. */
const PROVED = 30_000;
/** Without news it is looked again after so long: a commit that was not heard of must not be waited for. */
const LOOK_EVERY = 5_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 5 * 60_000;

/**
 * Pushes the feed to one receiver, in order, from where it acknowledged last; entries come at least once. Never throws: what goes wrong
 * is told by `state`, and tried again.
 */
export class Pusher {
  readonly #store: Store;
  readonly #names: Names;
  readonly #receiver: Receiver;
  readonly #options: PusherOptions;
  readonly #log: { warn(facts: object, message: string): void; info(facts: object, message: string): void };
  readonly #end = new AbortController();
  readonly #now: () => number;
  #position: Position;
  readonly #size: BatchSize;
  /** How often the entry at hand alone was too much: it is made less after some tries, and once more after as many. */
  #tooMuchAlone = 0;
  #writtenAt = Number.NEGATIVE_INFINITY;
  /** Undefined where nothing was ever written. */
  #written: Position | undefined;
  #state: PushState['state'] = 'connecting';
  #problem: string | undefined;
  #wake: () => void = () => undefined;
  #running: Promise<void> | undefined;
  #unfollow: (() => void) | undefined;

  constructor(
    store: Store,
    names: Names,
    receiver: Receiver,
    options: PusherOptions,
    log: { warn(facts: object, message: string): void; info(facts: object, message: string): void },
  ) {
    this.#store = store;
    this.#names = names;
    this.#receiver = receiver;
    this.#options = options;
    this.#log = log;
    this.#now = options.now ?? Date.now;
    const { events, pushed } = store;
    const begin = options.from === 'now' ? (options.since ?? events.last()) : events.pruned();
    this.#written = pushed.get(receiver.name);
    this.#position = this.#written ?? { cursor: begin, at: 0, day: 0, pictureBytes: 0 };
    this.#size = new BatchSize(options.most);
  }

  get state(): PushState {
    const { cursor, at } = this.#position;
    return {
      receiver: this.#receiver.name,
      to: this.#receiver.shown,
      state: this.#state,
      ...(at > 0 && { acknowledged: cursor, acknowledgedAt: at }),
      behind: Math.max(0, this.#store.events.last() - cursor),
      ...(this.#problem !== undefined && { problem: this.#problem }),
    };
  }

  /** Pushes until `stop`. */
  start(): void {
    const { name } = this.#receiver;
    this.#unfollow = this.#store.follow({ name: `push ${name}`, committed: () => this.#wake() });
    const waits = new Backoff();
    const plan = {
      live: (signal: AbortSignal) => this.#live(waits, signal),
      thrown: (error: unknown): Why => ({
        words: messageOf(error),
        ...(error instanceof NotNow && { afterMs: error.afterMs }),
      }),
      ended: ({ words: why }: Why, waitMs: number) => {
        if (this.#problem !== why) this.#log.warn({ receiver: name, error: why, waitMs }, 'the feed is not pushed');
        this.#state = 'waiting';
        this.#problem = why;
      },
      waits,
      provedAfterMs: PROVED,
    };
    this.#running = supervise(plan, this.#end.signal, this.#options.world);
  }

  /** Ends what is on its way, and writes down what was acknowledged. */
  async stop(): Promise<void> {
    this.#end.abort();
    this.#wake();
    await this.#running;
    this.#unfollow?.();
    await this.#write().catch(() => undefined);
  }

  async #live(waits: Backoff, signal: AbortSignal): Promise<Why | undefined> {
    this.#state = 'connecting';
    // Before anything is acknowledged: what happens until the receiver is first reached must not be lost with the next start.
    await this.#write();
    const session = await this.#receiver.open(signal);
    try {
      this.#state = 'connected';
      while (!signal.aborted) {
        const batch = this.#next();
        if (batch.position.cursor === this.#position.cursor && !batch.gap) {
          await this.#write();
          await orBroken(session, this.#news(signal));
          continue;
        }
        if (batch.entries.length > 0 || batch.gap || batch.tooLarge) await this.#send(session, batch, signal);
        if (this.#problem !== undefined) this.#log.info({ receiver: this.#receiver.name }, 'the feed is pushed again');
        this.#problem = undefined;
        waits.good();
        this.#size.taken();
        this.#tooMuchAlone = 0;
        this.#position = batch.position;
        if (performance.now() - this.#writtenAt >= (this.#options.writeEvery ?? 1_000)) await this.#write();
      }
      return undefined;
    } finally {
      await this.#write().catch(() => undefined);
      await session.close().catch(() => undefined);
    }
  }

  #next(): Batch {
    const rule = { ...this.#options, most: this.#size.entries };
    let batch = nextBatch(this.#store, this.#names, this.#position, rule, this.#now());
    for (let n = SAME_TRIES; n <= this.#tooMuchAlone; n += SAME_TRIES) batch = lessened(batch);
    return batch;
  }

  /** Hands a batch over. One that fails again and again comes in smaller ones: as it was, it might fail for ever. */
  async #send(session: Session, batch: Batch, signal: AbortSignal): Promise<void> {
    try {
      await orBroken(session, session.send(batch, signal));
    } catch (error) {
      const tooMuch = error instanceof TooMuch;
      const { length } = batch.entries;
      this.#size.refused(length, tooMuch);
      if (tooMuch && length === 1) this.#tooMuchAlone += 1;
      throw error;
    }
  }

  /** Resolves when the store has news, or after a while. */
  async #news(signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const idle = sleep(LOOK_EVERY, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(
      () => undefined,
    );
    await Promise.race([woken, idle]);
    over.abort();
  }

  async #write(): Promise<void> {
    const position = this.#position;
    if (position.cursor === this.#written?.cursor) return;
    await this.#store.write(({ pushed }) => pushed.put(this.#receiver.name, position));
    this.#written = position;
    this.#writtenAt = performance.now();
  }
}

/** Resolves with some work, or rejects as soon as the connection breaks; leaves no listener behind. */
function orBroken<T>(session: Session, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const off = session.onBroken(reject);
    work.then(resolve, reject).finally(off);
  });
}

/** Why a life of a pusher ended. */
interface Why {
  readonly words: string;
  /** What the receiver asks to be waited for, ms. */
  readonly afterMs?: number;
}

/** Waits twice as long after each failure, up to five minutes, and no shorter than the receiver asks for; by chance a little less, so that many boxes do not come at once. */
class Backoff implements Waits<Why> {
  #failures = 0;

  good(): void {
    this.#failures = 0;
  }

  failed({ afterMs = 0 }: Why, random: number): number {
    const most = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures++);
    return Math.max(afterMs, Math.round(most * (0.5 + 0.5 * random)));
  }
}
