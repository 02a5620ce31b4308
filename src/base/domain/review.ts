import type { Visit } from './visit.ts';

/** What a person decides on a visit. `undo` takes an earlier decision of anybody back; nothing is ever deleted. */
export type ReviewAction = 'confirm' | 'correct' | 'reject' | 'uncertain' | 'note' | 'undo';

/** What a correction may say of the animals: how many are of each age and sex. What is not said is unknown. */
export interface Composition {
  readonly adults?: number;
  readonly juveniles?: number;
  readonly females?: number;
  readonly males?: number;
}

/** A person's decision on a visit; appended, never overwriting the machine's verdict. */
export interface Review extends Composition {
  readonly id: string;
  /** The visit as it was called then. */
  readonly visit: string;
  /** The visit's first track then: the decision goes with it when visits are derived again. */
  readonly track: string;
  /** Where the visit went on with that track over a midnight: the midnight, ms. Other days of the track are not meant. */
  readonly since?: number;
  readonly at: number;
  /** Who. */
  readonly by: string;
  readonly action: ReviewAction;
  /** What it is, at any rank; with `correct`, and with `confirm` where it says what was confirmed. */
  readonly taxon?: string;
  /** How many there were at once, 1 or more. */
  readonly individuals?: number;
  readonly behaviour?: string;
  readonly note?: string;
  /** Id of the review that an `undo` takes back. */
  readonly undoes?: string;
}

/**
 * What reviews make of a visit. `awaiting`: a first record for the site that one person confirmed; a second, different
 * one must.
 */
export type ReviewStatus = 'awaiting' | 'confirmed' | 'corrected' | 'rejected' | 'uncertain';

/** What reviews make of a visit, all together. */
export interface Outcome extends Composition {
  readonly status: ReviewStatus;
  readonly taxon: string;
  readonly individuals: number;
  readonly behaviour?: string;
  readonly notes: readonly string[];
  /** Everybody whose decision holds, in the order in which they decided. */
  readonly by: readonly string[];
  /** When the last decision that holds was taken. */
  readonly at: number;
}

/** A visit with what reviews make of it; no outcome where nobody has decided anything. */
export interface Reviewed {
  readonly visit: Visit;
  /** Grows with each change, the machine's or a person's. */
  readonly version: number;
  readonly outcome?: Outcome;
}

/** Whose word counts: the machine's alone, only what was reviewed, or the review where there is one and else the machine's. */
export type Basis = 'machine' | 'reviewed' | 'best';
