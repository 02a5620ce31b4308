import type { CameraStatus, Cause } from '../../base/domain.ts';
import { say } from '../../base/said/said.ts';

/** A camera at which nobody looked for so long (ms) is told of. */
const UNLOOKED_FOR = 10_000;

/** Where pictures come and none is looked at, nobody answers what is in them. */
const NO_INFERENCE: Cause = {
  code: 'no-inference',
  message: say('camera-not-looked-at', {}),
};

/** What is known of one camera. */
interface Looked {
  frames: number;
  state: CameraStatus['state'];
  /** When a frame of it was last looked at, or waiting for the first one began. */
  at: number;
  /** Since when pictures come. */
  watchedFrom: number;
  /** Since when (whole ms since the epoch) it has been told to be down. */
  blindSince?: number | undefined;
}

/**
 * When a frame of each camera was last looked at, by the counts that watchers tell: whatever it is that hangs, a count that
 * does not grow says so. Judged from outside, since what hangs cannot say it. Pure: `now` is of a clock that never jumps,
 * `wall` in ms since the epoch.
 */
export class Looking {
  readonly #cameras = new Map<string, Looked>();

  /** Begins to wait for the frames of cameras that are switched on. */
  constructor(cameras: readonly string[], now: number) {
    for (const camera of cameras) this.add(camera, now);
  }

  /** Begins to wait for the frames of one more camera, or anew for those of one that is watched in another way. */
  add(camera: string, now: number): void {
    this.#cameras.set(camera, { frames: 0, state: 'starting', at: now, watchedFrom: now });
  }

  /** Nobody is to look at a camera any more. */
  remove(camera: string): void {
    this.#cameras.delete(camera);
  }

  /**
   * Takes in what a watcher tells. Of a camera that nobody is to look at any more, a watcher may still have a last word.
   * @returns what the camera is: down where it is said to be watched and nobody looks
   */
  take(status: CameraStatus, now: number, wall: number): CameraStatus {
    const { camera, state, figures } = status;
    const known = this.#cameras.get(camera);
    if (!known) return status;
    // A watcher that was started again counts from 0, at which nothing was looked at yet.
    if (figures.frames > 0 && figures.frames !== known.frames) {
      known.at = now;
    }
    known.frames = figures.frames;
    // Pictures that have only begun to come have waited for nobody yet.
    if (state === 'watching' && known.state !== 'watching') known.watchedFrom = now;
    known.state = state;
    const from = Math.max(known.at, known.watchedFrom);
    if (state !== 'watching' || now - from < UNLOOKED_FOR) {
      known.blindSince = undefined;
      return status;
    }
    known.blindSince ??= Math.round(wall - (now - from));
    return { ...status, state: 'down', cause: NO_INFERENCE, since: known.blindSince };
  }

  /** Cameras that are switched on and at which nobody looked for 10 s or longer. */
  unlooked(now: number): string[] {
    return [...this.#cameras]
      .filter(([, { state, at }]) => state !== 'stopped' && now - at >= UNLOOKED_FOR)
      .map(([camera]) => camera);
  }
}
