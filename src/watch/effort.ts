import type { EffortMinute } from '../domain.ts';

/** Two frames at most this far apart (ms) mean that the time between them was watched. */
const GAP = 2_000;

const MINUTE = 60_000;

/** Adds up what one camera watched, minute by minute. Pure: times come from the frames. */
export class EffortMeter {
  readonly #camera: string;
  #minute = -1;
  #frames = 0;
  #dropped = 0;
  #watchedMs = 0;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(camera: string) {
    this.#camera = camera;
  }

  /**
   * Takes in a frame that was analysed.
   * @param dropped frames that were lost since the one before
   * @returns the part of the minute before, once a new one has begun
   */
  frame(at: number, dropped: number): EffortMinute | undefined {
    const minute = Math.floor(at / MINUTE) * MINUTE;
    const before = minute === this.#minute ? undefined : this.take();
    const since = at - this.#lastAt;
    // Time that crosses the minute is told with the later one: a few hundred milliseconds at most.
    if (since <= GAP) this.#watchedMs += since;
    this.#minute = minute;
    this.#lastAt = at;
    this.#frames += 1;
    this.#dropped += dropped;
    return before;
  }

  /** What was not told yet of the minute, and starts over; undefined if nothing. */
  take(): EffortMinute | undefined {
    if (this.#frames === 0) return undefined;
    const part = {
      camera: this.#camera,
      minute: this.#minute,
      frames: this.#frames,
      dropped: this.#dropped,
      watchedSeconds: this.#watchedMs / 1000,
    };
    this.#frames = 0;
    this.#dropped = 0;
    this.#watchedMs = 0;
    return part;
  }
}
