import type { CameraStatus } from './camera.ts';
import type { PeopleSeen, Segment } from './clip.ts';
import type { EffortMinute } from './effort.ts';
import type { Track } from './track.ts';
import type { Media } from './visit.ts';

/** What a watcher tells the main thread. */
export type FromWatcher =
  | { readonly type: 'status'; readonly status: CameraStatus }
  | {
      readonly type: 'tracks';
      readonly camera: string;
      readonly at: number;
      /** Live tracks as they stand, and those that ended, since the last message. */
      readonly tracks: readonly Track[];
      readonly withdrawn: readonly string[];
    }
  /** People in a frame that are wiped out of clips; they need not be sure enough for a track. */
  | { readonly type: 'people'; readonly camera: string; readonly seen: PeopleSeen }
  | { readonly type: 'media'; readonly media: Media }
  | { readonly type: 'segment'; readonly camera: string; readonly segment: Segment }
  | { readonly type: 'effort'; readonly part: EffortMinute }
  /**
   * The clock was set by more than it can have drifted: whatever this camera told before this message of the time from
   * `from` to `to` has doubtful times. Tracks that live are told again, with the times that are right.
   */
  | {
      readonly type: 'clock';
      readonly camera: string;
      readonly from: number;
      readonly to: number;
      readonly step: number;
    }
  | { readonly type: 'latency'; readonly camera: string; readonly seconds: number }
  /** Something failed. What fails again in the same words is told once. */
  | { readonly type: 'trouble'; readonly camera: string; readonly message: string }
  /** A model failed at a picture; told of each. */
  | { readonly type: 'failed-look'; readonly camera: string }
  | { readonly type: 'stopped' };
