import type { FromWatcher, LiveView, Setup } from '../base/domain.ts';
import type { Store } from '../count/store/store.ts';
import type { Config } from '../know/config/config.ts';
import type { Installed } from '../know/models/installed.ts';
import type { Log } from './log.ts';
import type { Ring } from './ring.ts';
import type { Troubles } from './troubles.ts';

/** What seeing is built from. */
export interface SeeingParts {
  readonly config: Config;
  /** Where video is copied to. */
  readonly ring: Pick<Ring, 'folder' | 'maxBytes'>;
  readonly troubles: Troubles;
  readonly log: Log;
  /** Brings what is missing of the weights into the data folder. @throws RoostError (rejects) where they cannot be had */
  weights(signal: AbortSignal): Promise<void>;
  /** The models to use instead of those of the catalog. */
  models(catalog: Installed): Promise<Installed>;
  /** What is known of the past; undefined while no database is open. */
  store(): Store | undefined;
  /** Told of the settings and models under which cameras are watched, before they are. */
  setup(setup: Setup, models: Installed): void;
  message(message: FromWatcher): void;
  /** An inference process ended that was not asked to. */
  processEnded?(): void;
  /** What a frame shows to whoever looks on. */
  live(view: LiveView): void;
  /** Nobody follows this camera any more. */
  cameraEnded(camera: string): void;
}
