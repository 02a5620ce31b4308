/** How often the main thread is asked, ms. */
const EVERY = 500;
/** It was held up if it answers so much (ms) later than it should. */
const LATE = 1_500;
/** So long (ms) it is told of. */
const TOLD_FOR = 300_000;

/** The longest time in the last minutes in which the main thread could do nothing else. */
export interface HeldUpFor {
  /** When it ended, ms since the epoch. */
  readonly at: number;
  readonly seconds: number;
}

/**
 * Notices after the fact that the main thread was held up, as by a disk that hangs or a database that another program locks:
 * the API answered nothing meanwhile, and nothing was stored. It cannot be noticed sooner from inside.
 */
export class HeldUp {
  readonly #told: (ms: number) => void;
  #worst: { at: number; wallAt: number; ms: number } | undefined;
  #last = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param told of each time that it was held up */
  constructor(told: (ms: number) => void) {
    this.#told = told;
  }

  start(): void {
    this.#last = performance.now();
    this.#timer = setInterval(() => this.look(performance.now(), Date.now()), EVERY).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Looks how late it is. @param now of a clock that never jumps @param wall ms since the epoch */
  look(now: number, wall: number): void {
    const ms = now - this.#last - EVERY;
    this.#last = now;
    if (ms < LATE) return;
    if (!this.#recent(now) || ms >= this.#recent(now)!.ms) this.#worst = { at: now, wallAt: wall, ms };
    this.#told(ms);
  }

  /** The longest of the last five minutes; undefined if there was none. */
  worst(now: number): HeldUpFor | undefined {
    const recent = this.#recent(now);
    return recent && { at: recent.wallAt, seconds: Math.round(recent.ms / 100) / 10 };
  }

  #recent(now: number) {
    return this.#worst && now - this.#worst.at < TOLD_FOR ? this.#worst : undefined;
  }
}
