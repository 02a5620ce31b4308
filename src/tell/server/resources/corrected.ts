import { z } from 'zod';
import type { CorrectedRow } from '../../../count/correct/ledger.ts';
import type { ReadDeps } from '../deps.ts';
import { jsonResource } from '../resource.ts';
import { idFilter, None, requireOrder, Time, time, timeKey } from '../shapes/common.ts';
import { SampleKeys, sampleOf } from '../shapes/sample.ts';
import { TaxonShape, taxon } from '../shapes/taxon.ts';

const Query = z.strictObject({
  from: timeKey('Visits that start at this time or later; half a year before `to` when left out'),
  to: timeKey('Visits that start before this time; now when left out'),
  camera: idFilter('Only visits at the camera of this id'),
  rank: z
    .enum(['species', 'genus', 'family', 'order', 'class'])
    .optional()
    .meta({ description: 'species, genus, family, order or class: sum taxa up to it; wider names stay by themselves' }),
  ...SampleKeys,
});

const HALF_YEAR = 184 * 86_400_000;

const Count = z.int().nonnegative().nullable();

const RowShape = z
  .object({
    taxon: TaxonShape,
    visits: z.int().meta({ description: 'The plain count: visits that the machine named so and counts' }),
    reviewed: z.int().meta({ description: 'Visits that people decided are of it' }),
    inSample: z.int().meta({ description: 'Decided visits of the sample that are named so, or are it' }),
    corrected: Count.meta({ description: 'Visits of it, corrected; null where the sample is too small to tell' }),
    low: Count.meta({ description: 'Lower end of the 95 % interval' }),
    high: Count.meta({ description: 'Upper end of the 95 % interval' }),
    moreReviews: Count.meta({
      description: 'Where it is too small: about how many more visits of a random sample would do; else null',
    }),
  })
  .meta({ id: 'CorrectedCount' });

/** Counts of visits by taxon, corrected by what reviews of the random sample say of names. */
export function correctedResource(deps: ReadDeps, now: () => number) {
  return jsonResource({
    path: '/api/v1/tallies/corrected',
    role: 'viewer',
    scope: 'records',
    long: true,
    summary: 'Counts of visits by taxon, corrected for wrong names, with 95 % intervals',
    params: None,
    query: Query,
    description: 'Rows by taxon, and the sample that they rest on',
    body: z.object({
      from: Time,
      to: Time,
      sample: z.object({
        share: z.number(),
        seed: z.string(),
        visits: z.int().meta({ description: 'Closed visits that the machine counts' }),
        sampled: z.int().meta({ description: 'Of these, in the random sample' }),
        decided: z.int().meta({ description: 'Of these, decided on' }),
      }),
      data: z.array(RowShape),
    }),
    answer: async ({ query }, signal) => {
      const { to = now(), from = to - HALF_YEAR, camera, rank } = query;
      requireOrder({ from, to });
      const sample = sampleOf(query, deps.sample());
      const asked = { from, to, sample, ...(camera !== undefined && { camera }), ...(rank && { rank }) };
      const found = await deps.corrected(asked, signal);
      const data = found.rows.map(({ taxon: id, named, known, inSample, corrected }) => ({
        ...{ taxon: taxon(id, deps), visits: named, reviewed: known, inSample },
        ...numbersOf(corrected),
      }));
      return { from: time(from), to: time(to), sample: { ...sample, ...found.sample }, data };
    },
  });
}

function numbersOf(corrected: CorrectedRow['corrected']) {
  if (corrected.kind === 'refused') {
    return { corrected: null, low: null, high: null, moreReviews: corrected.moreReviews };
  }
  return { corrected: corrected.count, low: corrected.low, high: corrected.high, moreReviews: null };
}
