import type { Box, CountsDiff, Kind, OtherwiseVisits } from '../../base/domain.ts';

/** How a run of a candidate beside the present models stands. */
export interface ShadowFacts {
  /** The staged bundle, e.g. `delta-birds-3`. */
  readonly bundle: string;
  readonly kind: 'detector' | 'classifier' | 'taught';
  /** `done`: it looked at what it was to look at; `stopped`: somebody or something else ended it; `failed`: the candidate did not run. */
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly beganAt: number;
  readonly endedAt?: number | undefined;
  /** Why it stopped or failed, or why its process was last started again. */
  readonly why?: string | undefined;
  /** Who began it. */
  readonly by: string;
  /** It ends at so many tracks, or at this time, whichever is first. */
  readonly until: { readonly tracks: number; readonly at: number };
  /** Ids of the models and taught heads beside which it runs, and of those that would be in use with it; the detector first. */
  readonly present: readonly string[];
  readonly candidate: readonly string[];
  readonly tracks: ShadowTracks;
}

/** What became of the tracks of a run. */
export interface ShadowTracks {
  /** Named by both sides; of a detector: followed animals that stood in a picture which both sides looked at. */
  readonly looked: number;
  /** Wait to be. */
  readonly waiting: number;
  /** Left out since there was no spare time for them. */
  readonly shed: number;
  /** Left out since no crop of them was kept, or none that shows what the box saw. */
  readonly without: number;
}

/** What a classifier, or what was taught, would change. */
export interface CountsDiffFacts extends Omit<CountsDiff, 'otherwise'> {
  /** The newest of the visits that are otherwise, with ids of kept pictures of them; `more` others are not listed. */
  readonly otherwise: readonly (OtherwiseVisits & { readonly pictures: readonly string[] })[];
  readonly more: number;
  /** Tracks that both name alike, and that the present side names from its kept crops as the box did while they lived. */
  readonly alike: number;
  readonly asRecorded: number;
  /** Time of one core for one track, ms, on average; absent where none was looked at. */
  readonly ms?: { readonly present: number; readonly candidate: number };
}

/** A number of each side. */
interface OfBoth {
  readonly present: number;
  readonly candidate: number;
}

/** What two detectors found in pictures of one camera: boxes around animals, from the score on from which a track may begin. */
export interface CameraFinds {
  readonly camera: string;
  /** Pictures that both looked at. */
  readonly pictures: number;
  /** Pictures that nobody was shown, as people were in them. */
  readonly withheld: number;
  /** Animals that both found. */
  readonly both: number;
  /** Of these, those to which they give different kinds. */
  readonly otherKind: number;
  readonly presentOnly: number;
  readonly candidateOnly: number;
  /** Of those that the candidate alone found, where the box followed nothing. */
  readonly unfollowed: number;
  /** Further boxes around an animal that the other side has one box around. */
  readonly doubled: OfBoth;
  /** Time of one core for one picture on average, ms. */
  readonly ms: OfBoth;
}

/** Animals that the box followed and that stood in pictures, by what it called them. */
export interface TaxonFinds {
  readonly taxon: string;
  readonly protection?: 1 | 2;
  readonly tracks: number;
  /** Of them, those that a side found in at least one of their pictures. */
  readonly present: number;
  readonly candidate: number;
  /** Those that the present side found in one or more, and the candidate in none. */
  readonly overlooked: number;
}

/** A box that only one side has, or both have otherwise. */
export interface FoundOtherwise {
  readonly how: 'present-only' | 'candidate-only' | 'other-kind' | 'doubled-by-present' | 'doubled-by-candidate';
  readonly box: Box;
  readonly kind: Kind;
  readonly score: number;
  /** What the candidate takes it for, where that is another kind. */
  readonly as?: Kind;
}

/** A picture in which two detectors found otherwise. */
export interface PictureOtherwise {
  /** Its id, e.g. `1777608060000-east`. */
  readonly picture: string;
  readonly camera: string;
  readonly at: number;
  readonly found: readonly FoundOtherwise[];
}

/** What a detector would find otherwise. */
export interface FindsDiffFacts {
  readonly cameras: readonly CameraFinds[];
  /** Cameras that have a detector of their own, which it would not replace. */
  readonly left: readonly string[];
  readonly taxa: readonly TaxonFinds[];
  /** The most telling and newest of the pictures that are otherwise, the oldest first; `more` others are not shown. */
  readonly otherwise: readonly PictureOtherwise[];
  readonly more: number;
}

/** A run with what it has shown: of a detector what it finds, of all else what would be counted. */
export interface ShadowReportFacts extends ShadowFacts {
  /** When it was made; absent before the first. */
  readonly reportAt?: number;
  readonly counts?: CountsDiffFacts;
  readonly finds?: FindsDiffFacts;
}

/** How long a run is to be; what is left out is as the box is configured. */
export interface ShadowAsked {
  readonly tracks?: number;
  readonly hours?: number;
}

/** What the server asks of whoever runs candidates beside the present models. What makes no sense rejects with a RoostError. */
export interface ShadowDeps {
  /** Every run that is remembered, the newest first. */
  runs(): Promise<readonly ShadowFacts[]>;
  /** The run of a bundle; undefined where there was none. */
  report(bundle: string): Promise<ShadowReportFacts | undefined>;
  /** One of the pictures that a report shows, as JPEG; undefined where there is none. */
  picture(bundle: string, picture: string): Promise<Uint8Array | undefined>;
  /** Begins one; undefined where no bundle of that name lies staged. */
  begin(bundle: string, asked: ShadowAsked, by: string): Promise<ShadowFacts | undefined>;
  /** Ends one that runs; undefined where that bundle has none. @param why by whom */
  stop(bundle: string, why: string): Promise<ShadowFacts | undefined>;
}
