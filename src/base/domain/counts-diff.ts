/** What counts would be by two sets of names of the same tracks: the present ones, and those of a candidate. */

/** A visit as one side has it. */
export interface SideVisit {
  readonly id: string;
  readonly taxon: string;
  readonly score: number;
  readonly individuals: number;
  /** False where it is set aside. */
  readonly counted: boolean;
}

/** Visits of the same tracks that the sides do not have alike. */
export interface OtherwiseVisits {
  readonly camera: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly tracks: readonly string[];
  readonly present: readonly SideVisit[];
  readonly candidate: readonly SideVisit[];
}

/** Counted visits and their individuals. */
export interface SideCounts {
  readonly visits: number;
  readonly individuals: number;
}

/** What a taxon is counted by each side. */
export interface TaxonCounts {
  readonly taxon: string;
  /** China's level of protection. */
  readonly protection?: 1 | 2;
  readonly present: SideCounts;
  readonly candidate: SideCounts;
}

/** How counts would differ. */
export interface CountsDiff {
  /** Visits of each side, those that are set aside among them. */
  readonly visits: { readonly present: number; readonly candidate: number };
  /** Visits of the present side that the candidate has otherwise. */
  readonly changed: number;
  readonly otherwise: readonly OtherwiseVisits[];
  /** Every taxon that either side counts; those that differ first, the largest difference first. */
  readonly taxa: readonly TaxonCounts[];
}
