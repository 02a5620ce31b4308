import type { ClockDoubt } from './effort.ts';
import type { Box, Kind, Sighting } from './seen.ts';

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
 * Why a person should look at a visit: detector and classifier disagree on its kind; a model is sure of another
 * name than what the box was taught; its taxon is not on the site's
 * checklist, or not in this month; it is protected at level I; it was never recorded at the site before.
 */
export type ReviewReason =
  | 'kind-conflict'
  | 'taught-conflict'
  | 'off-list'
  | 'out-of-season'
  | 'protected-1'
  | 'first-record';

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
  /** Of what the box was taught by its people: how much of it shows the likeliest taxon. */
  readonly taught?: { readonly pictures: number; readonly visits: number };
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

/** What a whole path tells of its track. */
export interface PathFacts {
  /** Mean score of its sightings, 0 to 1. */
  readonly score: number;
  /** Median distance of its places from their middle, in square roots of the middle box's area. */
  readonly strays: number;
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
  /** What the whole path told, of an old track, of which only a few points are kept; absent while it is whole. */
  readonly whole?: PathFacts;
  /** What it is called, once a classifier has seen it. */
  readonly verdict?: Verdict;
  /** Present where its times come from a clock that was not right. */
  readonly clock?: ClockDoubt;
}
