import type { Chosen } from './chosen.ts';

/** How periods are called in the language that is shown. */
export interface PeriodWords {
  readonly yearName: (year: number) => string;
  readonly halfName: (year: number, half: 1 | 2) => string;
  readonly weekName: (monday: string) => string;
  /** Of a time, in the site's zone, e.g. May 2026. */
  readonly month: (at: string) => string;
  /** Of a time, in the site's zone, e.g. 4 May 2026. */
  readonly day: (at: string) => string;
}

/**
 * What a period is called: by its month, half-year or year, a week by its first day. Pure.
 * @param startAt when it begins
 * @param first the day of the site that it begins with, e.g. 2026-05-01
 */
export function periodName(period: Chosen['period'], startAt: string, first: string, said: PeriodWords): string {
  const [year, month] = first.split('-').map(Number) as [number, number];
  switch (period) {
    case 'year':
      return said.yearName(year);
    case 'half-year':
      return said.halfName(year, month < 7 ? 1 : 2);
    case 'month':
      return said.month(startAt);
    case 'week':
      return said.weekName(said.day(startAt));
    case 'day':
      return said.day(startAt);
  }
}
