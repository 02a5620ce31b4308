import { RoostError } from '../../base/errors.ts';
import type { ExportQuery, ExportSource } from './format.ts';
import { looked, standingPart } from './looked.ts';
import { type SiteDay, siteDays } from './site-days.ts';
import type { StandRow } from './stands.ts';
import { visitsOf } from './visits.ts';

/** So many days are one occasion where nothing is said. */
const WEEK = 7;

/** Days of the site that are one sampling occasion together; the last one of a range may be shorter. */
export interface Occasion extends SiteDay {
  readonly days: readonly SiteDay[];
}

/**
 * The sampling occasions of a range, from the first day on which anything stood, as camtrapR's `detectionHistory` has them with
 * `day1 = "survey"`.
 * @throws RoostError where an occasion is no whole number of days, 1 or more
 */
export function occasionsOf(source: ExportSource, query: ExportQuery): Occasion[] {
  const { occasionDays = WEEK } = query;
  if (!Number.isSafeInteger(occasionDays) || occasionDays < 1)
    throw new RoostError(
      'export',
      `an occasion of ${occasionDays} days`,
      'is no whole number of days',
      'Ask for 1 or more',
    );
  const { from, to } = standingPart(source, query);
  const days = siteDays(from, to, source.timeZone);
  const occasions: Occasion[] = [];
  for (let i = 0; i < days.length; i += occasionDays) {
    const own = days.slice(i, i + occasionDays);
    occasions.push({
      name: own[0]!.name,
      from: Math.max(from, own[0]!.from),
      to: Math.min(to, own.at(-1)!.to),
      days: own,
    });
  }
  return occasions;
}

/** Camera-days that the cameras of a row looked in an occasion; undefined where none stood there. */
export function cameraDays(source: ExportSource, { stands }: StandRow, occasion: Occasion): number | undefined {
  const each = stands.flatMap((stand) => looked(source, stand, occasion) ?? []);
  return each.length === 0 ? undefined : each.reduce((days, { lookedMs }) => days + lookedMs / 86_400_000, 0);
}

/**
 * In which occasions each taxon was detected in each row: a visit lies in one day, since visits are cut at midnight.
 * @param rowOf the row of a camera at a time; visits without one are left out
 * @returns indices of occasions by taxon and row
 */
export async function detections(
  source: ExportSource,
  query: ExportQuery,
  occasions: readonly Occasion[],
  rowOf: (camera: string, at: number) => string,
): Promise<Map<string, Map<string, Set<number>>>> {
  const found = new Map<string, Map<string, Set<number>>>();
  let at = 0;
  for await (const { reviewed, counted } of visitsOf(source, query)) {
    if (!counted) continue;
    const { camera, startAt } = reviewed.visit;
    // Visits come by their start.
    while (at < occasions.length && startAt >= occasions[at]!.to) at++;
    if (at === occasions.length || startAt < occasions[at]!.from) continue;
    const rows = found.get(counted.taxon) ?? new Map<string, Set<number>>();
    const name = rowOf(camera, startAt);
    rows.set(name, (rows.get(name) ?? new Set()).add(at));
    found.set(counted.taxon, rows);
  }
  return found;
}
