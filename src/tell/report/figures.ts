import type { Reviewed, Setup } from '../../base/domain.ts';
import type { CorrectedCounts } from '../../count/correct/corrected.ts';
import type { Gap } from '../../count/tally/gaps.ts';
import type { HalfYear } from '../../count/tally/half-year.ts';
import type { Move } from '../../count/tally/moves.ts';
import type { TallyRow } from '../../count/tally/tally.ts';
import type { Taxon } from '../../know/taxonomy/taxon.ts';
import type { TideFigures } from './tide-figures.ts';

/** What a row of species tells. */
export interface SpeciesFigures {
  readonly taxon: Taxon;
  readonly order?: Taxon;
  readonly family?: Taxon;
  readonly counts: TallyRow;
  /** Hour of the day, 0 to 23, in which it was there for the largest part of the clear effort; the first of several. */
  readonly peakHour: number;
}

/** A species that was never counted before, with its first visit. */
export interface NewSpecies {
  readonly species: SpeciesFigures;
  readonly first: Reviewed;
  /** Its best picture, relative to the data folder. */
  readonly picture?: string;
}

/** What is compared between two half-years. */
export interface Totals {
  readonly species: number;
  readonly visits: number;
  readonly records: number;
  readonly individuals: number;
  /** Camera-days in which cameras could see. */
  readonly effortDays: number;
  readonly rai: number | null;
}

/** Time in which a camera did not watch, by why. */
export interface CameraEffort {
  readonly camera: string;
  readonly effortDays: number;
  readonly watchedHours: number;
  readonly gaps: number;
  readonly gapHours: number;
  readonly longest?: Gap;
}

/** Every figure of a half-year. */
export interface Figures {
  readonly half: HalfYear;
  /** Where the half-year goes on: until when it is told of, ms. */
  readonly until: number;
  readonly totals: Totals;
  /** Wild species by order and family; so are all other figures of wild animals, but for `domestic`. */
  readonly species: readonly SpeciesFigures[];
  /** What was named less deep than a species. */
  readonly wider: readonly { readonly taxon: Taxon; readonly counts: TallyRow }[];
  readonly domestic: readonly { readonly taxon: Taxon; readonly counts: TallyRow }[];
  readonly newToSite: readonly NewSpecies[];
  /** Level 1 first. */
  readonly protected: readonly SpeciesFigures[];
  readonly groups: readonly SpeciesFigures[];
  /** The ten with the most independent records. */
  readonly top: readonly SpeciesFigures[];
  /** By hour of the day, 0 to 23. */
  readonly hours: readonly TallyRow[];
  /** Species of each month; null where nobody looked. */
  readonly months: readonly {
    readonly startAt: number;
    readonly species: number | null;
    readonly effortDays: number;
  }[];
  readonly effort: readonly CameraEffort[];
  /** Cameras that were put up elsewhere or turned. */
  readonly moves: readonly Move[];
  readonly reviews: {
    readonly reviewed: number;
    readonly confirmed: number;
    readonly corrected: number;
    readonly rejected: number;
    readonly people: number;
  };
  /** Counts corrected by the reviews of the random sample. */
  readonly corrected: CorrectedCounts;
  readonly setups: readonly Setup[];
  readonly rule: { readonly intervalMinutes: number; readonly compare: string };
  /** Absent where the site has no tide. */
  readonly tide?: TideFigures;
  readonly before?: {
    readonly half: HalfYear;
    readonly totals: Totals;
    readonly gained: readonly Taxon[];
    readonly lost: readonly Taxon[];
  };
}
