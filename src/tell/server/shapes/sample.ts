import { z } from 'zod';
import type { Sample } from '../../../count/review/queue.ts';
import { decimalFilter } from './common.ts';

/** Which random sample is meant, in a query. */
export const SampleKeys = {
  share: decimalFilter("The random sample: part of all visits, above 0 and at most 1; the site's when left out", {
    exclusiveMinimum: 0,
    maximum: 1,
  }),
  seed: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "The random sample: another seed takes other visits; the site's when left out" }),
};

/** The sample that is asked for. @param site the one that its people look through */
export function sampleOf(
  { share, seed }: { readonly share?: number | undefined; readonly seed?: string | undefined },
  site: Sample,
): Sample {
  return { share: share ?? site.share, seed: seed ?? site.seed };
}
