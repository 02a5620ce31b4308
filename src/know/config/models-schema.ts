import { z } from 'zod';
import { words } from './words.ts';

const key = z
  .strictObject({
    name: words.min(1).max(100),
    key: z.string().regex(/^ed25519:[A-Za-z0-9_-]{43}$/, 'must be as `roost models keys` prints it: ed25519:...'),
    /** Its last day, UTC; then nothing new is taken that it signed. */
    until: z.iso.date().optional(),
  })
  .describe('a key');

/** Most tracks that a staged model is compared on, and most hours: what both sides call them is held in memory for the report. */
const MOST_SHADOW = { tracks: 10_000, hours: 336 } as const;

const WATCH = { hours: 24, mostErrors: 20, mostSlower: 2, mostOtherwise: 0.7, leastTracks: 100 };
const watchSchema = z.strictObject({
  /** For so long. */
  hours: z.number().min(0).max(720).default(WATCH.hours),
  /** Looks that fail and inference processes that end. */
  mostErrors: z.int().min(0).default(WATCH.mostErrors),
  /** Times as long from a frame to its answer as before. */
  mostSlower: z.number().min(1).default(WATCH.mostSlower),
  /** Share of names that may go to other taxa than before. */
  mostOtherwise: z.number().min(0).max(1).default(WATCH.mostOtherwise),
  /** Tracks before and after, below which names tell nothing. */
  leastTracks: z.int().min(1).default(WATCH.leastTracks),
});

/** `models` in `roost.yaml`: which bundles of models the box takes from its keepers. */
export const modelsSchema = z
  .strictObject({
    /** Whose signature is taken; nobody's where none is here. */
    keys: z
      .array(key)
      .max(20)
      .default([])
      .superRefine((keys, context) => {
        const twice = keys.find(({ key }, i) => keys.findIndex((other) => other.key === key) < i);
        if (twice) context.addIssue({ code: 'custom', message: `holds the key of ${twice.name} twice` });
      }),
    /** Most megabytes of a bundle, all files together. */
    mostMegabytes: z.number().min(1).max(10_000).default(300),
    /** Most milliseconds of a core for one look of a model; by the box's cameras and processes without it. */
    mostMilliseconds: z.number().positive().max(60_000).optional(),
    /** How long a staged model runs beside those in use, where whoever begins it says nothing else: whichever comes first. */
    shadow: z
      .strictObject({
        tracks: z.int().min(1).max(MOST_SHADOW.tracks).default(300),
        hours: z.number().positive().max(MOST_SHADOW.hours).default(48),
      })
      .default({ tracks: 300, hours: 48 }),
    /** What a candidate must have shown beside the models in use to be put into use without anybody's word; without it none is. */
    promote: z
      .strictObject({
        leastTracks: z.int().min(1).default(200),
        /** Share of visits that it may have otherwise. */
        mostOtherwise: z.number().min(0).max(1).default(0.2),
        /** Times as long as now that it may take for a track. */
        mostSlower: z.number().min(1).default(2),
      })
      .optional(),
    /** What a model that was put into use is held to; where it does worse, the box goes back by itself. */
    watch: watchSchema.default(WATCH),
  })
  .default({ keys: [], mostMegabytes: 300, shadow: { tracks: 300, hours: 48 }, watch: WATCH });
