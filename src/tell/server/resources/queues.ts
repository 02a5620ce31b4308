import { z } from 'zod';
import { QUEUES, type Sample } from '../../../count/review/queue.ts';
import { placeOf, writeCursor } from '../cursor.ts';
import type { ReadDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource } from '../resource.ts';
import { idFilter, limitKey, None, requireOrder, timeKey } from '../shapes/common.ts';
import { SampleKeys, sampleOf } from '../shapes/sample.ts';
import { VisitShape, visit } from '../shapes/visit.ts';

const Range = z.strictObject({
  from: timeKey('Visits that start at this time or later; half a year before `to` when left out'),
  to: timeKey('Visits that start before this time; now when left out'),
  ...SampleKeys,
});

const HALF_YEAR = 184 * 86_400_000;

function rangeOf(query: z.output<typeof Range>, now: number, site: Sample) {
  const { from, to } = query;
  const range = { to: to ?? now, from: from ?? (to ?? now) - HALF_YEAR, sample: sampleOf(query, site) };
  requireOrder(range);
  return range;
}

const Rate = z.number().nullable();

/** How much waits for people, and how often the machine was wrong. */
export function queuesResource(deps: ReadDeps, now: () => number) {
  return jsonResource({
    path: '/api/v1/review/queues',
    role: 'viewer',
    scope: 'review',
    long: true,
    summary: 'How many visits wait for a person, and the error rate in the random sample',
    params: None,
    query: Range,
    description: 'The queues, the most pressing first',
    body: z.object({
      data: z.array(z.object({ queue: z.enum(QUEUES), waiting: z.int(), all: z.int() })),
      errors: z
        .object({ decided: z.int(), wrong: z.int(), rate: Rate, low: Rate, high: Rate })
        .meta({ description: "Of the random sample: how often the machine was wrong, with Wilson's 95 % interval" }),
    }),
    answer: async ({ query }, signal) => {
      const { queues, errors } = await deps.queues(rangeOf(query, now(), deps.sample()), signal);
      return { data: queues.map((count) => ({ ...count })), errors: { ...errors } };
    },
  });
}

/** The visits of one queue. */
export function queueResource(deps: ReadDeps, now: () => number) {
  return jsonResource({
    path: '/api/v1/review/queues/{queue}',
    role: 'viewer',
    scope: 'review',
    long: true,
    summary: 'Visits of a queue, oldest first',
    params: z.strictObject({ queue: z.enum(QUEUES).meta({ description: `One of ${QUEUES.join(', ')}` }) }),
    query: Range.extend({
      taxon: idFilter('For the queue species: id of the taxon, of any rank'),
      decided: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: 'true: those too that nobody needs to look at any more, or false' }),
      limit: limitKey(500, 50),
      cursor: idFilter('Where to go on: `next` of the page before'),
    }),
    description: 'One page of visits',
    body: z.object({
      data: z.array(VisitShape),
      next: z.string().optional().meta({ description: 'Give it as `cursor` for the next page; absent on the last' }),
    }),
    answer: async ({ params, query }, signal) => {
      if (params.queue === 'species' && query.taxon === undefined)
        throw new Problem(400, 'The queue species needs a taxon', { errors: [{ key: 'taxon', detail: 'is missing' }] });
      const after = placeOf(query.cursor);
      const { entries, next } = await deps.queue(
        params.queue,
        { ...rangeOf(query, now(), deps.sample()), taxon: query.taxon },
        { waiting: query.decided === 'false', limit: query.limit, after },
        signal,
      );
      return { data: entries.map((entry) => visit(entry, deps)), ...(next && { next: writeCursor(next) }) };
    },
  });
}
