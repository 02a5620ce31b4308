import type { Box } from './seen.ts';
import type { Media } from './visit.ts';

/** A piece of copied video on disk. */
export interface Segment {
  readonly file: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** Where people were while a clip ran: boxes in fractions of the frame at times in ms. */
export interface PersonPath {
  readonly path: readonly { readonly at: number; readonly box: Box }[];
}

/** What a clip is cut from and what it is to show. */
export interface ClipRequest {
  readonly camera: string;
  readonly visit: string;
  readonly startAt: number;
  readonly endAt: number;
  /** Segments of the camera, in any order; those outside the time are passed over. */
  readonly segments: readonly Segment[];
  /** People seen meanwhile; where there are any, the clip is encoded anew with them wiped out. */
  readonly people: readonly PersonPath[];
}

/**
 * Cuts a clip and keeps it under the data folder; undefined where no segment covers any of the time.
 * @throws RoostError (rejects) where that fails or takes too long
 */
export type CutClip = (request: ClipRequest) => Promise<Media | undefined>;
