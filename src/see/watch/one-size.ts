import type { Frame } from '../../base/domain.ts';
import type { Size } from '../capture/size.ts';
import type { FrameSource } from '../pipeline.ts';

/**
 * Frames of a camera as long as they are of one size, which the first one tells. A camera that was set up anew gives others:
 * what knew the picture by its pixels ends there, and `begin` tells the new size.
 */
export class OneSize implements FrameSource {
  readonly #source: FrameSource;
  #size: Size | undefined;
  #next: Frame | undefined;

  constructor(source: FrameSource) {
    this.#source = source;
  }

  /**
   * Waits for the frame that `next` gives first.
   * @returns its size; undefined once the source has ended or the signal aborts
   */
  async begin(signal: AbortSignal): Promise<Size | undefined> {
    this.#next ??= await this.#source.next(signal);
    if (!this.#next) return undefined;
    const { width, height } = this.#next;
    this.#size = { width, height };
    return this.#size;
  }

  /** True if `next` ended because the size changed. */
  get changed(): boolean {
    return this.#next !== undefined;
  }

  /** The next frame of this size; undefined where another size begins, the source has ended, or the signal aborts. */
  async next(signal?: AbortSignal): Promise<Frame | undefined> {
    const frame = this.#next ?? (await this.#source.next(signal));
    this.#next = undefined;
    if (!frame || (frame.width === this.#size?.width && frame.height === this.#size.height)) return frame;
    this.#next = frame;
    return undefined;
  }
}
