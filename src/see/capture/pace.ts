/**
 * Spaces what costs much when it happens all at once: gives each asker a turn, so far (ms) from the one before. Pure: times
 * of a clock that never jumps.
 */
export class Pace {
  readonly #apart: number;
  #free = Number.NEGATIVE_INFINITY;

  /** @param apartMs between two turns; 0 for none */
  constructor(apartMs: number) {
    this.#apart = apartMs;
  }

  /** Takes the next turn. @returns how long to wait for it */
  take(now: number): number {
    const at = Math.max(now, this.#free);
    this.#free = at + this.#apart;
    return at - now;
  }
}
