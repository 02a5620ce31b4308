/** How a run of a candidate beside the present models stands. */
export interface ShadowFacts {
  /** The staged bundle, e.g. `delta-birds-3`. */
  readonly bundle: string;
  readonly kind: 'detector' | 'classifier';
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
  /** Ids of the models beside which it runs, and of those that would be in use with it; the detector first. */
  readonly present: readonly string[];
  readonly candidate: readonly string[];
  readonly tracks: ShadowTracks;
}

/** What became of the tracks that ended in a run. */
export interface ShadowTracks {
  /** Named by both sides. */
  readonly looked: number;
  /** Wait to be. */
  readonly waiting: number;
  /** Left out since there was no spare time for them. */
  readonly shed: number;
  /** Left out since no crop of them was kept, or none that shows what the box saw. */
  readonly without: number;
}

/** A visit as one side has it. */
interface SideVisitFacts {
  readonly id: string;
  readonly taxon: string;
  readonly score: number;
  readonly individuals: number;
  /** False where it is set aside. */
  readonly counted: boolean;
}

/** Visits of the same tracks that the sides do not have alike. */
export interface OtherwiseFacts {
  readonly camera: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly tracks: readonly string[];
  readonly present: readonly SideVisitFacts[];
  readonly candidate: readonly SideVisitFacts[];
  /** Ids of kept pictures of them. */
  readonly pictures: readonly string[];
}

interface CountedFacts {
  readonly visits: number;
  readonly individuals: number;
}

/** What a taxon is counted by each side. */
export interface TaxonCountsFacts {
  readonly taxon: string;
  readonly protection?: 1 | 2;
  readonly present: CountedFacts;
  readonly candidate: CountedFacts;
}

/** What a classifier would change. */
export interface CountsDiffFacts {
  readonly visits: { readonly present: number; readonly candidate: number };
  /** Visits of the present side that the candidate has otherwise. */
  readonly changed: number;
  /** The newest of those visits; `more` others are not listed. */
  readonly otherwise: readonly OtherwiseFacts[];
  readonly more: number;
  /** Those that differ first. */
  readonly taxa: readonly TaxonCountsFacts[];
  /** Tracks that both name alike, and that the present side names from its kept crops as the box did while they lived. */
  readonly alike: number;
  readonly asRecorded: number;
  /** Time of one core for one track, ms, on average; absent where none was looked at. */
  readonly ms?: { readonly present: number; readonly candidate: number };
}

/** A run with what it has shown. */
export interface ShadowReportFacts extends ShadowFacts {
  /** When it was made; absent before the first. */
  readonly reportAt?: number;
  readonly counts?: CountsDiffFacts;
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
  /** Begins one; undefined where no bundle of that name lies staged. */
  begin(bundle: string, asked: ShadowAsked, by: string): Promise<ShadowFacts | undefined>;
  /** Ends one that runs; undefined where that bundle has none. @param why by whom */
  stop(bundle: string, why: string): Promise<ShadowFacts | undefined>;
}
