import type { LiveView, LiveWidth } from '../base/domain.ts';

/** A watcher that is started anew has forgotten what it was asked for: it is asked again so often, ms. */
const AGAIN = 1_000;

/** Who waits for the next frame of a camera at a width. */
interface Waiting {
  readonly camera: string;
  readonly width: LiveWidth;
  readonly takers: Set<(view: LiveView) => void>;
}

/**
 * Who looks on at which camera. A watcher is asked for a frame only while somebody waits for one, and all who wait for the same get
 * the one picture that was made.
 */
export class LiveViews {
  readonly #look: (camera: string, width: LiveWidth) => void;
  readonly #againMs: number;
  readonly #waiting = new Map<string, Waiting>();
  #again: NodeJS.Timeout | undefined;

  /**
   * @param look has a watcher show the next frame that is looked at, once
   * @param againMs how often it is asked again while somebody waits
   */
  constructor(look: (camera: string, width: LiveWidth) => void, againMs = AGAIN) {
    this.#look = look;
    this.#againMs = againMs;
  }

  /** Calls back once, with the next frame of a camera that is looked at. @returns how to wait no longer */
  next(camera: string, width: LiveWidth, take: (view: LiveView) => void): () => void {
    const key = `${width} ${camera}`;
    const waiting = this.#waiting.get(key) ?? { camera, width, takers: new Set() };
    waiting.takers.add(take);
    if (!this.#waiting.has(key)) {
      this.#waiting.set(key, waiting);
      this.#look(camera, width);
    }
    this.#again ??= setInterval(() => this.#askAgain(), this.#againMs).unref();
    return () => {
      waiting.takers.delete(take);
      if (waiting.takers.size === 0 && this.#waiting.get(key) === waiting) this.#forget(key);
    };
  }

  /** Hands a frame that a watcher shows to all who wait for it. */
  take(view: LiveView): void {
    const key = `${view.width} ${view.camera}`;
    const waiting = this.#waiting.get(key);
    if (!waiting) return;
    this.#forget(key);
    for (const take of waiting.takers) take(view);
  }

  #forget(key: string): void {
    this.#waiting.delete(key);
    if (this.#waiting.size > 0) return;
    clearInterval(this.#again);
    this.#again = undefined;
  }

  #askAgain(): void {
    for (const { camera, width } of this.#waiting.values()) this.#look(camera, width);
  }
}
