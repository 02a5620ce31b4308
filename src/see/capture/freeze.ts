import type { Size } from './size.ts';

/** Every eighth row: 3% of a frame's bytes copied, and no digit of a clock in the picture is smaller. */
const ROW_STEP = 8;

/**
 * Notices a picture that no longer changes. Sensors are never without noise, so a sample that stays the same to the
 * bit means that the camera sends one picture again and again, or that its lens looks at nothing.
 */
export class FreezeWatch {
  #width = 0;
  #height = 0;
  #last = new Uint8Array(0);
  #changedAt = Number.NEGATIVE_INFINITY;

  /** Forgets the last picture: a stream of this size begins. */
  begin({ width, height }: Size): void {
    this.#width = width;
    this.#height = height;
    this.#last = new Uint8Array(width * Math.ceil(height / ROW_STEP));
    this.#changedAt = Number.NEGATIVE_INFINITY;
  }

  /**
   * @param data the frame; only its Y plane is read @param at its time in milliseconds
   * @returns for how long the picture has been the same, in milliseconds; 0 if it just changed
   */
  see(data: Uint8Array, at: number): number {
    let changed = this.#changedAt === Number.NEGATIVE_INFINITY;
    for (let y = 0, to = 0; y < this.#height; y += ROW_STEP, to += this.#width) {
      const row = data.subarray(y * this.#width, (y + 1) * this.#width);
      changed ||= Buffer.compare(row, this.#last.subarray(to, to + this.#width)) !== 0;
      if (changed) this.#last.set(row, to);
    }
    if (changed) this.#changedAt = at;
    return at - this.#changedAt;
  }
}
