/** What a detector can tell: which kind of thing stands in a box. Species are decided later, from tracks. */
export type Kind = 'bird' | 'mammal' | 'person' | 'vehicle';

/** Every kind, in the order in which tables and charts show them. */
export const KINDS: readonly Kind[] = ['bird', 'mammal', 'person', 'vehicle'];

/** True for the kinds that are counted. People and vehicles are seen, blurred, and never counted. */
export function isAnimal(kind: Kind): boolean {
  return kind === 'bird' || kind === 'mammal';
}

/**
 * A rectangle as fractions of the frame: `x`, `y` the top left corner, `w`, `h` the size; all from 0 to 1.
 * @example { x: 0.25, y: 0.5, w: 0.1, h: 0.2 } // on a 1280x720 frame: 320,360 to 448,504
 */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A corner of a polygon as fractions of the frame: [x, y], each from 0 to 1. */
export type Point = readonly [x: number, y: number];

/**
 * One picture from a camera as planar YUV 4:2:0: `width * height` bytes of Y, then a quarter of that of U, then of V.
 * Width and height are even. `data` belongs to whoever was handed the frame, until that one asks for the next.
 */
export interface Frame {
  readonly camera: string;
  /** Counts up from 0 for each start of the capture; gaps are dropped frames. */
  readonly seq: number;
  /**
   * When the picture was captured, strictly increasing per camera. Of a camera this is steady time: it never jumps when the
   * wall clock is set, and becomes wall time where it is told. Of a recording it is the recorded time.
   */
  readonly at: number;
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Why a part of a frame is looked at: something moved, a track is due to be seen again, or the regular sweep. */
export type RegionReason = 'motion' | 'track' | 'sweep';

/** A part of a frame that the detector will see. Square in pixels, except a sweep, which may be the whole frame. */
export interface Region {
  readonly box: Box;
  readonly reason: RegionReason;
}

/** A box in one frame with a kind and a score. */
export interface Detection {
  readonly box: Box;
  readonly kind: Kind;
  readonly score: number;
}

/** One look at a tracked animal: where it was in one frame. `score` is the detector's. */
export interface Sighting {
  readonly at: number;
  readonly box: Box;
  readonly score: number;
}
