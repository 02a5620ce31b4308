import { isSocial, type SocialTaxa } from '../../know/taxonomy/social.ts';
import type { Sums } from '../store/daily.ts';
import type { PresenceSums } from '../store/daily-sums.ts';
import type { EffortTotal } from '../store/minutes.ts';

/** Visits of animals that live in groups, each one group seen. */
export interface GroupSightings {
  readonly count: number;
  /** Smallest and greatest MaxN of one; a group is at least as large. */
  readonly smallest: number;
  readonly largest: number;
}

/** What is told of counted visits. Counts are null where nobody looked and nothing was seen: nothing is known. */
export interface TallyMeasures {
  readonly visits: number | null;
  /** Independent records under the site's rule, judged over all that was ever recorded; null on another word than the best. */
  readonly records: number | null;
  /** Sum of the visits' MaxN. */
  readonly individuals: number | null;
  /** The most at once in one visit, in the time of this row; 0 where there was none. */
  readonly maxIndividuals: number | null;
  /** Days of the site on which it was there. */
  readonly daysPresent: number | null;
  /** How long it was there, in hours: that of several visits and taxa added. */
  readonly presentHours: number | null;
  /** `presentHours` a clear hour of effort: how much of the time in which it could be seen it was there; null without effort. */
  readonly activity: number | null;
  /** How many of the visits somebody decided on. */
  readonly reviewed: number | null;
  /** As people said: of how many animals that is known. */
  readonly adults: number | null;
  readonly juveniles: number | null;
  readonly females: number | null;
  readonly males: number | null;
  /** Start of the first and of the last visit; absent where there was none. */
  readonly firstAt?: number;
  readonly lastAt?: number;
  /** Where the row is of one taxon, and that lives in groups, and was seen. */
  readonly groups?: GroupSightings;
  /** Hours watched by the cameras that this row counts, together. */
  readonly effortHours: number;
  /** Camera-days in which they could see: neither dark, covered nor blurred. */
  readonly effortDays: number;
  /** Relative abundance index: 100 x independent records / camera-days; null without records or effort. */
  readonly rai: number | null;
}

const DAY_SECONDS = 86_400;

/**
 * The measures of one row.
 * @param sums undefined where no visit began
 * @param presence undefined where nothing was there
 * @param judged false where independence is not known
 * @param asHours true for a row of hours: a visit may have been at its fullest in another hour than that in which it began
 * @param taxon the one taxon that the row is of, if it is
 * @param social what the site makes of the list of taxa that live in groups
 */
export function measured(
  sums: (Sums & { readonly reviewed: number }) | undefined,
  presence: PresenceSums | undefined,
  effort: readonly EffortTotal[],
  judged: boolean,
  asHours: boolean,
  taxon: string | undefined,
  social?: SocialTaxa,
): TallyMeasures {
  const watched = effort.reduce((seconds, { watchedSeconds }) => seconds + watchedSeconds, 0);
  const effortDays = effort.reduce((seconds, { lookedSeconds }) => seconds + lookedSeconds, 0) / DAY_SECONDS;
  const known = watched > 0 || sums !== undefined || presence !== undefined;
  // To the millisecond, which tracks are told to: sums of seconds in another order differ in their last bits.
  const presentHours = Math.round((presence?.seconds ?? 0) * 1000) / 3_600_000;
  const count = (value: number | undefined) => (known ? (value ?? 0) : null);
  const records = judged ? count(sums?.records) : null;
  return {
    visits: count(sums?.visits),
    records,
    individuals: count(sums?.individuals),
    maxIndividuals: count(Math.max(presence?.most ?? 0, asHours ? 0 : (sums?.most ?? 0))),
    daysPresent: count(presence?.days),
    presentHours: count(presentHours),
    activity: known && effortDays > 0 ? presentHours / (24 * effortDays) : null,
    reviewed: count(sums?.reviewed),
    adults: count(sums?.adults),
    juveniles: count(sums?.juveniles),
    females: count(sums?.females),
    males: count(sums?.males),
    ...(sums && { firstAt: sums.firstAt, lastAt: sums.lastAt }),
    ...(sums &&
      taxon &&
      isSocial(taxon, social) && { groups: { count: sums.visits, smallest: sums.least, largest: sums.most } }),
    effortHours: watched / 3600,
    effortDays,
    rai: records !== null && effortDays > 0 ? (100 * records) / effortDays : null,
  };
}
