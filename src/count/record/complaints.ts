import type { Fact } from './fact.ts';
import type { Facts } from './facts.ts';

/** Where a recorder complains; pino's logger fits. */
export interface RecorderLog {
  warn(facts: object, message: string): void;
}

/** Tells people once of what goes wrong with facts, and remembers it for whoever asks how the box is. */
export class Complaints {
  readonly #log: RecorderLog;
  #refusal: string | undefined;
  #asides = 0;
  #lastAside = '';
  #lost = 0;

  constructor(log: RecorderLog) {
    this.#log = log;
  }

  /** What was set aside and lost since the start, in words; undefined where nothing was. */
  get remarks(): string | undefined {
    const words = [
      ...(this.#lost > 0 ? [`${this.#lost} facts were lost, and their minutes count as not looked at`] : []),
      ...(this.#asides > 0 ? [`${this.#asides} facts were set aside, the last one: ${this.#lastAside}`] : []),
    ];
    return words.length > 0 ? words.join('; ') : undefined;
  }

  /** A fact was set aside. */
  aside(fact: Fact, reason: string): void {
    this.#asides += 1;
    this.#lastAside = reason;
    this.#log.warn({ fact: fact.of, error: reason }, 'a fact is wrong in itself and was set aside');
  }

  /** Tells when the disk begins to refuse and when it takes facts again. */
  disk({ refusal, waiting }: Pick<Facts, 'refusal' | 'waiting'>): void {
    if (refusal === this.#refusal) return;
    if (refusal === undefined) this.#log.warn({ waiting }, 'the disk takes facts again');
    else this.#log.warn({ error: refusal, waiting }, 'could not store; facts wait in memory');
    this.#refusal = refusal;
  }

  /** Tells what was lost since this was called last. */
  losses({ losses }: Pick<Facts, 'losses'>): void {
    const lost = losses.take();
    this.#lost = losses.total;
    if (lost) this.#log.warn({ ...lost }, 'facts were lost, for too many waited; their minutes count as not looked at');
  }
}
