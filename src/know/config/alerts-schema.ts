import { z } from 'zod';
import { postAddressMistake } from '../../base/post-address.ts';
import { brokerTopic, brokerUrl } from './broker.ts';
import { taxonName } from './taxon-name.ts';
import { words } from './words.ts';

/** An address to which a box posts. It may hold a key in its path or query, but no user and no password. */
const postUrl = z.string().superRefine((value, ctx) => {
  const message = postAddressMistake(value);
  if (message !== undefined) ctx.addIssue({ code: 'custom', message });
});

/** What a channel may tell of: an alert is of its reason and, where its species is protected, of its level as well. */
const TELLS = ['level-1', 'level-2', 'first-for-site', 'first-of-year', 'faults'] as const;
const tells = z.array(z.enum(TELLS));

/** A time of the day on the site's clock. */
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day in quotes, such as "22:00"');

const quietHours = z
  .strictObject({
    from: clockTime,
    to: clockTime,
    /** What is sent all the same. */
    breakThrough: tells.default([]),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must be another time than from' });

/** What every channel may say. */
const common = {
  /** Taxa of any rank, each with all within it; all where it is empty. */
  species: z.array(taxonName).default([]),
  /** The same, left out; the narrower taxon decides between the two. */
  except: z.array(taxonName).default([]),
  tells: tells.default([...TELLS]),
  quietHours: quietHours.optional(),
  language: z.enum(['zh', 'en', 'both']).optional(),
};

/** Without it, the address is `ROOST_ALERT_<NAME>_URL` of secrets.env. */
const address = { url: postUrl.optional() };

const mailbox = {
  host: words.min(1),
  port: z.number().int().min(1).max(65535).default(587),
  /** TLS from the first byte, as on port 465. */
  secure: z.boolean().default(false),
  from: words.min(3),
  to: z.array(words.min(3)).min(1),
};

/** A template: any YAML; each text in it may hold placeholders. */
const template = z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]);

/** One of `alerts.channels`. */
export const channelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('webhook'), ...address, template: template.optional(), ...common }),
  z.strictObject({ kind: z.literal('wecom'), ...address, ...common }),
  z.strictObject({ kind: z.literal('dingtalk'), ...address, ...common }),
  z.strictObject({ kind: z.literal('feishu'), ...address, ...common }),
  z.strictObject({ kind: z.literal('email'), ...mailbox, ...common }),
  z.strictObject({ kind: z.literal('mqtt'), url: brokerUrl, topic: brokerTopic, ...common }),
]);
/** A channel as configured, with every default filled in. */
export type ChannelConfig = z.infer<typeof channelSchema>;

/** A taxon that is left out; its name alone is one that is left out from now on. */
const leftOut = z.preprocess(
  (value) => (typeof value === 'string' ? { taxon: value } : value),
  z.strictObject({
    taxon: taxonName,
    /** What waits to be sent of it is dropped as well. */
    before: z.boolean().default(false),
  }),
);

const channelName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens, at most 63, e.g. "rangers"');

const minutes = (usual: number) => z.number().min(0).max(43_200).default(usual);

/** For how long something must keep the box from seeing before people hear of it, minutes. */
const faultsSchema = z.strictObject({
  /** No picture comes. */
  downMinutes: minutes(10),
  /** The same picture comes again and again. */
  frozenMinutes: minutes(10),
  /** Something is before the lens. */
  coveredMinutes: minutes(30),
  /** Dirty, fogged or out of focus: fog lasts for hours. */
  blurredMinutes: minutes(720),
  /** No light where there should be some. */
  darkMinutes: minutes(60),
  /** Nobody looks at the pictures. */
  inferenceMinutes: minutes(5),
  /** Full, or it refuses. */
  diskMinutes: minutes(1),
  /** It cannot be right. */
  clockMinutes: minutes(5),
  /** For so long it must be well before people hear that it is over. */
  wellMinutes: minutes(5),
});

/** `alerts` in `roost.yaml`: who is told at once, of what, and when. What is secret of it is in secrets.env. */
export const alertsSchema = z
  .strictObject({
    /** The channel `webhook`, as it was before channels had names. */
    webhook: z.strictObject({ url: postUrl }).optional(),
    /** The channel `email`, likewise. */
    email: z.strictObject(mailbox).optional(),
    channels: z.record(channelName, channelSchema).default({}),
    /** More news of one species waits and goes out together an hour later. */
    perSpeciesPerHour: z.number().int().min(1).max(3600).default(1),
    /** For so long the address of a picture in a message is good without a token; messages name none with 0. */
    pictureHours: z.number().int().min(0).max(720).default(168),
    /** Taxa of any rank of which no alert is opened. */
    leaveOut: z.array(leftOut).default([]),
    faults: faultsSchema.default(faultsSchema.parse({})),
  })
  .superRefine(({ webhook, email, channels }, ctx) => {
    for (const [name, old] of Object.entries({ webhook, email }))
      if (old && channels[name])
        ctx.addIssue({
          code: 'custom',
          path: ['channels', name],
          message: `is set by alerts.${name} already; leave that key out, or give the channel another name`,
        });
  });
/** Alerts as configured. */
export type AlertsConfig = z.infer<typeof alertsSchema>;
