import type { Box, Kind } from './seen.ts';
import type { Rank } from './track.ts';

/**
 * How many pixels a live picture is wide at most; none is wider than what is analysed. 0: no picture, only what is followed.
 * Few of them, so that who looks on at the same time shares one picture.
 */
export const LIVE_WIDTHS = [0, 320, 640, 1280] as const;

/** One of them. */
export type LiveWidth = (typeof LIVE_WIDTHS)[number];

/** An animal, a person or a vehicle that is followed, in one frame. */
export interface LiveMark {
  readonly track: string;
  readonly kind: Kind;
  readonly box: Box;
  /** False where it was not seen in this frame: the box is where it is taken to be. */
  readonly seen: boolean;
  /** The detector's highest score so far. */
  readonly score: number;
  /** What it is called so far, and how sure that is; absent until a classifier has seen it. */
  readonly name?: { readonly taxon: string; readonly rank: Rank; readonly score: number };
}

/** What one frame that was looked at shows to whoever looks on: picture and boxes are of the same moment. */
export interface LiveView {
  readonly camera: string;
  /** Wall time of the frame. */
  readonly at: number;
  /** The width that was asked for. */
  readonly width: LiveWidth;
  readonly marks: readonly LiveMark[];
  /** The frame as JPEG, people wiped out; absent where none was asked for, or it is kept back. */
  readonly picture?: { readonly width: number; readonly height: number; readonly jpeg: Uint8Array };
  /** True where people were wiped out of the picture, or something that may be one. */
  readonly wiped?: boolean;
  /** True where people are in the frame and no picture with people is to be made. */
  readonly withheld?: boolean;
}
