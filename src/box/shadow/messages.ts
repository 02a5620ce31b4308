import type { LiveView, Point } from '../../base/domain.ts';
import type { CameraConfig } from '../../know/config/schema.ts';
import type { ClassifierSpec, DetectorSpec } from '../../see/inference/spec.ts';
import type { NamingFacts } from '../../see/watch/naming.ts';
import type { ShadowTracks } from '../../tell/server/shadow-facts.ts';
import type { ShadowRun } from './run.ts';

/** What names on one side. */
export interface SideStart {
  /** Id of the detector, for verdicts. */
  readonly detector: string;
  readonly classifiers: readonly ClassifierSpec[];
  readonly naming: NamingFacts;
}

/** What a process of any run is told: plain data. */
interface RunStart {
  readonly run: ShadowRun;
  /** The folder of the run. */
  readonly folder: string;
}

/** What one that names tracks by two sides is told. */
export interface NamesStart extends RunStart {
  readonly looks: 'names';
  /** The data folder, and the database in it. */
  readonly data: string;
  readonly database: string;
  readonly timeZone: string;
  readonly gapMs: number;
  readonly minScore: number;
  readonly cameras: readonly Pick<CameraConfig, 'id' | 'zones'>[];
  readonly present: SideStart;
  readonly candidate: SideStart;
}

/** What one that looks at live pictures by two detectors is told. */
export interface FindsStart extends RunStart {
  readonly looks: 'finds';
  /** The cameras that the candidate would look at, and what of their pictures counts as not there. */
  readonly cameras: readonly { readonly id: string; readonly masks: readonly (readonly Point[])[] }[];
  /** Cameras with a detector of their own. */
  readonly left: readonly string[];
  readonly present: DetectorSpec;
  readonly candidate: DetectorSpec;
}

export type ShadowStart = NamesStart | FindsStart;

/** What it is told later. */
export type ToShadow =
  /** A camera dropped frames: it leaves the machine to the cameras for a while. */
  | { readonly type: 'busy' }
  /** What it asked for: the next frame of a camera; none where none came. */
  | { readonly type: 'view'; readonly camera: string; readonly view: LiveView | undefined };

/** What it tells. */
export type FromShadow =
  /** Every few seconds, and whatever it does. */
  | { readonly type: 'alive' }
  | { readonly type: 'tracks'; readonly tracks: ShadowTracks }
  /** It asks for the next frame of a camera. */
  | { readonly type: 'want'; readonly camera: string }
  | { readonly type: 'ended'; readonly state: 'done' | 'failed'; readonly why?: string };
