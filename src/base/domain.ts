/**
 * The words of Roost as types. It imports nothing but the rest of the words, in `domain/`; everything may import it.
 *
 * Units, everywhere: time in milliseconds since the Unix epoch (UTC) unless the name says otherwise,
 * boxes as fractions of the frame, scores from 0 to 1.
 */

export type * from './domain/alert.ts';
export * from './domain/effort.ts';
export type * from './domain/review.ts';

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
  /** When the picture was captured: wall time, from a monotonic clock anchored once. Strictly increasing per camera. */
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

/**
 * Why a track ended: not seen any more, the camera went away, the box was shut down, power was lost, or it turned out
 * to be a second box around another track's animal (such a track belongs to no visit).
 */
export type TrackEnd = 'lost' | 'camera-down' | 'shutdown' | 'interrupted' | 'double';

/** How deep in the tree of life a taxon stands. */
export type Rank = 'class' | 'order' | 'family' | 'genus' | 'species';

/** Every rank, from the widest to the narrowest. */
export const RANKS: readonly Rank[] = ['class', 'order', 'family', 'genus', 'species'];

/**
 * Why a person should look at a visit: detector and classifier disagree on its kind; its taxon is not on the site's
 * checklist, or not in this month; it is protected at level I; it was never recorded at the site before.
 */
export type ReviewReason = 'kind-conflict' | 'off-list' | 'out-of-season' | 'protected-1' | 'first-record';

/** A taxon and how likely it is, 0 to 1. */
export interface Scored {
  readonly taxon: string;
  readonly score: number;
}

/** What one classifier says of a track: its crops fused and calibrated, before the prior. */
export interface ModelOpinion {
  /** Name and short hash, e.g. `mobilenet-v2-inat-bird@350fcd8c`. */
  readonly model: string;
  /** How likely the animal is of a taxon that the model was taught, 0 to 1. */
  readonly known: number;
  /** The five likeliest, best first; scores sum to at most 1 over all labels. */
  readonly top: readonly Scored[];
}

/** What a track is called and why. It stays as it was made; reviews stand beside it. */
export interface Verdict {
  /** Id of the taxon; the class (birds, mammals) where the evidence allows no more. */
  readonly taxon: string;
  readonly rank: Rank;
  /** How likely it is right, 0 to 1, by the calibration of the classifier that said it; the detector's score for a class. */
  readonly score: number;
  readonly opinions: readonly ModelOpinion[];
  readonly prior: {
    /** Which checklist weighed the scores, with its version, e.g. `east-island@3f2a9c10`; `none` where the site has chosen none. */
    readonly id: string;
    /** Month of the year that it was asked for, 1 to 12, in the site's time zone. */
    readonly month: number;
    /** What the verdict would be without it. */
    readonly without: Scored;
  };
  /** The crops that it rests on, best first: when they were seen, and where in the frame the animal was. */
  readonly crops: readonly { readonly at: number; readonly box: Box }[];
  /** Every model that took part, the detector first, each with its hash. */
  readonly models: readonly string[];
  /** Version of Roost. */
  readonly code: string;
  /** Why a person should look; empty where nothing asks for it. */
  readonly review: readonly ReviewReason[];
}

/** The same animal followed through frames. Stored when it ends, checkpointed while it lives. */
export interface Track {
  /** Never repeats on this box. */
  readonly id: string;
  readonly camera: string;
  readonly kind: Kind;
  readonly startAt: number;
  /** Time of the last sighting. */
  readonly endAt: number;
  /** Undefined while the animal is still being followed. */
  readonly ended?: TrackEnd;
  /** Highest detection score. */
  readonly score: number;
  /** How many frames it was detected in. */
  readonly hits: number;
  /**
   * Frames up to its last sighting in which the detector looked at its place, found or not; `hits / looks` tells a
   * flickering branch from a bird.
   */
  readonly looks: number;
  /** True if something moved where it stood at any time of its life: stones and branches never do. */
  readonly moved: boolean;
  /** The path, oldest first; long ones are thinned, never the first, the last or the best. */
  readonly path: readonly Sighting[];
  /** What it is called, once a classifier has seen it. */
  readonly verdict?: Verdict;
}

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
}

/** Why a camera gives no frames, or too few of them (`slow`). One code a cause that a deployer can act on. */
export type CauseCode =
  | 'refused'
  | 'no-route'
  | 'unauthorized'
  | 'not-found'
  | 'no-codec'
  | 'stalled'
  | 'frozen'
  | 'garbage'
  | 'slow'
  | 'ended'
  | 'no-ffmpeg'
  | 'unknown';

/** A cause in words, with what to try. Holds no credentials. */
export interface Cause {
  readonly code: CauseCode;
  readonly message: string;
}

/** What a camera does now. `frozen`: pictures arrive, but they are all the same. */
export type CameraState = 'starting' | 'watching' | 'frozen' | 'down' | 'stopped';

/** A camera's figures since its watcher started. */
export interface CameraFigures {
  readonly frames: number;
  /** Frames that came while an earlier one was still being looked at, or whose inference failed. */
  readonly dropped: number;
  readonly fps: number;
  readonly restarts: number;
  readonly lastFrameAt?: number;
  /** Detector crops looked at, by reason. */
  readonly looks: Readonly<Record<RegionReason, number>>;
}

/** State of one camera as the API tells it. */
export interface CameraStatus {
  readonly camera: string;
  readonly state: CameraState;
  readonly since: number;
  readonly cause?: Cause;
  readonly figures: CameraFigures;
}
