import type { ClockDoubt } from './effort.ts';
import type { Box } from './seen.ts';
import type { ReviewReason } from './track.ts';

/** A kept picture or clip. `file` is relative to the data folder. */
export interface Media {
  readonly id: string;
  readonly camera: string;
  /** The track it shows; clips belong to a visit and have none. */
  readonly track?: string;
  readonly visit?: string;
  readonly type: 'crop' | 'clip';
  readonly at: number;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** For a crop: where in the frame it was cut, and the animal's box in the frame. Boxes are data, never burnt in. */
  readonly region?: Box;
  readonly box?: Box;
  readonly score?: number;
  /** True where people were blurred. */
  readonly blurred: boolean;
  /** Where the file went, to make room or for people on it: when, ms, and why. Its hash and what it showed stay. */
  readonly gone?: { readonly at: number; readonly why: string };
}

/** Counted, or set aside as a false detection that repeats at one place. Never deleted. */
export type VisitStatus = 'counted' | 'set-aside';

/** The tracks of one taxon at one camera with no gap longer than the visit gap. */
export interface Visit {
  readonly id: string;
  readonly camera: string;
  readonly taxon: string;
  readonly startAt: number;
  readonly endAt: number;
  /** MaxN: the most seen at once. */
  readonly individuals: number;
  readonly score: number;
  /** Ids of the tracks. */
  readonly tracks: readonly string[];
  /** False while a track of it lives or the visit gap has not passed. */
  readonly closed: boolean;
  readonly status: VisitStatus;
  /** Why it was set aside, in words. */
  readonly reason?: string;
  /** Why a person should look at it: what its tracks' verdicts ask for, and what the visit as a whole does. */
  readonly review: readonly ReviewReason[];
  /** Name of the camera's zone in which it began; absent outside of every zone. */
  readonly zone?: string;
  /**
   * Id of the visit that this one goes on with over the midnight before it: a visit belongs to one day of the site. Absent
   * where it began by itself.
   */
  readonly continues?: string;
  /** Present where its times come from a clock that was not right: it happened, but not for certain then. */
  readonly clock?: ClockDoubt;
}
