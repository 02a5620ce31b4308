/** So often a batch is handed over as it was, under the same key, before it is cut: most failures are of the link. */
export const SAME_TRIES = 3;
/** After so many batches in a row it is tried whether more is borne: each try that fails has gone over the link for nothing. */
const RISE_AFTER = 20;

/** How many entries go together: fewer where a slow link, a proxy or the receiver does not let so many through, and slowly more again. */
export class BatchSize {
  readonly #most: number;
  #entries: number;
  #refusals = 0;
  #taken = 0;

  /** @param most entries at once */
  constructor(most: number) {
    this.#most = most;
    this.#entries = most;
  }

  /** Entries that may go together now, at least one. */
  get entries(): number {
    return this.#entries;
  }

  /** A batch was taken. */
  taken(): void {
    this.#refusals = 0;
    this.#taken += 1;
    if (this.#taken < RISE_AFTER) return;
    this.#taken = 0;
    this.#entries = Math.min(this.#most, this.#entries * 2);
  }

  /** A batch was not taken. @param tooMuch true where that is why, so that it need not be tried again as it was */
  refused(entries: number, tooMuch: boolean): void {
    this.#taken = 0;
    this.#refusals += 1;
    // Of a batch that was far from full, its size is hardly why.
    const full = entries * 2 > this.#entries;
    if (tooMuch) this.#entries = Math.max(1, Math.floor(Math.min(entries, this.#entries) / 2));
    else if (full && this.#refusals >= SAME_TRIES) this.#entries = Math.max(1, Math.floor(this.#entries / 2));
  }
}
