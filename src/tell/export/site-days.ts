import { DateTime } from 'luxon';
import { SiteClock } from '../../base/site-clock.ts';

/** A day of the site: 23, 24 or 25 hours. */
export interface SiteDay {
  /** `2026-05-01`. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Days of a zone that hold any of a range of time, in order. */
export function siteDays(from: number, to: number, zone: string): SiteDay[] {
  const clock = new SiteClock(zone);
  const days: SiteDay[] = [];
  for (let at = from; at < to; at = days.at(-1)!.to) {
    const { day, end } = clock.at(at);
    days.push({ name: DateTime.fromMillis(day, { zone }).toISODate()!, from: day, to: end });
  }
  return days;
}
