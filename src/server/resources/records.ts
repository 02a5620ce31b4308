import { z } from 'zod';
import type { ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource } from '../resource.ts';
import { idFilter, None, Time, time, timeKey } from '../shapes/common.ts';
import { TaxonShape, taxon } from '../shapes/taxon.ts';

const Query = z.strictObject({
  from: timeKey('Visits that start at this time or later; a year before `to` when left out'),
  to: timeKey('Visits that start before this time; now when left out'),
  interval: z.coerce
    .number()
    .min(0)
    .max(100_000)
    .default(30)
    .meta({ description: 'Minutes between independent records, 0 or more; 30 when left out' }),
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
  camera: idFilter('Only visits at the camera of this id'),
  taxon: idFilter('Only what counts as the taxon of this id, of any rank, or any within it'),
});

const RecordShape = z
  .object({
    taxon: TaxonShape,
    station: z.string().meta({ description: 'The station, or the camera where cameras are judged apart' }),
    records: z.int().meta({ description: 'Independent records' }),
    visits: z.int(),
    individuals: z.int().meta({ description: "Sum of the visits' MaxN" }),
    maxIndividuals: z.int().meta({ description: 'Highest MaxN of one visit' }),
    daysPresent: z.int(),
    firstAt: Time,
    lastAt: Time,
    reviewed: z.int().meta({ description: 'How many of the visits a person decided on' }),
    effortDays: z.number().meta({ description: "Time that the station's cameras watched, together" }),
    rai: z.number().nullable().meta({ description: '100 x independent records / effort in days; null without effort' }),
  })
  .meta({ id: 'Records' });

const YEAR = 366 * 86_400_000;

/** Independent records of each taxon at each station, with the effort that they rest on. */
export function recordsResource(deps: ServerDeps, now: () => number) {
  return jsonResource({
    path: '/api/v1/records',
    summary: 'Independent records by taxon and station, with effort and RAI',
    params: None,
    query: Query,
    description: 'Rows by station, then taxon. Taxa count as they are named; wider ones are not summed',
    body: z.object({
      from: Time,
      to: Time,
      interval: z.number(),
      compare: z.string(),
      basis: z.string(),
      data: z.array(RecordShape),
    }),
    answer: async ({ query }) => {
      const { compare, basis, interval, to = now(), from = to - YEAR } = query;
      if (from >= to) throw new Problem(400, `from (${time(from)}) must be before to (${time(to)})`);
      const rows = await deps.records({ ...query, from, to });
      const data = rows.map((row) => ({
        ...row,
        taxon: taxon(row.taxon, deps),
        firstAt: time(row.firstAt),
        lastAt: time(row.lastAt),
      }));
      return { from: time(from), to: time(to), interval, compare, basis, data };
    },
  });
}
