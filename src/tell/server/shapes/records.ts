import { z } from 'zod';
import { decimalKey, requireOrder, timeKey } from './common.ts';

/** Which visits are counted as records, by which rule and on whose word. */
export const RecordsRange = z.strictObject({
  from: timeKey('Visits that start at this time or later; a year before `to` when left out'),
  to: timeKey('Visits that start before this time; now when left out'),
  interval: decimalKey('Minutes between independent records, 0 to 100000; 30 when left out', 30, {
    minimum: 0,
    maximum: 100_000,
  }),
  compare: z
    .enum(['lastIndependentRecord', 'lastRecord'])
    .default('lastIndependentRecord')
    .meta({ description: 'lastIndependentRecord or lastRecord: what the interval is counted from, as in camtrapR' }),
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
 * The range with its ends filled in.
 * @throws {Problem} 400 where it ends before it begins
 */
export function rangeOf<Q extends z.output<typeof RecordsRange>>(
  query: Q,
  now: number,
): Q & { from: number; to: number } {
  const { to = now, from = to - YEAR } = query;
  requireOrder({ from, to });
  return { ...query, from, to };
}
