import type { FromWatcher, Kind, LiveView, LiveWidth } from '../../base/domain.ts';
import type { CaptureOptions } from '../capture/options.ts';
import type { Taught } from '../classify/taught.ts';
import type { DetectorFacts } from '../inference/detector.ts';
import type { Endpoint } from '../inference/messages.ts';
import type { NamingFacts } from './naming.ts';
import type { WatchSettings } from './settings.ts';
import type { SightOptions } from './sight.ts';

/** A detector as a watcher is told of it. */
export interface WatchedDetector extends DetectorFacts {
  /** Kinds that it gives to animals whose kind it cannot tell. */
  readonly assumed: readonly Kind[];
}

/** One camera as its watcher is told of it. Goes over a private channel inside the process, so it may hold credentials. */
export interface WatchedCamera extends WatchSettings {
  readonly capture: CaptureOptions;
  readonly sight: SightOptions;
  /** The detector that it has instead of the box's. */
  readonly detector?: WatchedDetector;
  /** True to keep no crop with people in its frame. */
  readonly keepNone?: boolean;
}

/** What a watcher thread starts with. */
export interface WatcherData {
  readonly cameras: readonly WatchedCamera[];
  /** The data folder, for crops. */
  readonly data: string;
  /** Id of the box's detector, and the side of its input in pixels. */
  readonly model: string;
  readonly inputSize: number;
  readonly naming: NamingFacts;
  /** The second detector, which looks at sweeps, and where its process listens. */
  readonly second?: DetectorFacts & { readonly endpoints: readonly Endpoint[] };
  /** Where the inference processes listen. */
  readonly endpoints: readonly Endpoint[];
  /** The box's clock is not known to be right: what is told until then is marked so. */
  readonly clockDoubtful: boolean;
}

/** Other models, which processes that run have loaded. */
export interface NewModels extends Pick<WatcherData, 'model' | 'inputSize' | 'naming' | 'endpoints'> {
  /** Detectors that cameras have of their own, by the camera's id. */
  readonly detectors: ReadonlyMap<string, WatchedDetector>;
  /** Told back when the models before are not used any more. */
  readonly swap: number;
}

/** What a watcher thread tells: what its cameras do, which processes it has, every second that it lives, and what nobody there had expected. */
export type ThreadReport =
  | FromWatcher
  | { readonly type: 'alive' }
  /** A process was started by the thread, or is gone. */
  | { readonly type: 'child'; readonly pid: number; readonly alive: boolean }
  | { readonly type: 'fault'; readonly message: string }
  /** What somebody who looks on asked for. */
  | { readonly type: 'live'; readonly view: LiveView }
  /** It does without the models before. */
  | { readonly type: 'swapped'; readonly swap: number };

/** What the main thread tells a watcher. */
export type ToWatcher =
  | { readonly type: 'endpoints'; readonly endpoints: readonly Endpoint[] }
  /** Where the process of the second detector listens. */
  | { readonly type: 'second'; readonly endpoints: readonly Endpoint[] }
  | { readonly type: 'clock'; readonly doubtful: boolean }
  /** What the box was taught changed; undefined where nothing is left of it. */
  | { readonly type: 'taught'; readonly taught: Taught | undefined }
  /** Somebody looks on: the next frame of the camera that is looked at is to be shown, once. */
  | { readonly type: 'look'; readonly camera: string; readonly width: LiveWidth }
  | ({ readonly type: 'models' } & NewModels)
  /** A camera is to be watched from now on, or as this says from now on; undefined where it is not watched any more. */
  | { readonly type: 'camera'; readonly id: string; readonly camera: WatchedCamera | undefined }
  | { readonly type: 'stop' };
