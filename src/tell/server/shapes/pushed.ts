import { z } from 'zod';
import { Time } from './common.ts';
import { CameraChange, entryShape, FEED_TYPES, FEED_VERSIONS, VISIT_BODIES } from './feed.ts';
import { jsonSchema } from './json-schema.ts';

const Key = z
  .string()
  .regex(/^[^:]+:\d+$/)
  .meta({ description: 'DATABASE:CURSOR; whoever has it leaves the entry out', example: '3f2a9c10b4d5e6f7:1234' });

const keyed = (type: (typeof FEED_TYPES)[number]) =>
  z.union(FEED_VERSIONS.map((version) => entryShape(type, version).extend({ key: Key })));

const GapShape = z.object({
  after: z.int().nonnegative().meta({ description: 'Cursor of the last entry that the receiver had' }),
  until: z.int().nonnegative().meta({ description: 'Cursor up to which entries are gone' }),
  why: z.enum(['forgotten', 'other-database']).meta({
    description: 'It was away for longer than the feed is kept; or the box began a new database',
  }),
});

const PictureShape = z.object({
  visit: z.string(),
  media: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  jpeg: z
    .string()
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
    .meta({ contentEncoding: 'base64', contentMediaType: 'image/jpeg' }),
});

const TooLargeShape = z.object({
  topic: z.string().meta({ description: 'Where the message would have been' }),
  bytes: z.int().positive(),
  largest: z.int().positive().meta({ description: 'Bytes of a packet that the broker takes' }),
});

const BatchTooLargeShape = z.object({
  key: Key,
  type: z.enum(FEED_TYPES),
  bytes: z.int().positive().meta({ description: 'Of the entry, which is at /api/v1/feed' }),
});

const RetainedCamera = CameraChange.extend({ at: Time.meta({ description: 'Since when' }) });

const Discovered = {
  availability_topic: z.string(),
  name: z.string(),
  unique_id: z.string(),
  state_topic: z.string(),
  value_template: z.string(),
  json_attributes_topic: z.string(),
  device: z.object({
    ...{ identifiers: z.array(z.string()), name: z.string(), manufacturer: z.string(), model: z.string() },
    sw_version: z.string(),
  }),
};

const DiscoveryShape = z.union([
  z.object({ ...Discovered, device_class: z.literal('connectivity') }),
  z.object({ ...Discovered, icon: z.string() }),
]);

const Seconds = z.number().meta({ description: 'Seconds since the epoch' });

const FrigateObject = z.object({
  ...{ id: z.string(), camera: z.string(), frame_time: Seconds },
  label: z.enum(['bird', 'animal']).meta({ description: "As Frigate's own models tell" }),
  sub_label: z.tuple([z.string(), z.number()]).nullable().meta({
    description: 'The name that Roost gives it with how sure it is; null where it is no narrower than the label',
  }),
  ...{ score: z.number(), top_score: z.number(), false_positive: z.boolean() },
  ...{ start_time: Seconds, end_time: Seconds.nullable() },
  ...{ current_zones: z.array(z.string()), entered_zones: z.array(z.string()) },
  ...{ has_clip: z.boolean(), has_snapshot: z.boolean() },
  individuals: z.int().nonnegative().meta({ description: "Not Frigate's: how many there were at once" }),
});

const FrigateShape = z.object({
  type: z.enum(['new', 'update', 'end']),
  before: FrigateObject,
  after: FrigateObject,
});

const BatchShape = z.object({
  site: z.string(),
  box: z.string(),
  entries: z.array(z.union(FEED_TYPES.map(keyed))),
  gap: GapShape.optional(),
  tooLarge: BatchTooLargeShape.optional().meta({
    description: 'In place of an entry that was answered by 413 when it came alone',
  }),
  pictures: z.array(PictureShape).optional(),
});

/** What is pushed beside entries of the feed, by the name of its schema. */
const OTHERS = {
  status: z.enum(['online', 'offline']).meta({ description: 'The text alone, without quotes' }),
  camera: RetainedCamera,
  visit: z.union(VISIT_BODIES),
  gap: GapShape,
  'too-large': TooLargeShape,
  'home-assistant': DiscoveryShape,
  frigate: FrigateShape,
  batch: BatchShape,
};

/** Entries that a receiver will never get, because they were forgotten before it came back, or were of another database. */
export type Gap = Readonly<z.infer<typeof GapShape>>;
/** What a camera does, as it is retained. */
export type RetainedCamera = Readonly<z.infer<typeof RetainedCamera>>;
/** In place of a message that is larger than the broker takes. */
export type TooLarge = Readonly<z.infer<typeof TooLargeShape>>;
/** In place of an entry that is larger than its receiver takes. */
export type BatchTooLarge = Readonly<z.infer<typeof BatchTooLargeShape>>;
/** What Home Assistant finds an entity by. */
export type DiscoveryPayload = Readonly<z.infer<typeof DiscoveryShape>>;
/** An object as Frigate tells of one, as far as a visit has it. */
export type FrigateObject = Readonly<z.infer<typeof FrigateObject>>;
/** An event as Frigate tells of a tracked object. */
export type FrigateEvent = Readonly<z.infer<typeof FrigateShape>>;
/** A picture with its bytes in base64. */
export type BatchPicture = Readonly<z.infer<typeof PictureShape>>;

/** Names of the schemas of what is pushed: of each type of the feed, with the entry's key, and of everything else. */
export const PUSHED = [...FEED_TYPES, ...(Object.keys(OTHERS) as (keyof typeof OTHERS)[])] as const;

/** The JSON Schema (draft 2020-12) of one kind of payload. */
export function pushedSchema(name: (typeof PUSHED)[number]): object {
  return jsonSchema(name in OTHERS ? OTHERS[name as keyof typeof OTHERS] : keyed(name as (typeof FEED_TYPES)[number]));
}
