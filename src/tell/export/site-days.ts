import { DateTime } from 'luxon';

/** A day of the site: 23, 24 or 25 hours. */
export interface SiteDay {
  /** `2026-05-01`. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Days of a zone that hold any of a range of time, in order. */
export function siteDays(from: number, to: number, zone: string): SiteDay[] {
  const days: SiteDay[] = [];
  for (let day = DateTime.fromMillis(from, { zone }).startOf('day'); day.toMillis() < to; ) {
    const next = day.plus({ days: 1 }).startOf('day');
    days.push({ name: day.toISODate()!, from: day.toMillis(), to: next.toMillis() });
    day = next;
  }
  return days;
}
