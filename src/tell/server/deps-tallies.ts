import type { Basis, Rank } from '../../base/domain.ts';

/** Lengths of time that tallies and effort are summed over: calendar periods of the site's time zone, weeks from Monday. */
export type Period = 'hour' | 'day' | 'week' | 'month' | 'half-year' | 'year';

/** What tallies are split by; `zone` is that of the camera, `hour` the hour of the day on the site's clock. */
export type TallyKey = 'taxon' | 'camera' | 'zone' | 'hour';

/** Which tallies. Counted visits only, each in the period of its start: from <= startAt < to. */
export interface TallyFilter {
  readonly by: readonly TallyKey[];
  readonly period: Period;
  readonly from: number;
  readonly to: number;
  readonly basis: Basis;
  /** Taxa are summed up to this rank. */
  readonly rank?: Rank;
  readonly camera?: string;
  /** What was counted of this taxon or any within it. */
  readonly taxon?: string;
}

/**
 * Counted visits of one period. Watched and nothing seen: the counts are 0. Not watched: they are null, for nothing is
 * known.
 */
export interface TallyRow {
  /** The whole calendar period, also where `from` or `to` cuts it. */
  readonly startAt: number;
  readonly endAt: number;
  /** Present where tallies are split by it. */
  readonly taxon?: string;
  readonly camera?: string;
  /** Empty outside of every zone. */
  readonly zone?: string;
  readonly hour?: number;
  readonly visits: number | null;
  /** Independent records; null also where another word than the best counts. */
  readonly records: number | null;
  /** Sum of the visits' MaxN. */
  readonly individuals: number | null;
  /** Highest MaxN of one visit. */
  readonly maxIndividuals: number | null;
  readonly daysPresent: number | null;
  /** Visits that somebody decided on. */
  readonly reviewed: number | null;
  readonly adults: number | null;
  readonly juveniles: number | null;
  readonly females: number | null;
  readonly males: number | null;
  readonly firstAt?: number;
  readonly lastAt?: number;
  /** Groups seen of a taxon that lives in groups. */
  readonly groups?: { readonly count: number; readonly smallest: number; readonly largest: number };
  /** Hours watched by the cameras that this row counts, together. */
  readonly effortHours: number;
  /** Camera-days in which they could see. */
  readonly effortDays: number;
  readonly rai: number | null;
}
