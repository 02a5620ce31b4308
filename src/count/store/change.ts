import type { EffortMinute, Reviewed } from '../../base/domain.ts';
import type { ReviewedHead } from './visit-row.ts';

/** What changed. What was not, or is not any more, is undefined. */
export type Change =
  | {
      readonly of: 'visit';
      /** The visit with what reviews make of it, as it was and as it is. */
      readonly before: ReviewedHead | undefined;
      readonly after: Reviewed | undefined;
      /** When, ms. */
      readonly at: number;
    }
  | { readonly of: 'effort'; readonly before: EffortMinute | undefined; readonly after: EffortMinute };

/** The change of a visit. */
export type VisitNews = Extract<Change, { of: 'visit' }>;

/** Name of the follower that keeps the sums of visits and effort; changes without it make them out of date. */
export const TALLIES = 'tallies';
