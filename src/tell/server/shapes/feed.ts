import { z } from 'zod';
import type { EffortMinute } from '../../../base/domain.ts';
import type { StoreEvent } from '../../../count/store/events.ts';
import type { Names } from '../deps.ts';
import { AlertShape, alert } from './alert.ts';
import { Time, time } from './common.ts';
import { DeploymentShape, deployment } from './deployment.ts';
import { FaultShape, fault } from './fault.ts';
import { jsonSchema } from './json-schema.ts';
import { OutcomeShape, outcome, ReviewShape, review } from './review.ts';
import { ToldVisitShape, toldVisit, VisitShape, visit } from './visit.ts';

/**
 * Versions of the entries. In version 1 a visit held the list of all its tracks; entries that were written so stay so. In version 2
 * it says which came and went. Entries of other types are alike in both.
 */
export const FEED_VERSIONS = [1, 2] as const;
type FeedVersion = (typeof FEED_VERSIONS)[number];

/** What a camera does from then on. */
export const CameraChange = z.object({
  camera: z.string(),
  state: z.enum(['starting', 'watching', 'frozen', 'down', 'stopped']),
  cause: z.object({ code: z.string(), message: z.string() }).optional(),
});

const Minute = z.object({
  camera: z.string(),
  minute: Time.meta({ description: 'Start of the minute' }),
  watchedSeconds: z
    .number()
    .min(0)
    .max(60)
    .meta({ description: 'All of the minute until now; a later entry takes its place' }),
  frames: z.int().nonnegative(),
  dropped: z.int().nonnegative(),
  expected: z.int().nonnegative().optional().meta({ description: 'Frames that the seconds watched should have given' }),
  sight: z
    .enum(['clear', 'dark', 'covered', 'blurred'])
    .optional()
    .meta({ description: 'What the pictures allowed to see; absent where too little was seen to tell' }),
  luma: z.number().optional().meta({ description: 'Mean brightness, 0 to 255' }),
  sharpness: z.number().optional().meta({ description: 'Mean difference between pixels four apart, 0 to 255' }),
  clock: z
    .literal('doubtful')
    .optional()
    .meta({ description: "Present where the box's clock was not right: nobody can say that this minute was watched" }),
  setup: z.string().optional().meta({ description: 'Models and settings in force: id of a setup' }),
});

const Checklist = z.object({
  id: z.string().meta({ description: 'Name and short hash, or none', example: 'east-island@3f2a9c10' }),
  taxa: z.array(z.string()).meta({ description: 'Ids of the taxa that the site lists itself' }),
});

const reviewedFields = {
  version: z.int().optional().meta({ description: 'Grows with each change; an entry with a lower one is old news' }),
  outcome: OutcomeShape.optional(),
};
const VisitBody = ToldVisitShape.omit({ crop: true }).extend(reviewedFields);
const ListedVisitBody = VisitShape.omit({ crop: true }).extend(reviewedFields);
/** A visit as entries tell it, of each version, the newest first. */
export const VISIT_BODIES = [VisitBody, ListedVisitBody] as const;

const BODIES = {
  'visit.new': VisitBody,
  'visit.update': VisitBody,
  'visit.end': VisitBody,
  'visit.withdrawn': VisitBody,
  'alert.new': AlertShape,
  'alert.update': AlertShape,
  'fault.begin': FaultShape,
  'fault.update': FaultShape,
  'fault.end': FaultShape,
  'review.new': ReviewShape.extend({ visit: z.string().meta({ description: 'Id of the visit' }) }),
  'camera.state': CameraChange,
  'effort.minute': Minute,
  'deployment.change': DeploymentShape,
  'checklist.change': Checklist,
};

/** Types of entries, in the order in which they are listed. */
export const FEED_TYPES = Object.keys(BODIES) as (keyof typeof BODIES)[];

/** Shape of the entries of one type, of a version. */
export function entryShape(type: keyof typeof BODIES, version: FeedVersion) {
  const body = version === 1 && type.startsWith('visit.') ? ListedVisitBody : BODIES[type];
  return z.object({
    cursor: z.int().positive().meta({ description: 'Place in the feed: grows, never repeats' }),
    version: z.literal(version),
    type: z.literal(type),
    at: Time.meta({ description: 'When it happened' }),
    body,
  });
}

/** Shape of an entry of any type. */
export const FeedEntryShape = z
  .object({
    cursor: z.int().positive(),
    version: z.literal(FEED_VERSIONS),
    type: z.enum(FEED_TYPES),
    at: Time,
    body: z.unknown().meta({ description: 'As it was then; its shape is at /api/v1/feed/schemas/{type}' }),
  })
  .meta({ id: 'FeedEntry' });

/** The JSON Schema (draft 2020-12) of the entries of one type, of a version. */
export function entrySchema(type: keyof typeof BODIES, version: FeedVersion): object {
  return jsonSchema(entryShape(type, version));
}

/** An entry as the feed writes it. */
export function feedEntry(event: StoreEvent, deps: Names): z.input<typeof FeedEntryShape> {
  const { cursor, type, at } = event;
  const version = type.startsWith('visit.') && 'tracks' in event.body ? 1 : 2;
  return { cursor, version, type, at: time(at), body: bodyOf(event, deps) };
}

function bodyOf(event: StoreEvent, deps: Names): object {
  switch (event.type) {
    case 'review.new':
      return { ...review(event.body, deps), visit: event.body.visit };
    case 'alert.new':
    case 'alert.update':
      return alert(event.body, deps);
    case 'fault.begin':
    case 'fault.update':
    case 'fault.end':
      return fault(event.body);
    case 'camera.state': {
      const { camera, state, cause } = event.body;
      return { camera, state, ...(cause && { cause }) };
    }
    case 'effort.minute':
      return minute(event.body);
    case 'deployment.change':
      return deployment(event.body);
    case 'checklist.change':
      return event.body;
    default: {
      const { version, outcome: made, ...told } = event.body;
      const seen = 'tracks' in told ? visit({ visit: told }, deps) : toldVisit(told, deps);
      return {
        ...seen,
        ...(version !== undefined && { version }),
        ...(made && { outcome: outcome(made, deps) }),
      };
    }
  }
}

function minute({ minute, ...effort }: EffortMinute): z.input<typeof Minute> {
  return { ...effort, minute: time(minute) };
}
