import { z } from 'zod';
import type { ReadDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource, rawResource } from '../resource.ts';
import { cursorKey, limitKey, None, Whole } from '../shapes/common.ts';
import { entrySchema, FEED_TYPES, FEED_VERSIONS, FeedEntryShape, feedEntry } from '../shapes/feed.ts';
import { PUSHED, pushedSchema } from '../shapes/pushed.ts';
import type { Streams } from '../streams.ts';

const After = cursorKey('Entries after this cursor, a whole number; from the oldest that is kept when left out');

/** Entries in commit order, from wherever a reader stopped. */
export function feedResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/feed',
    role: 'viewer',
    scope: 'feed',
    summary: 'Every change, in the order in which it was stored; at least once, never skipped',
    params: None,
    query: z.strictObject({
      after: After,
      limit: limitKey(1000, 100),
    }),
    problems: [410],
    description: 'Entries, oldest first; none where nothing is newer',
    body: z.object({
      data: z.array(FeedEntryShape),
      next: z.int().meta({ description: 'Give it as `after` the next time, also where `data` is empty' }),
      newest: z.int().meta({ description: 'Cursor of the newest entry' }),
      retentionDays: z.number().meta({ description: 'How long entries are kept' }),
    }),
    answer: ({ query }) => {
      const after = placeOf(deps, query.after);
      const events = deps.feed(after, query.limit);
      return {
        data: events.map((event) => feedEntry(event, deps)),
        next: events.at(-1)?.cursor ?? after,
        newest: deps.lastCursor(),
        retentionDays: deps.feedBounds().retentionDays,
      };
    },
  });
}

/** The same entries as server-sent events, as they are stored. */
export function feedStreamResource(deps: ReadDeps, streams: Streams) {
  return rawResource({
    path: '/api/v1/feed/stream',
    role: 'viewer',
    scope: 'feed',
    summary: 'The feed by SSE; a reader that comes back with its last id misses nothing',
    params: None,
    query: z.strictObject({ after: After }),
    problems: [410, 503],
    reply: {
      description: 'A stream of events, each with an entry of the feed as `data` and its cursor as id',
      types: ['text/event-stream'],
      schema: z.string(),
    },
    serve: ({ query }, request, response) => {
      const resumed = Whole.safeParse(request.get('Last-Event-ID'));
      const after = placeOf(deps, resumed.success ? resumed.data : query.after);
      streams.requireRoom(response);
      streams.open(request, response, after, {
        cameras: false,
        after: (cursor, limit) => {
          const entries = deps.feed(cursor, limit).map((event) => feedEntry(event, deps));
          const texts = entries.map(
            (entry) => `id: ${entry.cursor}\nevent: ${entry.type}\ndata: ${JSON.stringify(entry)}\n\n`,
          );
          return { texts, next: entries.at(-1)?.cursor ?? cursor };
        },
      });
    },
  });
}

/** The JSON Schemas of the entries. */
export function feedSchemaResource() {
  return jsonResource({
    path: '/api/v1/feed/schemas/{type}',
    role: 'viewer',
    scope: 'feed',
    summary: `JSON Schema of the feed's entries of a type: ${FEED_TYPES.join(', ')}`,
    params: z.strictObject({ type: z.enum(FEED_TYPES).meta({ description: `One of ${FEED_TYPES.join(', ')}` }) }),
    query: z.strictObject({
      version: Whole.pipe(z.literal(FEED_VERSIONS)).default(2).meta({
        type: 'integer',
        description: 'Of the entries: 2, or 1 for visits that were told with the list of their tracks',
      }),
    }),
    description: 'A JSON Schema, draft 2020-12',
    body: z.record(z.string(), z.unknown()),
    answer: ({ params, query }) => entrySchema(params.type, query.version) as Record<string, unknown>,
  });
}

/** The JSON Schemas of what is pushed over MQTT and HTTPS. */
export function pushedSchemaResource() {
  return jsonResource({
    path: '/api/v1/push/schemas/{payload}',
    role: 'viewer',
    scope: 'feed',
    summary: `JSON Schema of a payload that is pushed: ${PUSHED.join(', ')}`,
    params: z.strictObject({ payload: z.enum(PUSHED).meta({ description: `One of ${PUSHED.join(', ')}` }) }),
    query: None,
    description: 'A JSON Schema, draft 2020-12',
    body: z.record(z.string(), z.unknown()),
    answer: ({ params: { payload } }) => pushedSchema(payload) as Record<string, unknown>,
  });
}

/** Where to go on. What is not kept any more, and what never was, is said: nothing is skipped in silence. */
function placeOf(deps: ReadDeps, after: number | undefined): number {
  const { pruned } = deps.feedBounds();
  const newest = deps.lastCursor();
  if (after === undefined) return pruned;
  const again = 'Read /api/v1/visits anew, then go on without `after`';
  if (after < pruned)
    throw new Problem(
      410,
      `Entries up to ${pruned} are not kept any more, so some after ${after} are missing. ${again}`,
    );
  if (after > newest)
    throw new Problem(
      410,
      `No entry ${after} was ever written; the newest is ${newest}: this is another database. ${again}`,
    );
  if (after > pruned && after < newest && !wasGivenOut(deps, after, newest))
    throw new Problem(
      410,
      `No entry ${after} stands in this database, which was put back from a backup since: some were lost. ${again}`,
    );
  return after;
}

/** A restored database goes on with cursors far above its own, so those that the lost one gave out lead into a gap. */
function wasGivenOut(deps: ReadDeps, after: number, newest: number): boolean {
  const next = deps.feed(after, 1)[0]?.cursor ?? newest + 1;
  return next === after + 1 || deps.feed(after - 1, 1)[0]?.cursor === after;
}
