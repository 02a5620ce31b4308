import type { CameraStatus, Cause } from '../../base/domain.ts';
import { say } from '../../base/said/said.ts';
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
  return hung
    ? { code: 'watcher-hung', message: say('watcher-hung', {}) }
    : { code: 'watcher-ended', message: say('watcher-ended', { why }) };
}
