/** Frames of this time (ms) give the rate. */
const WINDOW = 5_000;
/** A rate under this part of the asked one is slow, until it is over the larger part: one in between changes nothing. */
const SLOW = 0.5;
const BACK = 0.6;
/** It must have been too low for so long (ms): what a short pause held back comes all at once. */
const PROVED = 1_000;

/** Notices a camera that gives far fewer frames than asked. Pure: times in milliseconds of any clock that never jumps. */
export class RateWatch {
  readonly #asked: number;
  #times: number[] = [];
  #startAt: number | undefined;
  #lowAt: number | undefined;
  #slow = false;

  /** @param asked frames a second */
  constructor(asked: number) {
    this.#asked = asked;
  }

  /**
   * Takes in a frame.
   * @returns frames a second over the last 5 s if the camera is slow; undefined if it is not, or if it gave its first
   * frame less than 5 s ago
   */
  see(now: number): number | undefined {
    this.#startAt ??= now;
    this.#times = [...this.#times.filter((time) => now - time < WINDOW), now];
    if (now - this.#startAt < WINDOW) return undefined;
    const rate = this.#times.length / (WINDOW / 1000);
    if (rate >= this.#asked * (this.#slow ? BACK : SLOW)) {
      this.#slow = false;
      this.#lowAt = undefined;
      return undefined;
    }
    this.#lowAt ??= now;
    this.#slow ||= now - this.#lowAt >= PROVED;
    return this.#slow ? rate : undefined;
  }

  /** Forgets all frames, at a new start. */
  reset(): void {
    this.#times = [];
    this.#startAt = undefined;
    this.#lowAt = undefined;
    this.#slow = false;
  }
}
