import type { CameraStatus } from '../base/domain.ts';

/** A camera at which nobody looked for so long (ms) is told of. */
const UNLOOKED_FOR = 10_000;

/**
 * When a frame of each camera was last looked at, by the counts that watchers tell: whatever it is that hangs, a count that
 * does not grow says so. Pure: times in milliseconds of a clock that never jumps.
 */
export class LookedAt {
  readonly #cameras = new Map<string, { frames: number; at: number; on: boolean }>();

  /** Begins to wait for the frames of cameras that are switched on. */
  constructor(cameras: readonly string[], now: number) {
    for (const camera of cameras) this.#cameras.set(camera, { frames: 0, at: now, on: true });
  }

  /** Takes in what a watcher tells. */
  put({ camera, state, figures: { frames } }: CameraStatus, now: number): void {
    const known = this.#cameras.get(camera);
    // A watcher that was started again counts from 0, at which nothing was looked at yet.
    const at = !known || (frames > 0 && frames !== known.frames) ? now : known.at;
    this.#cameras.set(camera, { frames, at, on: state !== 'stopped' });
  }

  /** Cameras that are switched on and at which nobody looked for 10 s or longer. */
  unlooked(now: number): string[] {
    return [...this.#cameras].filter(([, { on, at }]) => on && now - at >= UNLOOKED_FOR).map(([camera]) => camera);
  }
}
