/** Failures of a client that cost nothing: people mistype. */
const FREE = 5;
/** The longest wait after a failure, ms. */
const LONGEST_MS = 60_000;
/** A client that did not fail for so long begins anew, ms. */
const FORGET_MS = 15 * 60_000;
/** Most failures of all clients together in a minute, beyond which those who fail wait. */
const MOST_A_MINUTE = 300;
/** Most clients that are remembered. */
const MOST_CLIENTS = 10_000;

interface Failures {
  readonly count: number;
  readonly at: number;
}

/**
 * Slows down who guesses tokens: after five failures a client waits 1 s, then 2 s, 4 s, ... a minute at most; and where all
 * clients together fail too often, each that failed waits until the minute is over. Who never failed is never held up by
 * others. Times in ms.
 */
export class Attempts {
  readonly #clients = new Map<string, Failures>();
  #minute = { from: Number.NEGATIVE_INFINITY, count: 0 };

  /** How long a client has to wait before its next attempt is looked at. */
  wait(client: string, now: number): number {
    const failures = this.#clients.get(client);
    if (!failures || now - failures.at >= FORGET_MS || now < failures.at) return 0;
    const own = failures.count < FREE ? 0 : Math.min(LONGEST_MS, 1000 * 2 ** Math.min(20, failures.count - FREE));
    const others = this.#crowded(now) ? this.#minute.from + LONGEST_MS - now : 0;
    return Math.max(0, failures.at + own - now, others);
  }

  /** Notes that an attempt failed. */
  failed(client: string, now: number): void {
    const last = this.#clients.get(client);
    const count = last && now - last.at < FORGET_MS ? last.count + 1 : 1;
    this.#clients.delete(client);
    if (this.#clients.size >= MOST_CLIENTS) this.#clients.delete(this.#clients.keys().next().value!);
    this.#clients.set(client, { count, at: now });
    if (!this.#sameMinute(now)) this.#minute = { from: now, count: 0 };
    this.#minute.count += 1;
  }

  /** Notes that a client proved who it is. */
  passed(client: string): void {
    this.#clients.delete(client);
  }

  #crowded(now: number): boolean {
    return this.#sameMinute(now) && this.#minute.count > MOST_A_MINUTE;
  }

  #sameMinute(now: number): boolean {
    return now >= this.#minute.from && now - this.#minute.from < LONGEST_MS;
  }
}
