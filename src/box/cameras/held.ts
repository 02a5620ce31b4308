import { randomUUID } from 'node:crypto';

/** Holds things for some minutes under ids that nobody guesses; the oldest goes where there are too many. */
export class Held<T> {
  readonly #most: number;
  readonly #forMs: number;
  readonly #now: () => number;
  readonly #things = new Map<string, { readonly thing: T; readonly until: number }>();

  /** @param now a clock that is never set, ms */
  constructor(most: number, forMs: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#forMs = forMs;
    this.#now = now;
  }

  /** @returns the id under which it is found again */
  keep(thing: T): string {
    this.#forget();
    for (const oldest of this.#things.keys()) {
      if (this.#things.size < this.#most) break;
      this.#things.delete(oldest);
    }
    const id = randomUUID();
    this.#things.set(id, { thing, until: this.#now() + this.#forMs });
    return id;
  }

  /** Undefined where it is not held, or not any more. */
  get(id: string): T | undefined {
    this.#forget();
    return this.#things.get(id)?.thing;
  }

  #forget(): void {
    const now = this.#now();
    for (const [id, { until }] of this.#things) if (until <= now) this.#things.delete(id);
  }
}
