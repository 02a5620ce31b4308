import { setTimeout as sleep } from 'node:timers/promises';

/** What the watchdog counts and how long it waits for more. Times in milliseconds. */
export interface Watched {
  /** Complete frames. */
  readonly frames: () => number;
  /** Finished segments of this run, if it has to end without them. */
  readonly segments?: () => number;
  readonly firstFrameWithin: number;
  readonly frameWithin: number;
  readonly segmentWithin: number;
}

/** What went silent, and since when by the monotonic clock; or that the end was asked for. */
export type Verdict = { readonly silent: 'frames' | 'segments'; readonly since: number } | 'asked';

/** How often the watchdog looks, in milliseconds. */
const LOOK_EVERY = 250;

/** Waits until frames have not come for too long, or segments that did come before. */
export async function watchdog(watched: Watched, signal: AbortSignal): Promise<Verdict> {
  const { firstFrameWithin, frameWithin, segmentWithin } = watched;
  const frames = new Silence(watched.frames, firstFrameWithin, frameWithin);
  // A disk that takes no segment from the start on is no reason to give up the frames: only one that came makes us wait.
  const segments = new Silence(watched.segments ?? (() => 0), Number.POSITIVE_INFINITY, segmentWithin);
  while (!signal.aborted) {
    await sleep(LOOK_EVERY, undefined, { signal }).catch(() => undefined);
    const now = performance.now();
    if (frames.tooLong(now)) return { silent: 'frames', since: frames.since };
    if (segments.tooLong(now)) return { silent: 'segments', since: segments.since };
  }
  return 'asked';
}

/**
 * A count that has to grow. A busy event loop can look at it before it has read what waits in the pipe, so it believes
 * what it sees only the second time.
 */
class Silence {
  readonly #read: () => number;
  readonly #within: number;
  #limit: number;
  #count: number;
  #late = false;
  since = performance.now();

  constructor(read: () => number, firstWithin: number, within: number) {
    this.#read = read;
    this.#limit = firstWithin;
    this.#within = within;
    this.#count = read();
  }

  /** @param now of the monotonic clock @returns true if it has not grown for too long */
  tooLong(now: number): boolean {
    const count = this.#read();
    if (count !== this.#count) {
      this.#count = count;
      this.since = now;
      this.#limit = this.#within;
      this.#late = false;
      return false;
    }
    if (now - this.since <= this.#limit) return false;
    const again = this.#late;
    this.#late = true;
    return again;
  }
}
