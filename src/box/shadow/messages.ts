import type { CameraConfig } from '../../know/config/schema.ts';
import type { ClassifierSpec } from '../../see/inference/spec.ts';
import type { NamingFacts } from '../../see/watch/naming.ts';
import type { ShadowTracks } from '../../tell/server/shadow-facts.ts';
import type { ShadowRun } from './run.ts';

/** The models of one side. */
export interface SideStart {
  /** Id of the detector, for verdicts. */
  readonly detector: string;
  readonly classifiers: readonly ClassifierSpec[];
  readonly naming: NamingFacts;
}

/** What a process that names tracks by two sides is told: plain data. */
export interface ShadowStart {
  readonly run: ShadowRun;
  /** The folder of the run. */
  readonly folder: string;
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

/** What it is told later. */
export interface ToShadow {
  /** A camera dropped frames: it leaves the machine to the cameras for a while. */
  readonly type: 'busy';
}

/** What it tells. */
export type FromShadow =
  /** Every few seconds, and whatever it does. */
  | { readonly type: 'alive' }
  | { readonly type: 'tracks'; readonly tracks: ShadowTracks }
  | { readonly type: 'ended'; readonly state: 'done' | 'failed'; readonly why?: string };
