import type { CountsDiff, OtherwiseVisits } from '../../base/domain.ts';

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
