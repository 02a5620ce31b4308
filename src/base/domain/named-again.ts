import type { Verdict } from './track.ts';

/** What tracks are named again with. Two that say the same are one. */
export interface AgainSetup {
  /** The model that was asked for, as verdicts cite it, e.g. `delta-birds-3@e8af0749`. */
  readonly model: string;
  /** Every classifier and taught head that took part. */
  readonly models: readonly string[];
  /** Which checklist weighed the scores; `none` where there was none. */
  readonly prior: string;
  /** Version of Roost. */
  readonly code: string;
}

/** What a track was called when it was named again from its kept crops: beside the verdict of the time when it was seen, which stays. */
export interface NamedAgain {
  readonly track: string;
  readonly setup: AgainSetup;
  /** When it was named, ms. */
  readonly at: number;
  readonly verdict: Verdict;
}
