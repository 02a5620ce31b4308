/**
 * How long something that should be heard of has been silent, in time in which its judge was awake: between two looks no
 * more than a stated time counts. A judge whose own thread was held up, or whose whole machine slept, blames nobody for
 * what it could not hear. Pure: times in milliseconds of a clock that never jumps.
 */
export class Patience {
  readonly #most: number;
  #lookedAt: number | undefined;
  #silent = 0;

  /** @param mostMs counts at most between two looks: about twice the time between them */
  constructor(mostMs: number) {
    this.#most = mostMs;
  }

  /** It was heard of: the silence starts anew with the next look. */
  heard(): void {
    this.#silent = 0;
    this.#lookedAt = undefined;
  }

  /** Looks. @returns the silence so far; the first look after `heard` starts it */
  look(now: number): number {
    if (this.#lookedAt !== undefined) this.#silent += Math.min(this.#most, now - this.#lookedAt);
    this.#lookedAt = now;
    return this.#silent;
  }
}
