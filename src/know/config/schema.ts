import { z } from 'zod';
import { addressOf, TRANSPORTS } from '../../base/address.ts';
import { DECODERS } from '../../base/decoders.ts';
import { alertsSchema } from './alerts-schema.ts';
import { ANALYSIS_PIXELS, analysisSchema } from './analysis.ts';
import { apiSchema, basePathSchema } from './api-schema.ts';
import { modelsSchema } from './models-schema.ts';
import { publicationSchema } from './publication.ts';
import { pushSchema } from './push-schema.ts';
import { publicAddressSchema, reportSchema, socialTaxaSchema } from './report-schema.ts';
import { tideSchema } from './tide-schema.ts';
import { words } from './words.ts';

/** An id that may stand in paths, labels and addresses. */
export const id = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'must be lower-case letters, digits and hyphens, at most 63, e.g. "east-mudflat"',
  );

/** A polygon as fractions of the frame: at least three corners [x, y], each from 0 to 1. */
const polygon = z
  .array(z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]))
  .min(3, 'needs three corners or more');

const timeZone = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}, 'is not a known time zone; write it as "Asia/Shanghai"');

/** A camera address. Credentials in it are refused, but for placeholders: they belong in the environment or the secrets file. */
const streamUrl = z.string().superRefine((value, ctx) => {
  const address = addressOf(value);
  if ('mistake' in address) ctx.addIssue({ code: 'custom', message: address.mistake });
  else if (address.userinfo !== undefined && !/^\{user\}(?::\{password\})?$/.test(address.userinfo))
    ctx.addIssue({
      code: 'custom',
      message: 'holds a user or password; put them into secrets.env (mode 0600) or the environment instead',
    });
});

/** One YAML file in `cameras/`. */
export const cameraSchema = z.strictObject({
  id,
  name: words.min(1),
  place: words.default(''),
  /** Cameras of one station are judged together for independence; a station of its own without it. */
  station: id.optional(),
  url: streamUrl,
  /** A smaller stream of the same picture, analysed in place of `url`; clips still come from `url`. */
  analysisUrl: streamUrl.optional(),
  transport: z.enum(TRANSPORTS).default('tcp'),
  /** Frames a second that are analysed. */
  fps: z.number().min(0.5).max(15).default(5),
  /** How large frames are analysed, at most: they keep the shape of the stream, and are never made larger than it. */
  analysis: analysisSchema.default({ pixels: ANALYSIS_PIXELS }),
  /** Only motion whose centre lies in a zone is looked at; none means everywhere. */
  zones: z.array(z.strictObject({ name: words.min(1), polygon })).default([]),
  /** What has its centre in one does not count, and motion there is not looked at. */
  masks: z.array(z.strictObject({ name: words.min(1), polygon })).default([]),
  /** True where the camera lights the dark itself. */
  infrared: z.boolean().default(false),
  /** True where flocks are expected: sweeps look at overlapping tiles instead of the whole frame at once. */
  flocks: z.boolean().default(false),
  /** Seconds between looks at the whole frame. */
  sweepSeconds: z.number().min(1).max(600).default(4),
  /** What decodes its video; as `roost.yaml` says without it. */
  decoder: z.enum(DECODERS).optional(),
  /** The detector that looks at this camera; the one of `roost.yaml` without it. */
  detector: words.min(1).optional(),
  deployment: z
    .strictObject({
      start: z.iso.date().optional(),
      /** Its last day; it goes on without one. */
      end: z.iso.date().optional(),
      latitude: z.number().min(-90).max(90).optional(),
      longitude: z.number().min(-180).max(180).optional(),
      heightMetres: z.number().min(0).max(500).optional(),
      directionDegrees: z.number().min(0).max(360).optional(),
    })
    .refine(({ start, end }) => !start || !end || start <= end, {
      path: ['end'],
      message: 'must not be before start',
    })
    .default({}),
  habitat: words.default(''),
  enabled: z.boolean().default(true),
});

/** `roost.yaml`. */
export const siteSchema = z
  .strictObject({
    site: z.strictObject({
      name: words.min(1),
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      timeZone,
      /** What counts are told against where the site is tidal. */
      tide: tideSchema(timeZone).optional(),
    }),
    /** Folder for the database, media, weights and the segment ring; relative to this file. */
    data: z.string().min(1).default('data'),
    /** The taxa known at the site; relative to this file. */
    checklist: z.string().min(1).default('site.yaml'),
    api: apiSchema,
    detector: z
      .strictObject({
        model: z.string().default('yolox-nano'),
        processes: z.number().int().min(1).max(16).default(2),
        /** A second, larger one that looks at sweeps too, in spare time, in one process of its own; none without it. */
        sweep: z.string().min(1).optional(),
      })
      .default({ model: 'yolox-nano', processes: 2 }),
    /** What decodes the video of cameras: hardware where it works, software alone, or hardware of this name, else software. */
    decoder: z.enum(DECODERS).default('auto'),
    /** Which bundles of models are taken, from whom. */
    models: modelsSchema,
    visits: z
      .strictObject({
        gapSeconds: z.number().min(1).max(3600).default(60),
        /** Names less sure than this count as bird or mammal only. */
        minScore: z.number().min(0).max(1).default(0),
      })
      .default({ gapSeconds: 60, minScore: 0 }),
    /** When a record of a taxon at a station is independent of those before it: camtrapR's rule. */
    independence: z
      .strictObject({
        intervalMinutes: z.number().min(0).max(100_000).default(30),
        compare: z.enum(['lastIndependentRecord', 'lastRecord']).default('lastIndependentRecord'),
      })
      .default({ intervalMinutes: 30, compare: 'lastIndependentRecord' }),
    /** Which visits people look at to learn how often names are right: the queue `random`, and what corrected counts rest on. */
    sample: z
      .strictObject({
        /** Part of all visits. */
        share: z.number().gt(0).max(1).default(0.02),
        /** Another seed takes other visits. */
        seed: z.string().max(100).default(''),
      })
      .default({ share: 0.02, seed: '' }),
    /** How a box learns from visits that people looked at. */
    teaching: z
      .strictObject({
        /** What the word of a person counts, by name; 1 without it. */
        weights: z.record(z.string().min(1).max(200), z.number().gt(0).max(100)).default({}),
      })
      .default({ weights: {} }),
    /** Who is told at once, of what, and when. What is secret of it is in secrets.env. */
    alerts: alertsSchema.default(alertsSchema.parse({})),
    /** What other systems read. */
    feed: z
      .strictObject({
        /** Entries older than this are forgotten; a reader that was away for longer is told so. */
        retentionDays: z.number().int().min(1).max(36_500).default(400),
      })
      .default({ retentionDays: 400 }),
    /** How much room pictures and clips have, and how many days details are kept that no count needs afterwards. */
    retention: z
      .strictObject({
        /** Most gigabytes (10^9 bytes) of pictures and clips; four fifths of the disk without it. What is worth least goes. */
        mediaGigabytes: z.number().min(0.1).max(1_000_000).optional(),
        /** Least gigabytes of the disk that stay free; a twentieth of it, from 0.2 to 20, without it. */
        freeGigabytes: z.number().min(0.05).max(100_000).optional(),
        /** Whole paths of tracks; then some points of each, from which the same visits follow. */
        pathDays: z.number().int().min(2).max(36_500).default(30),
        /** What was sent of alerts, and how that went. */
        deliveryDays: z.number().int().min(1).max(36_500).default(400),
        /** Each state of a camera; then those that tell why it did not watch. */
        stateDays: z.number().int().min(2).max(36_500).default(30),
      })
      .default({ pathDays: 30, deliveryDays: 400, stateDays: 30 }),
    budgets: z
      .strictObject({
        /** Detector crops that one frame may cost. */
        cropsPerFrame: z.number().int().min(1).max(64).default(4),
        /** Worker threads for capture, motion and tracking; cameras are dealt out over them. */
        watchers: z.number().int().min(1).max(16).default(2),
        /** Copied video kept for clips, a camera. */
        ringSeconds: z.number().min(30).max(3600).default(150),
        ringMegabytes: z.number().min(10).max(100_000).default(500),
      })
      .default({ cropsPerFrame: 4, watchers: 2, ringSeconds: 150, ringMegabytes: 500 }),
    /** Where copied video is kept until clips are cut from it. */
    ring: z
      .strictObject({
        /** Relative to this file. In memory without it where there is enough, else in the data folder. */
        folder: z.string().min(1).optional(),
      })
      .default({}),
    /** The clock of the machine, which may start in the past. */
    clock: z
      .strictObject({
        /** Alerts wait for so long where the clock cannot be right; the cameras are watched meanwhile. */
        waitMinutes: z.number().min(0).max(10_080).default(60),
      })
      .default({ waitMinutes: 60 }),
    /** Who gets the feed without asking for it. */
    push: pushSchema.default({}),
    /** What Camtrap DP and Darwin Core say of themselves where they are published. */
    publication: publicationSchema.default(publicationSchema.parse({})),
    /** Where people elsewhere reach the box: links of mail, webhooks and reports lead there, and nowhere where it is empty. */
    publicAddress: publicAddressSchema.default(''),
    /** Below which path a proxy shows the page and the API. */
    basePath: basePathSchema.default(''),
    /** Who answers for the half-year report. */
    report: reportSchema.default({}),
    /** Taxa that are told of by groups, beside those that Roost knows. */
    socialTaxa: socialTaxaSchema.default({ add: [], remove: [] }),
    /** Pictures and clips on which people were; they are wiped out in any case before a file is written. */
    people: z
      .strictObject({
        /** Such pictures and clips go after so many days. */
        keepDays: z.number().int().min(1).max(36_500).default(30),
        /** True to keep no picture or clip of a visit during which a person was seen. */
        keepNone: z.boolean().default(false),
      })
      .default({ keepDays: 30, keepNone: false }),
    /** Pictures and clips kept as evidence. */
    evidence: z
      .strictObject({ clips: z.boolean().default(true), clipSeconds: z.number().min(4).max(60).default(20) })
      .default({ clips: true, clipSeconds: 20 }),
  })
  .superRefine(({ publicAddress, basePath }, ctx) => {
    if (!URL.canParse(publicAddress) || new URL(publicAddress).pathname.replace(/\/+$/, '') === basePath) return;
    const message = `leads elsewhere than basePath (${basePath || 'the top'}): links would lead to nothing`;
    ctx.addIssue({ code: 'custom', path: ['publicAddress'], message });
  });

/** A camera as configured, with every default filled in. Holds no credentials. */
export type CameraConfig = z.infer<typeof cameraSchema>;
/** The site as configured, with every default filled in. */
export type SiteConfig = z.infer<typeof siteSchema>;
