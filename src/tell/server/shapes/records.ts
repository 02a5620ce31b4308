import { z } from 'zod';
import type { Comparison, IndependenceRule } from '../../../count/tally/independence.ts';
import { decimalFilter, requireOrder, timeKey } from './common.ts';

/** Which visits are counted as records, by which rule and on whose word. */
export const RecordsRange = z.strictObject({
  from: timeKey('Visits that start at this time or later; a year before `to` when left out'),
  to: timeKey('Visits that start before this time; now when left out'),
  interval: decimalFilter(
    "Minutes between independent records, 0 to 100000; the site's when left out, which tallies follow. Above 0 the first of one second counts",
    { minimum: 0, maximum: 100_000 },
  ),
  compare: z.enum(['lastIndependentRecord', 'lastRecord']).optional().meta({
    description:
      "lastIndependentRecord or lastRecord: what the interval is counted from, as in camtrapR; the site's when left out",
  }),
  against: z
    .enum(['all-time', 'range'])
    .default('all-time')
    .meta({
      description:
        'all-time: judge against whatever was recorded before, also before `from`, as tallies and the report do; range: as if nothing had ' +
        'been recorded before `from`, as camtrapR judges a table of the range alone',
    }),
  apart: z
    .enum(['station', 'camera'])
    .default('station')
    .meta({ description: 'station or camera: what is judged together' }),
  basis: z.enum(['machine', 'reviewed', 'best']).default('best').meta({
    description:
      'machine, reviewed or best: whose word counts; best is the review where there is one and else the machine',
  }),
});

const YEAR = 366 * 86_400_000;

/**
 * The range with its ends and its rule filled in.
 * @param site the rule that tallies follow
 * @throws {Problem} 400 where it ends before it begins
 */
export function rangeOf<Q extends z.output<typeof RecordsRange>>(
  query: Q,
  now: number,
  site: IndependenceRule,
): Q & { from: number; to: number; interval: number; compare: Comparison } {
  const { to = now, from = to - YEAR, interval = site.intervalMinutes, compare = site.compare } = query;
  requireOrder({ from, to });
  return { ...query, from, to, interval, compare };
}
