import type { Box } from './seen.ts';
import type { Media } from './visit.ts';

/** A piece of the camera's own stream on disk. Its times are good to about a second; its length is the stream's own. */
export interface Segment {
  readonly file: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** Where people were seen in one frame, however faintly: boxes in fractions of the frame. */
export interface PeopleSeen {
  readonly at: number;
  readonly boxes: readonly Box[];
  /** Who stands still is looked for again within this time, ms; what is not found until then may be there all the same. */
  readonly sweepMs: number;
}

/** What a clip is cut from and what it is to show. */
export interface ClipRequest {
  readonly camera: string;
  /** Ids of the visits that it shows; each gets a file of its own that shares the bytes. */
  readonly visits: readonly string[];
  readonly startAt: number;
  readonly endAt: number;
  /** Segments of the camera, in any order; those outside the time are passed over. */
  readonly segments: readonly Segment[];
  /** People seen meanwhile; where there are any, the clip is encoded anew with them wiped out. */
  readonly people: readonly PeopleSeen[];
}

/**
 * Cuts a clip and keeps it under the data folder, once for each visit; nothing where no segment covers any of the time.
 * @throws RoostError (rejects) where that fails or takes too long; the signal's reason if aborted
 */
export type CutClip = (request: ClipRequest, signal: AbortSignal) => Promise<readonly Media[]>;
