import { z } from 'zod';
import { say } from '../../../base/said/said.ts';
import { placeOf, writeCursor } from '../cursor.ts';
import type { ReadDeps, VisitsAsked } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource } from '../resource.ts';
import { decimalFilter, idFilter, idKey, limitKey, None, timeKey, wholeKey } from '../shapes/common.ts';
import { OutcomeShape } from '../shapes/review.ts';
import { ReviewReasonShape } from '../shapes/verdict.ts';
import { VisitDetailShape, VisitShape, visit, visitDetail } from '../shapes/visit.ts';

const Flag = z.enum(['true', 'false']).transform((word) => word === 'true');

const ToReview = z.union([z.literal('true').transform(() => true as const), ReviewReasonShape]);

const Protected = z.enum(['1', '2', 'any']).transform((word) => (word === 'any' ? true : word === '1' ? 1 : 2));

const Query = z.strictObject({
  camera: idFilter('Only visits at the camera of this id'),
  taxon: idFilter('Only visits of the taxon of this id, of any rank, and of all within it'),
  domestic: Flag.optional().meta({
    description: 'true: only domestic animals; false: only others; both when left out',
  }),
  from: timeKey('Only visits that start at this time or later'),
  to: timeKey('Only visits that start before this time'),
  status: z.enum(['counted', 'set-aside']).optional().meta({ description: 'counted or set-aside; both when left out' }),
  review: ToReview.optional().meta({
    description: `true: only visits that a person should look at, for any reason; or for one: ${ReviewReasonShape.options.join(', ')}`,
  }),
  closed: Flag.optional().meta({ description: 'true: only ended visits, false: only those that may still grow' }),
  counts: Flag.optional().meta({
    description:
      'true: only visits that count, as a reviewer decided or else as the machine did; false: only the others, also those of which nobody knows when they were',
  }),
  clock: z.literal('doubtful').optional().meta({
    description:
      "doubtful: only visits of a time when the box's clock was not right, which no tally, record or export holds",
  }),
  outcome: z
    .enum(['none', ...OutcomeShape.shape.status.options])
    .optional()
    .meta({
      description: `What people made of it: none: nobody decided; or ${OutcomeShape.shape.status.options.join(', ')}`,
    }),
  again: z.enum(['any', 'otherwise']).optional().meta({
    description:
      'Only visits of which a track was named again (`roost rederive --model`): any: at all; otherwise: with another name than when it was seen',
  }),
  protection: Protected.optional().meta({
    description: "Only what is nationally protected: 1: at China's level 一级, 2: at 二级, any: at either",
  }),
  minScore: decimalFilter("Only visits whose machine's name is as likely as this or more", { minimum: 0, maximum: 1 }),
  belowScore: decimalFilter("Only visits whose machine's name is less likely than this", { minimum: 0, maximum: 1 }),
  hour: wholeKey("Only visits that start in this hour of the day on the site's clock, from 0 to 23", 0, 23),
  limit: limitKey(500, 50),
  cursor: idFilter('Where to go on: `next` of the page before'),
});

const Body = z.object({
  data: z.array(VisitShape),
  next: z.string().optional().meta({ description: 'Give it as `cursor` for the next page; absent on the last' }),
});

/** The list of visits, newest start first. */
export function visitsResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/visits',
    role: 'viewer',
    scope: 'records',
    summary: 'Visits, newest first',
    params: None,
    query: Query,
    description: 'One page of visits',
    body: Body,
    answer: ({ query }) => {
      const entries = deps.visits(filterOf(query));
      const page = entries.slice(0, query.limit);
      const last = page.at(-1);
      return {
        data: page.map((entry) => visit(entry, deps)),
        ...(last && entries.length > page.length && { next: writeCursor(last.visit) }),
      };
    },
  });
}

/** One visit with its media and its tracks, each with its verdict. */
export function visitResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/visits/{id}',
    role: 'viewer',
    scope: 'records',
    summary: 'One visit with its media and its tracks, each with why it is called so',
    params: z.strictObject({ id: idKey('Id of the visit') }),
    query: z.strictObject({
      path: Flag.default(false).meta({ description: 'true: give the path of each track, or false' }),
    }),
    problems: [404],
    description: 'The visit',
    body: VisitDetailShape,
    version: (found) => found.version,
    answer: ({ params, query }) => {
      const detail = deps.visit(params.id);
      if (!detail) throw new Problem(404, say('no-visit', { id: JSON.stringify(params.id) }));
      return visitDetail(detail, query.path, deps);
    },
  });
}

/** The store's filter of a query: one visit more than the page, which tells whether there is a next one. */
function filterOf({ cursor, limit, ...query }: z.output<typeof Query>): VisitsAsked {
  const after = placeOf(cursor);
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  return { ...(given as Omit<VisitsAsked, 'limit' | 'after'>), ...(after && { after }), limit: limit + 1 };
}
