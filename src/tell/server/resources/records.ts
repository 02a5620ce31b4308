import { z } from 'zod';
import type { ReadDeps } from '../deps.ts';
import { jsonResource } from '../resource.ts';
import { idFilter, None, Time, time } from '../shapes/common.ts';
import { RecordsRange, rangeOf } from '../shapes/records.ts';
import { TaxonShape, taxon } from '../shapes/taxon.ts';

const Query = RecordsRange.extend({
  camera: idFilter('Only visits at the camera of this id'),
  taxon: idFilter('Only what counts as the taxon of this id, of any rank, or any within it'),
  domestic: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .meta({ description: 'true: only domestic animals; false: only others; both when left out' }),
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

/** Independent records of each taxon at each station, with the effort that they rest on. */
export function recordsResource(deps: ReadDeps, now: () => number) {
  return jsonResource({
    path: '/api/v1/records',
    role: 'viewer',
    scope: 'records',
    long: true,
    summary: 'Independent records by taxon and station, with effort and RAI',
    params: None,
    query: Query,
    description: 'Rows by station, then taxon. Taxa count as they are named; wider ones are not summed',
    body: z.object({
      from: Time,
      to: Time,
      interval: z.number(),
      compare: z.string(),
      against: z.string(),
      basis: z.string(),
      data: z.array(RecordShape),
    }),
    answer: async ({ query }, signal) => {
      const range = rangeOf(query, now(), deps.independence());
      const { from, to, interval, compare, against, basis } = range;
      const rows = await deps.records(range, signal);
      const data = rows.map((row) => ({
        ...row,
        taxon: taxon(row.taxon, deps),
        firstAt: time(row.firstAt),
        lastAt: time(row.lastAt),
      }));
      return { from: time(from), to: time(to), interval, compare, against, basis, data };
    },
  });
}
