import type { CameraStatus, Cause } from '../../base/domain.ts';
import type { ThreadEnd } from './thread.ts';

/** What the API tells of a camera whose watcher has not told anything yet. */
export function unwatched(camera: string, at: number): CameraStatus {
  const looks = { motion: 0, track: 0, sweep: 0 };
  return { camera, state: 'starting', since: at, figures: { frames: 0, dropped: 0, fps: 0, restarts: 0, looks } };
}

/**
 * What a camera is while it has no watcher: down, since when, and why. A thread cannot say so itself.
 * @param last what its watcher told last
 */
export function withoutWatcher(last: CameraStatus, end: ThreadEnd, at: number): CameraStatus {
  return { ...last, state: 'down', since: at, cause: causeOf(end), figures: { ...last.figures, fps: 0 } };
}

function causeOf({ why, hung }: ThreadEnd): Cause {
  const mended = 'Another one is started; if this comes again, the log says more';
  return hung
    ? { code: 'watcher-hung', message: `The thread that watches this camera hung and was ended. ${mended}` }
    : { code: 'watcher-ended', message: `The thread that watches this camera ended: ${why}. ${mended}` };
}
