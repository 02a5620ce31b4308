import type { Deployment, Reviewed, ReviewStatus, Setup } from '../../base/domain.ts';
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

/** Counts of a taxon that is no wild species. */
export interface OtherFigures {
  readonly taxon: Taxon;
  readonly counts: TallyRow;
}

/** What is added up over the wild animals of a class, or over both. */
export interface Totals {
  readonly orders: number;
  readonly families: number;
  readonly species: number;
  readonly visits: number;
  readonly records: number;
  readonly individuals: number;
}

/** Birds or mammals. All species of it are wild ones, in the order of the taxonomy. */
export interface ClassFigures {
  readonly taxon: Taxon;
  readonly species: readonly SpeciesFigures[];
  /** What was named less deep than a species. */
  readonly wider: readonly OtherFigures[];
  readonly domestic: readonly OtherFigures[];
  /** Without domestic animals. */
  readonly totals: Totals;
  /** The ten species with the most independent records. */
  readonly top: readonly SpeciesFigures[];
  /** By hour of the day, 0 to 23. */
  readonly hours: readonly TallyRow[];
}

/** A species that was never counted before, with its first visit. */
export interface NewSpecies {
  readonly species: SpeciesFigures;
  readonly first: Reviewed;
}

/** The best kept picture of a species. */
export interface BestPicture {
  readonly species: SpeciesFigures;
  readonly isNew: boolean;
  /** Relative to the data folder. */
  readonly file: string;
  /** The visit that it is of. */
  readonly of: Reviewed;
}

/** Ids of the visits that a report points at one by one, with their pictures: their evidence is kept as long as can be. */
export function citedIn({ pictures, newToSite }: Pick<Figures, 'pictures' | 'newToSite'>): string[] {
  return [...new Set([...pictures.map(({ of }) => of.visit.id), ...newToSite.map(({ first }) => first.visit.id)])];
}

/** Where a camera stood in a part of the half-year; from, to in ms. */
export interface Stand {
  /** Its position as it may be told. */
  readonly place: Deployment & { readonly generalised?: { readonly degrees: number } };
  readonly from: number;
  readonly to: number;
}

/** What a camera looked at, in hours. */
export interface CameraEffort {
  readonly camera: string;
  /** Hours in which it stood at the site, as far as anybody told. */
  readonly stoodHours: number;
  readonly watchedHours: number;
  /** Hours in which it could see: 24 of them are a camera-day. */
  readonly clearHours: number;
  readonly effortDays: number;
  readonly gaps: number;
  readonly longest?: Gap;
}

/** What became of visits: as people said, or where nobody said anything, as the machine counts them. */
export type VisitState = ReviewStatus | 'unreviewed' | 'set-aside' | 'clock';

/** Visits of a half-year by what became of them. */
export interface ReviewFigures {
  readonly rows: readonly {
    readonly state: VisitState;
    readonly visits: number;
    /** Of these, visits of wild animals that count. */
    readonly counted: number;
    /** Of these, visits of domestic animals that count. */
    readonly domestic: number;
  }[];
  /** How many people decided on any. */
  readonly people: number;
}

/** Every figure of a half-year. */
export interface Figures {
  readonly half: HalfYear;
  /** Where the half-year goes on: until when it is told of, ms. */
  readonly until: number;
  /** False where nobody looked and nothing was seen: then no figure of animals means anything. */
  readonly known: boolean;
  /** Camera-days in which cameras could see. */
  readonly effortDays: number;
  /** Of wild animals. */
  readonly totals: Totals;
  /** Birds, then mammals. */
  readonly classes: readonly ClassFigures[];
  readonly newToSite: readonly NewSpecies[];
  /** Level 1 first. */
  readonly protected: readonly SpeciesFigures[];
  /** Of species new to the site and of protected ones. */
  readonly pictures: readonly BestPicture[];
  /** How many pictures and clips of the half-year went to make room. */
  readonly gone: number;
  readonly groups: readonly SpeciesFigures[];
  /** Species of each class by month; null where nobody looked. */
  readonly months: readonly { readonly startAt: number; readonly species: readonly (number | null)[] }[];
  /** What people call each camera. */
  readonly names: ReadonlyMap<string, string>;
  readonly stands: readonly Stand[];
  readonly effort: readonly CameraEffort[];
  /** Cameras that were put up elsewhere or turned. */
  readonly moves: readonly Move[];
  readonly reviews: ReviewFigures;
  /** Counts corrected by the reviews of the random sample. */
  readonly corrected: CorrectedCounts;
  readonly setups: readonly Setup[];
  readonly rule: { readonly intervalMinutes: number; readonly compare: string };
  /** Absent where the site has no tide. */
  readonly tide?: TideFigures;
  /** The half-year before, where anything is known of it. */
  readonly before?: {
    readonly half: HalfYear;
    readonly effortDays: number;
    readonly totals: Totals;
    readonly gained: readonly Taxon[];
    readonly lost: readonly Taxon[];
  };
}
