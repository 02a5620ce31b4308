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

/** How a new model is compared with the one in use, beside it. */
const shadowSchema = z
  .strictObject({
    /** So many tracks; of a detector, frames that were looked at. */
    most: z.int().min(1).max(10_000).default(300),
    hours: z.number().min(0.01).max(8_760).default(72),
    /** Puts it into use by itself once so many tracks were compared and at most this part of the visits is named otherwise; only by hand without it. */
    promoteBelow: z.number().min(0).max(1).optional(),
  })
  .default({ most: 300, hours: 72 });

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
    shadow: shadowSchema,
    /** How long a model that was put into use is watched; it is taken out again where it does worse than the one before. */
    watchHours: z.number().min(0).max(8_760).default(24),
  })
  .default({ keys: [], mostMegabytes: 300, shadow: shadowSchema.parse(undefined), watchHours: 24 });
