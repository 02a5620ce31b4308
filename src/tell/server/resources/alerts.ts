import { z } from 'zod';
import type { Delivery } from '../../../base/domain.ts';
import type { AlertFilter } from '../../../count/store/alerts.ts';
import { tellChange } from '../audited.ts';
import { placeOf, writeCursor } from '../cursor.ts';
import type { ReadDeps, ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource, postResource } from '../resource.ts';
import { AlertShape, alert } from '../shapes/alert.ts';
import { idFilter, idKey, limitKey, None, Time, time, timeKey } from '../shapes/common.ts';

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

const DeliveryShape = z
  .object({
    id: z.int(),
    channel: z.string().meta({ description: 'Name of the channel, as in roost.yaml', example: 'rangers' }),
    news: z.enum(['new', 'update', 'begin', 'end']).meta({ description: 'begin and end are those of faults' }),
    state: z.enum(['waiting', 'held', 'quiet', 'delivered', 'failed', 'dropped']).meta({
      description:
        "held: the species' limit an hour is reached, and it goes with the next message; quiet: it goes when quiet hours end; dropped: its species was left out before it was sent",
    }),
    at: Time,
    dueAt: Time.meta({ description: 'When it is sent, or tried again' }),
    attempts: z.int().nonnegative(),
    triedAt: Time.optional(),
    answer: z.string().optional().meta({ description: 'What came of the last try' }),
  })
  .meta({ id: 'Delivery' });

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

function delivery({
  at,
  dueAt,
  triedAt,
  alert: _,
  fault: _fault,
  message: _message,
  ...rest
}: Delivery): z.input<typeof DeliveryShape> {
  return { ...rest, at: time(at), dueAt: time(dueAt), ...(triedAt !== undefined && { triedAt: time(triedAt) }) };
}

const ChannelTestShape = z
  .object({
    channel: z.string(),
    kind: z.enum(['webhook', 'wecom', 'dingtalk', 'feishu', 'email']),
    delivered: z.boolean(),
    answer: z.string().meta({ description: 'What the receiver answered, or why it was not reached; never its key' }),
  })
  .meta({ id: 'ChannelTest' });

/** Sends a marked test message over a channel. */
export function testChannelResource(deps: Pick<ServerDeps, 'testChannel'>) {
  return postResource({
    path: '/api/v1/alerts/channels/{name}/test',
    role: 'keeper',
    scope: 'settings',
    summary: 'Send a marked test message over a channel of alerts, and tell what its receiver answers',
    params: z.strictObject({ name: idKey('Name of the channel, as in roost.yaml') }),
    body: z.strictObject({}),
    problems: [404, 413, 415],
    reply: { description: 'What came of it', types: ['application/json'], schema: ChannelTestShape },
    serve: async ({ params }, _, response) => {
      const came = await deps.testChannel(params.name);
      if (!came) throw new Problem(404, `No channel ${JSON.stringify(params.name)}`);
      tellChange(response, { after: came });
      response.set({ 'Cache-Control': 'no-store' }).json(came);
    },
  });
}
