import { DateTime } from 'luxon';
import { RoostError } from '../../base/errors.ts';

/** What tallies are summed over: calendar periods of the site's time zone; weeks begin on Monday, as in ISO 8601. */
export type Period = 'hour' | 'day' | 'week' | 'month' | 'half-year' | 'year';

/** One calendar period: from `startAt` up to `endAt`, ms. A day has 23, 24 or 25 hours. */
export interface Span {
  readonly startAt: number;
  readonly endAt: number;
}

const HOUR = 3_600_000;
/** Usual length of each period, ms: how many a range will hold is known before any is made. */
const USUAL: Readonly<Record<Period, number>> = {
  hour: HOUR,
  day: 24 * HOUR,
  week: 168 * HOUR,
  month: 730 * HOUR,
  'half-year': 4380 * HOUR,
  year: 8766 * HOUR,
};

/**
 * The calendar periods that hold any of the time from `from` up to `to`, in order, each beginning where the one
 * before ends. The first and the last are whole, though the range may cut them.
 * @param zone IANA name, e.g. `Asia/Shanghai`
 * @throws RoostError if the zone is not known, or there are well over `most` periods
 */
export function periodsIn(from: number, to: number, period: Period, zone: string, most: number): Span[] {
  if ((to - from) / USUAL[period] > most) {
    throw new RoostError(
      'tally',
      `by ${period}`,
      `more than ${most} periods`,
      'Ask for a shorter range or longer ones',
    );
  }
  const spans: Span[] = [];
  let start = startOf(DateTime.fromMillis(from, { zone }), period);
  if (!start.isValid) throw new RoostError('tally', zone, 'is not a time zone', 'Use an IANA name, as Asia/Shanghai');
  while (start.toMillis() < to) {
    const end = nextStart(start, period);
    spans.push({ startAt: start.toMillis(), endAt: end.toMillis() });
    start = end;
  }
  return spans;
}

/** Start of the period that holds a time; half-years begin with January and July. */
function startOf(at: DateTime, period: Period): DateTime {
  if (period !== 'half-year') return at.startOf(period);
  return at.startOf('year').plus({ months: at.month < 7 ? 0 : 6 });
}

/** Start of the next period. Adding a period lands on the wrong side of a clock change, so it is aligned again. */
function nextStart(start: DateTime, period: Period): DateTime {
  if (period === 'half-year') return startOf(start.plus({ months: 6 }), period);
  if (period !== 'hour') return start.plus({ [period]: 1 }).startOf(period);
  // On Lord Howe Island the clock changes by half an hour: the hour that holds the change lasts until the next full one.
  const next = start.plus({ hours: 1 });
  return next.plus({ minutes: (60 - next.minute) % 60 });
}
