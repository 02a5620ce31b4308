import { z } from 'zod';
import type { ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { rawResource } from '../resource.ts';
import { cursorKey, None, Whole } from '../shapes/common.ts';
import { outboxEvent } from '../shapes/event.ts';
import type { Streams } from '../streams.ts';

/** Live events as server-sent events, resumed from the outbox. */
export function eventsResource(deps: ServerDeps, streams: Streams) {
  return rawResource({
    path: '/api/v1/events',
    role: 'viewer',
    scope: 'feed',
    summary:
      'Live events by SSE: visit.new, visit.update, visit.end, visit.withdrawn, alert.new, alert.update, camera.state',
    params: None,
    query: z.strictObject({
      after: cursorKey('Send events after this cursor, a whole number; only new ones when left out'),
    }),
    problems: [503],
    reply: {
      description:
        'A stream of events, each with `data` of the shape Event. The id of a visit or an alert event is its cursor in the outbox: a client that ' +
        'comes back with it as Last-Event-ID (or ?after=) misses none. camera.state has no id; all cameras are told on each connection',
      types: ['text/event-stream'],
      schema: z.string(),
    },
    serve: ({ query }, request, response) => {
      const last = deps.lastCursor();
      if (query.after !== undefined && query.after > last) {
        const detail = `after cannot be ${query.after}: the newest event is ${last}`;
        throw new Problem(400, detail, {
          errors: [{ key: 'after', detail, allowed: `a whole number from 0 to ${last}` }],
        });
      }
      // Last-Event-ID is newer than the query of the address that a browser reconnects to. One from another life of the
      // store (beyond the newest event, or not a number) is answered from now on: such a client reads its lists again.
      const resumed = Whole.safeParse(request.get('Last-Event-ID'));
      const after = resumed.success ? Math.min(resumed.data, last) : (query.after ?? last);
      streams.requireRoom(response);
      streams.open(request, response, after, {
        cameras: true,
        after: (cursor, limit) => {
          const { events, next } = deps.eventsAfter(cursor, limit);
          return { texts: events.map((event) => outboxEvent(event, deps)), next };
        },
      });
    },
  });
}
