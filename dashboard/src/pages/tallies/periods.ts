import type { Chosen } from './chosen.ts';

const DAY = 86_400_000;
/** Of more periods than these only those are shown in which somebody looked. */
const MOST = 400;

/**
 * The first day of each period that holds one of the days: also of those in which nobody looked, of which the box tells nothing, so that
 * a day without a row is not taken for one that was left out. Empty where they are too many to show. Pure.
 * @param days e.g. 2026-05-03, in order
 */
export function firstDays(days: readonly string[], period: Chosen['period']): string[] {
  const firsts = new Set(days.map((day) => firstDay(day, period)));
  return firsts.size > MOST ? [] : [...firsts];
}

function firstDay(day: string, period: Chosen['period']): string {
  const [year, month] = day.split('-') as [string, string];
  switch (period) {
    case 'day':
      return day;
    case 'week': {
      const at = Date.parse(`${day}T12:00:00Z`);
      const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
      return new Date(at - sinceMonday * DAY).toISOString().slice(0, 10);
    }
    case 'month':
      return `${year}-${month}-01`;
    case 'half-year':
      return `${year}-${Number(month) < 7 ? '01' : '07'}-01`;
    case 'year':
      return `${year}-01-01`;
  }
}
