import { DateTime } from 'luxon';

/** A time as ISO 8601 without fractions, on the clock of a zone, with its offset: 2026-05-01T06:12:03+08:00. */
export function stamp(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}
