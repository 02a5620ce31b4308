import type { CameraStatus, EffortMinute, Media, Track } from '../../base/domain.ts';
import type { CaptureOptions } from '../capture/capture.ts';
import type { Segment } from '../media/clips.ts';
import type { NamingFacts } from './naming.ts';
import type { WatchSettings } from './settings.ts';
import type { SightOptions } from './sight.ts';

/** One camera as its watcher is told of it. Goes over a private channel inside the process, so it may hold credentials. */
export interface WatchedCamera extends WatchSettings {
  readonly capture: CaptureOptions;
  readonly sight: SightOptions;
}

/** What a watcher thread starts with. */
export interface WatcherData {
  readonly cameras: readonly WatchedCamera[];
  /** The data folder, for crops. */
  readonly data: string;
  /** Id of the detector model, and the side of its input in pixels. */
  readonly model: string;
  readonly inputSize: number;
  readonly naming: NamingFacts;
  /** Sockets of the inference processes. */
  readonly endpoints: readonly string[];
}

/** What the main thread tells a watcher. */
export type ToWatcher = { readonly type: 'endpoints'; readonly paths: readonly string[] } | { readonly type: 'stop' };

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
  | { readonly type: 'media'; readonly media: Media }
  | { readonly type: 'segment'; readonly camera: string; readonly segment: Segment }
  | { readonly type: 'effort'; readonly part: EffortMinute }
  | { readonly type: 'latency'; readonly camera: string; readonly seconds: number }
  | { readonly type: 'trouble'; readonly camera: string; readonly message: string }
  | { readonly type: 'stopped' };
