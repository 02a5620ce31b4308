import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from './errors.ts';

/** What is done round after round. */
export interface RoundsOptions {
  /** How long it rests after each round, ms. */
  readonly everyMs: number;
  /** One round. What it throws is told, and the next round comes all the same. */
  round(signal: AbortSignal): Promise<void>;
  /** Told why a round failed: once, until one succeeds or fails for another reason. */
  failed(why: string): void;
}

/** Does something round after round until it is stopped; one round never begins before the last one is over. */
export class Rounds {
  readonly #options: RoundsOptions;
  readonly #end = new AbortController();
  #running: Promise<void> | undefined;
  #failure: string | undefined;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#go();
  }

  /** Asks the round that is under way to end, and waits for it. */
  async stop(): Promise<void> {
    this.#end.abort();
    await this.#running;
  }

  async #go(): Promise<void> {
    const { everyMs, round, failed } = this.#options;
    const { signal } = this.#end;
    while (!signal.aborted) {
      try {
        await round(signal);
        this.#failure = undefined;
      } catch (error) {
        const why = messageOf(error);
        if (!signal.aborted && why !== this.#failure) failed(why);
        this.#failure = why;
      }
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
