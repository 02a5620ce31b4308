import { setTimeout as pause } from 'node:timers/promises';

/** How long to wait before the next life. Times in milliseconds. */
export interface Waits<Why> {
  /** A life that proved itself has ended: what fails next is the first of its kind. */
  good(): void;
  /** Takes in a failure. @param random from 0 to 1, for jitter @returns how long to wait */
  failed(why: Why, random: number): number;
}

/** What is kept alive, and how. Times in milliseconds. */
export interface Supervised<Why> {
  /**
   * One life from its start to its end. It ends soon after the signal aborts. A rejection is an end like any other.
   * @returns why it ended; undefined where it wants the next life at once
   */
  live(signal: AbortSignal): Promise<Why | undefined>;
  /** What to call an end that was thrown. */
  thrown(error: unknown): Why;
  /** Told of each end that was not asked for, before the wait. Must not throw. */
  ended(why: Why, waitMs: number): void;
  readonly waits: Waits<Why>;
  /** A life of this length has proved itself. */
  readonly provedAfterMs: number;
}

/** What supervision asks of the world. */
export interface SupervisionWorld {
  /** Of a clock that never jumps. */
  now(): number;
  random(): number;
  /** Resolves after so long, and at once when the signal aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const REAL: SupervisionWorld = {
  now: () => performance.now(),
  random: Math.random,
  sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
};

/**
 * Keeps something alive until the signal aborts: whenever it ends, it is started again after a wait. The one loop of this
 * kind; it resolves once the signal has aborted and the last life has ended, and never rejects.
 */
export async function supervise<Why>(
  { live, thrown, ended, waits, provedAfterMs }: Supervised<Why>,
  signal: AbortSignal,
  world: SupervisionWorld = REAL,
): Promise<void> {
  while (!signal.aborted) {
    const startedAt = world.now();
    const why = await lived(live, thrown, signal);
    if (signal.aborted) return;
    if (why === undefined) continue;
    if (world.now() - startedAt >= provedAfterMs) waits.good();
    const wait = waits.failed(why, world.random());
    ended(why, wait);
    await world.sleep(wait, signal);
  }
}

/** A life that throws before its first await ends like one that rejects. */
async function lived<Why>(
  live: Supervised<Why>['live'],
  thrown: Supervised<Why>['thrown'],
  signal: AbortSignal,
): Promise<Why | undefined> {
  try {
    return await live(signal);
  } catch (error) {
    return thrown(error);
  }
}

/** Waits that double from failure to failure, with up to a quarter taken off at random, so that many do not start as one. */
export class DoublingWaits implements Waits<unknown> {
  readonly #first: number;
  readonly #longest: number;
  #next: number;

  /** @param firstMs wait after the first failure @param longestMs the longest wait */
  constructor(firstMs: number, longestMs: number) {
    this.#first = firstMs;
    this.#longest = longestMs;
    this.#next = firstMs;
  }

  good(): void {
    this.#next = this.#first;
  }

  failed(_why: unknown, random: number): number {
    const wait = this.#next;
    this.#next = Math.min(this.#longest, wait * 2);
    return Math.round(wait * (1 - random / 4));
  }
}
