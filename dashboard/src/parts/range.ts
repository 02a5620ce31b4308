import { dayAfter, dayKey, dayStart, now } from '../base/time.ts';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A range of days of the site as the API wants it: its ends as times. */
export interface Range {
  readonly fromDay: string;
  readonly toDay: string;
  readonly from: string;
  readonly to: string;
}

/** Days of the site from one to another, both included; the last so many days where they are not said. @param from, to e.g. 2025-05-03 */
export function rangeOf(from: string | undefined, to: string | undefined, days: number): Range {
  const toDay = to && DAY.test(to) ? to : dayKey(now());
  const fromDay = from && DAY.test(from) && from <= toDay ? from : dayAfter(toDay, 1 - days);
  const iso = (at: number) => new Date(at).toISOString();
  return { fromDay, toDay, from: iso(dayStart(fromDay)), to: iso(dayStart(dayAfter(toDay))) };
}

/** Every day of the range, in order. */
export function daysOf({ fromDay, toDay }: Range): string[] {
  const days: string[] = [];
  for (let day = fromDay; day <= toDay; day = dayAfter(day)) days.push(day);
  return days;
}
