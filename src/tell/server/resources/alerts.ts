import { z } from 'zod';
import type { AlertFilter } from '../../../count/store/alerts.ts';
import { placeOf, writeCursor } from '../cursor.ts';
import type { ReadDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource } from '../resource.ts';
import { AlertShape, alert } from '../shapes/alert.ts';
import { idFilter, idKey, limitKey, None, timeKey } from '../shapes/common.ts';
import { DeliveryShape, delivery } from '../shapes/delivery.ts';

const Query = z.strictObject({
  state: z
    .enum(['unconfirmed', 'confirmed', 'withdrawn'])
    .optional()
    .meta({ description: 'unconfirmed, confirmed or withdrawn; all when left out' }),
  reason: z
    .enum(['first-for-site', 'first-of-year', 'protected'])
    .optional()
    .meta({ description: 'first-for-site, first-of-year or protected; all when left out' }),
  taxon: idFilter('Only alerts of the species of this id'),
  from: timeKey('Only alerts of visits that start at this time or later'),
  to: timeKey('Only alerts of visits that start before this time'),
  limit: limitKey(500, 50),
  cursor: idFilter('Where to go on: `next` of the page before'),
});

/** Alerts, newest first. */
export function alertsResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/alerts',
    role: 'viewer',
    scope: 'records',
    summary: 'First records and protected species, newest first',
    params: None,
    query: Query,
    description: 'One page of alerts',
    body: z.object({
      data: z.array(AlertShape),
      next: z.string().optional().meta({ description: 'Give it as `cursor` for the next page; absent on the last' }),
    }),
    answer: ({ query }) => {
      const { cursor, limit, ...rest } = query;
      const place = placeOf(cursor);
      const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const filter: Omit<AlertFilter, 'limit'> = {
        ...given,
        ...(place && { after: { at: place.startAt, id: place.id } }),
      };
      const found = deps.alerts({ ...filter, limit: limit + 1 });
      const last = found.length > limit ? found[limit - 1] : undefined;
      return {
        data: found.slice(0, limit).map((one) => alert(one, deps)),
        ...(last && { next: writeCursor({ startAt: last.at, id: last.id }) }),
      };
    },
  });
}

/** One alert with the log of its deliveries. */
export function alertResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/alerts/{id}',
    role: 'viewer',
    scope: 'records',
    summary: 'One alert with what was sent of it',
    params: z.strictObject({ id: idKey('Id of the alert') }),
    query: None,
    problems: [404],
    description: 'The alert',
    body: AlertShape.extend({ deliveries: z.array(DeliveryShape) }).meta({ id: 'AlertDetail' }),
    answer: ({ params }) => {
      const found = deps.alert(params.id);
      if (!found) throw new Problem(404, `No alert ${JSON.stringify(params.id)}`);
      return { ...alert(found.alert, deps), deliveries: found.deliveries.map(delivery) };
    },
  });
}
