import type { Frame } from '../../base/domain.ts';
import { frameBytes } from './frames.ts';
import type { Size } from './size.ts';

/**
 * Holds the newest frame for one consumer: three buffers, one being filled, one newest, one in the consumer's hands.
 * A slow consumer gets the latest frame; those between are counted as dropped.
 */
export class NewestFrame {
  /** Not in use; undefined while the consumer has its first. */
  #spare: Uint8Array | undefined;
  #newest: Frame | undefined;
  #held: Uint8Array | undefined;
  #waiting: (() => void) | undefined;
  #closed = false;
  #dropped = 0;

  /** Frames that no one took before the next came. */
  get dropped(): number {
    return this.#dropped;
  }

  /** A buffer of its own for the first frame of a size. */
  begin({ width, height }: Size): Uint8Array {
    return new Uint8Array(frameBytes(width, height));
  }

  /** Takes a full frame and returns the buffer to fill next, of the same size. */
  offer(frame: Frame): Uint8Array {
    const free = this.#newest ? this.#newest.data : this.#spare;
    if (this.#newest) this.#dropped += 1;
    else this.#spare = undefined;
    this.#newest = frame;
    this.#waiting?.();
    // Those of another size are from before the camera was set up anew.
    return free?.length === frame.data.length ? free : this.begin(frame);
  }

  /**
   * The newest frame not taken yet; waits for one. Its data stay untouched until the next call.
   * @returns undefined once closed or aborted
   */
  async next(signal?: AbortSignal): Promise<Frame | undefined> {
    if (this.#waiting) throw new Error('next() was called while an earlier call still waits');
    while (!this.#newest && !this.#closed && !signal?.aborted) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting = undefined;
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        this.#waiting = wake;
        signal?.addEventListener('abort', wake, { once: true });
      });
    }
    const frame = this.#newest;
    if (!frame || this.#closed || signal?.aborted) return undefined;
    this.#newest = undefined;
    this.#spare = this.#held;
    this.#held = frame.data;
    return frame;
  }

  /** Ends waiting; `next` gives undefined from now on. */
  close(): void {
    this.#closed = true;
    this.#waiting?.();
  }
}
