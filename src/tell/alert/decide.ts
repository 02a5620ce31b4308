import type { Alert, AlertReason, AlertState, Reviewed, Visit } from '../../base/domain.ts';
import { countedAs } from '../../count/review/basis.ts';

/** What deciding needs to know of the site and its past. */
export interface AlertFacts {
  /** Level of protection of a species; undefined where it is not protected, or no species. */
  protection(taxon: string): 1 | 2 | undefined;
  /** False also for a domestic animal. */
  isWildSpecies(taxon: string): boolean;
  /** True where a visit goes on over a midnight with one that counts as the same taxon. */
  carried(visit: Visit, taxon: string): boolean;
  /** True for what the site's own checklist has. */
  listed(taxon: string): boolean;
  /** True if a visit of the taxon that starts in the range is counted. */
  recorded(taxon: string, from: number, to: number): boolean;
  /** True if an alert stands, of a visit that starts in the range, at the camera if given. */
  stands(reason: AlertReason, taxon: string, from: number, to: number, camera?: string): boolean;
  /** Start of the year and of the day of the site that hold a time, and of the ones after, ms. */
  year(at: number): { readonly from: number; readonly to: number };
  day(at: number): { readonly from: number; readonly to: number };
}

const EVER = { from: 0, to: Number.MAX_SAFE_INTEGER };

/**
 * Why people should hear of a visit now, that they have not heard yet. Only species alert: a wider name may be anything.
 * No domestic animal does.
 *
 * - `first-for-site`: not on the site's own list, and no visit of before is counted as it;
 * - `first-of-year`: recorded in an earlier year or listed, and not yet in this one;
 * - `protected`: at level 1 or 2; one alert a species, camera and day of the site.
 */
export function newReasons({ visit, ...rest }: Reviewed, facts: AlertFacts): AlertReason[] {
  const counted = countedAs({ visit, ...rest }, 'best');
  if (!counted || !facts.isWildSpecies(counted.taxon)) return [];
  const { taxon } = counted;
  // It was told of when it came.
  if (facts.carried(visit, taxon)) return [];
  const { startAt, camera } = visit;
  const reasons: AlertReason[] = [];
  const [year, day] = [facts.year(startAt), facts.day(startAt)];
  if (!facts.listed(taxon) && !facts.recorded(taxon, 0, startAt)) {
    if (!facts.stands('first-for-site', taxon, EVER.from, EVER.to)) reasons.push('first-for-site');
  } else if (!facts.recorded(taxon, year.from, startAt) && !facts.stands('first-of-year', taxon, year.from, year.to)) {
    // What was the first for the site in this year was told of already.
    if (!facts.stands('first-for-site', taxon, year.from, year.to)) reasons.push('first-of-year');
  }
  if (facts.protection(taxon) && !facts.stands('protected', taxon, day.from, day.to, camera)) reasons.push('protected');
  return reasons;
}

/** What becomes of an alert now that its visit is as it is; undefined where the visit is no more. */
export function stateOf(alert: Alert, now: Reviewed | undefined): AlertState {
  const counted = now && countedAs(now, 'best');
  if (counted?.taxon !== alert.taxon) return 'withdrawn';
  const status = now?.outcome?.status;
  return status === 'confirmed' || status === 'corrected' ? 'confirmed' : 'unconfirmed';
}
