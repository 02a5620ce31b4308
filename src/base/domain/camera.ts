import type { RegionReason } from './seen.ts';

/**
 * Why a camera gives no frames, none yet (`key-frame`: the stream flows, a picture to begin with is waited for), too few of
 * them (`slow`), no clips beside them (`no-clips`), or frames at which nobody looks (`no-inference`, `watcher-hung`,
 * `watcher-ended`, `fault`: the box's own doing, which it mends itself). One code a cause that a deployer can act on.
 */
export type CauseCode =
  | 'refused'
  | 'no-route'
  | 'unauthorized'
  | 'digest'
  | 'not-found'
  | 'no-codec'
  | 'stalled'
  | 'key-frame'
  | 'frozen'
  | 'garbage'
  | 'slow'
  | 'no-clips'
  | 'ended'
  | 'no-ffmpeg'
  | 'ffmpeg-hung'
  | 'no-inference'
  | 'watcher-hung'
  | 'watcher-ended'
  | 'fault'
  | 'unknown';

/** A cause in words, with what to try. Holds no credentials. */
export interface Cause {
  readonly code: CauseCode;
  readonly message: string;
}

/** What a camera does now. `frozen`: pictures arrive, but they are all the same. `down`: none arrive, or none is looked at. */
export type CameraState = 'starting' | 'watching' | 'frozen' | 'down' | 'stopped';

/** A camera's figures since its watcher started. */
export interface CameraFigures {
  readonly frames: number;
  /** Frames that came while an earlier one was still being looked at, or whose inference failed. */
  readonly dropped: number;
  readonly fps: number;
  readonly restarts: number;
  readonly lastFrameAt?: number;
  /** Detector crops looked at, by reason. */
  readonly looks: Readonly<Record<RegionReason, number>>;
}

/** State of one camera as the API tells it. */
export interface CameraStatus {
  readonly camera: string;
  readonly state: CameraState;
  readonly since: number;
  readonly cause?: Cause;
  readonly figures: CameraFigures;
}

/** One thing that was found out about a camera. */
export interface CameraFinding {
  readonly about: 'video' | 'key-frames' | 'decoder' | 'size' | 'shape' | 'still';
  readonly verdict: 'ok' | 'warning' | 'failure';
  /** What was found, in words, with what to do. */
  readonly found: string;
  /** Why the camera gives nothing. */
  readonly cause?: CauseCode;
}
