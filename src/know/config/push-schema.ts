import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { z } from 'zod';
import { postAddressMistake } from '../../base/post-address.ts';

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

const topic = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}+#$][^\p{Cc}+#]*$/u, 'must be a topic without + and #, such as roost');

const brokerUrl = z.string().superRefine((value, ctx) => {
  const refuse = (message: string) => ctx.addIssue({ code: 'custom', message });
  if (!URL.canParse(value)) return refuse('must be an mqtt:// or mqtts:// address');
  const { protocol, username, password, hostname: host } = new URL(value);
  if (protocol !== 'mqtt:' && protocol !== 'mqtts:')
    return refuse(`starts with ${protocol} where mqtt:// or mqtts:// is needed`);
  if (host === '') return refuse('names no broker: write it as mqtts://broker.example.org:8883');
  if (username !== '' || password !== '')
    return refuse('holds a user or password; put them into secrets.env as ROOST_MQTT_USER and ROOST_MQTT_PASSWORD');
});

const mqtt = z
  .strictObject({
    url: brokerUrl,
    /** Topics begin with it, then come site and box. */
    topic: topic.default('roost'),
    /** What the box is called in topics; two boxes of one name throw each other out of the broker. */
    box,
    /** The box's own certificate and its key, PEM files, where the broker asks for one. */
    cert: z.string().min(1).optional(),
    key: z.string().min(1).optional(),
    /** Tells Home Assistant what there is, below the topic at which it listens. */
    homeAssistant: z.union([z.boolean(), topic]).default(false),
    /** Tells of visits as Frigate tells of objects, at `<this>/events`. */
    frigate: z.union([z.boolean(), topic]).default(false),
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

/** True for a broker in whose network a password may go in the open: on this machine, or in a private range. */
export function isNear(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost') return true;
  if (isIP(host) === 4) return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host);
  return isIP(host) === 6 && /^(::1$|f[cd])/i.test(host);
}
