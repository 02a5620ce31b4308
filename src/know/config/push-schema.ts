import { hostname } from 'node:os';
import { z } from 'zod';
import { postAddressMistake } from '../../base/post-address.ts';
import { brokerTopic, brokerUrl } from './broker.ts';

/** What every receiver of the feed may say. */
const common = {
  /** Where a receiver begins that nothing was ever pushed to. */
  from: z.enum(['now', 'beginning']).default('now'),
  /** Types of entries that are told, as docs/feed.md lists them; all where it is empty. */
  types: z.array(z.string().regex(/^[a-z]+\.[a-z]+$/, 'must be a type such as visit.end')).default([]),
  /** Best pictures of visits that end go along, so many megabytes a day of the site; none with 0. */
  pictureMegabytesADay: z.number().min(0).max(100_000).default(0),
  /** A PEM file of who signed the receiver's certificate; relative to roost.yaml. */
  ca: z.string().min(1).optional(),
};

const box = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}/+#]*$/u, 'must hold no /, + or #')
  .default(hostname() || 'box');

const mqtt = z
  .strictObject({
    url: brokerUrl,
    /** Topics begin with it, then come site and box. */
    topic: brokerTopic.default('roost'),
    /** What the box is called in topics; two boxes of one name throw each other out of the broker. */
    box,
    /** The box's own certificate and its key, PEM files, where the broker asks for one. */
    cert: z.string().min(1).optional(),
    key: z.string().min(1).optional(),
    /** Tells Home Assistant what there is, below the topic at which it listens. */
    homeAssistant: z.union([z.boolean(), brokerTopic]).default(false),
    /** Tells of visits as Frigate tells of objects, at `<this>/events`. */
    frigate: z.union([z.boolean(), brokerTopic]).default(false),
    ...common,
  })
  .refine(({ cert, key }) => (cert === undefined) === (key === undefined), {
    path: ['key'],
    message: 'cert and key belong together',
  });

const https = z.strictObject({
  url: z.string().superRefine((value, ctx) => {
    const message = postAddressMistake(value);
    if (message !== undefined) ctx.addIssue({ code: 'custom', message });
  }),
  box,
  ...common,
});

/** `push` in `roost.yaml`: who gets the feed without asking for it. */
export const pushSchema = z.strictObject({ mqtt: mqtt.optional(), https: https.optional() });
/** Receivers as configured. */
export type PushConfig = z.infer<typeof pushSchema>;
