/** How far the wall clock may run away from the monotonic one before it counts as set anew, in milliseconds. */
const STEP_MS = 2_000;

/**
 * Stamps frames: wall time by a monotonic clock that is anchored once, so that a correction of a few milliseconds
 * never shows as a speed of an animal. Stamps are whole milliseconds and strictly increase while it is not anchored again.
 *
 * A field box without a battery clock boots with a wrong time and is set right later. Set forward by more than 2 s, the
 * stamps follow at once. Set back, they cannot: `setBack` turns true, and the owner restarts the capture and calls `anchor`.
 */
export class FrameClock {
  readonly #monotonic: () => number;
  readonly #wall: () => number;
  #offset = 0;
  #last = Number.NEGATIVE_INFINITY;
  #setBack = false;

  /** @param monotonic milliseconds from anywhere @param wall milliseconds since the epoch */
  constructor(monotonic: () => number = () => performance.now(), wall: () => number = () => Date.now()) {
    this.#monotonic = monotonic;
    this.#wall = wall;
    this.#offset = wall() - monotonic();
  }

  /** True once the wall clock was set back by more than 2 s since the last `anchor`. */
  get setBack(): boolean {
    return this.#setBack;
  }

  /** Takes the wall time anew if it has gone another way; between two runs of ffmpeg only. */
  anchor(): void {
    const now = this.#wall();
    this.#offset = now - this.#monotonic();
    if (this.#setBack) this.#last = Number.NEGATIVE_INFINITY;
    this.#setBack = false;
  }

  /** The time of a frame whose last byte has just arrived. */
  stamp(): number {
    const monotonic = this.#monotonic();
    const ahead = this.#wall() - (monotonic + this.#offset);
    if (ahead > STEP_MS) this.#offset += ahead;
    else if (ahead < -STEP_MS) this.#setBack = true;
    this.#last = Math.max(this.#last + 1, Math.round(monotonic + this.#offset));
    return this.#last;
  }
}
