import { z } from 'zod';
import type { Alert } from '../../../base/domain.ts';
import type { Names } from '../deps.ts';
import { Time, time } from './common.ts';
import { TaxonShape, taxon } from './taxon.ts';

/** An alert. */
export const AlertShape = z
  .object({
    id: z.string(),
    reason: z.enum(['first-for-site', 'first-of-year', 'protected']),
    state: z
      .enum(['unconfirmed', 'confirmed', 'withdrawn'])
      .meta({ description: 'unconfirmed until a person decides' }),
    taxon: TaxonShape,
    level: z
      .union([z.literal(1), z.literal(2)])
      .optional()
      .meta({ description: 'National protection level, where protected' }),
    camera: z.string(),
    at: Time.meta({ description: 'Start of its visit' }),
    changedAt: Time,
    individuals: z.int().positive(),
    score: z.number().min(0).max(1),
    visit: z.string().meta({ description: 'The visit with the evidence' }),
    visitUrl: z.string(),
  })
  .meta({ id: 'Alert' });

/** An alert as answers write it. */
export function alert({ at, changedAt, taxon: id, track: _, ...rest }: Alert, deps: Names): z.input<typeof AlertShape> {
  const visitUrl = `${deps.basePath ?? ''}/api/v1/visits/${encodeURIComponent(rest.visit)}`;
  return { ...rest, taxon: taxon(id, deps), at: time(at), changedAt: time(changedAt), visitUrl };
}
