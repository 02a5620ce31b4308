import { z } from 'zod';
import type { ShadowFacts, ShadowReportFacts } from '../shadow-facts.ts';
import { Time, time } from './common.ts';

const Ids = z.array(z.string());

const SideVisit = z
  .object({
    id: z.string(),
    taxon: z.string().meta({ description: 'Id of a taxon' }),
    score: z.number(),
    individuals: z.int(),
    counted: z.boolean().meta({ description: 'False where it is set aside' }),
  })
  .meta({ id: 'ShadowVisit' });

const Counted = z.object({ visits: z.int(), individuals: z.int() });

const Counts = z
  .object({
    visits: z.object({ present: z.int(), candidate: z.int() }),
    changed: z.int().meta({ description: 'Visits of the present side that the candidate has otherwise' }),
    otherwise: z
      .array(
        z.object({
          ...{ camera: z.string(), startAt: Time, endAt: Time, tracks: Ids },
          ...{ present: z.array(SideVisit), candidate: z.array(SideVisit) },
          pictures: Ids.meta({ description: 'Kept pictures, at /api/v1/media/{id}' }),
        }),
      )
      .meta({ description: 'The newest of those visits, those together that share tracks' }),
    more: z.int().meta({ description: 'As many more are not listed' }),
    taxa: z
      .array(
        z.object({
          taxon: z.string(),
          protection: z
            .union([z.literal(1), z.literal(2)])
            .optional()
            .meta({ description: "China's level" }),
          ...{ present: Counted, candidate: Counted },
        }),
      )
      .meta({ description: 'Counted visits and individuals by taxon, what differs most first' }),
    alike: z.int().meta({ description: 'Tracks that both sides name alike' }),
    asRecorded: z.int().meta({
      description: 'Tracks that the present models name from their kept crops as the box did while they lived',
    }),
    ms: z
      .object({ present: z.number(), candidate: z.number() })
      .optional()
      .meta({ description: 'Time of one core for one track on average, ms' }),
  })
  .meta({ id: 'ShadowCounts' });

export const ShadowShape = z
  .object({
    bundle: z.string().meta({ example: 'delta-birds-3' }),
    kind: z.enum(['detector', 'classifier', 'taught']),
    state: z.enum(['running', 'done', 'stopped', 'failed']),
    beganAt: Time,
    endedAt: Time.optional(),
    why: z.string().optional().meta({ description: 'Why it stopped or failed' }),
    by: z.string().meta({ description: 'Who began it' }),
    until: z.object({ tracks: z.int(), at: Time }).meta({ description: 'It ends with whichever comes first' }),
    present: Ids.meta({ description: 'Models and taught heads beside which it runs, the detector first' }),
    candidate: Ids.meta({ description: 'Models and taught heads that would be in use with it' }),
    tracks: z.object({
      looked: z.int().meta({ description: 'Named by both sides' }),
      waiting: z.int(),
      shed: z.int().meta({ description: 'Left out: there was no spare time for them' }),
      without: z.int().meta({ description: 'Left out: no crop was kept that shows what the box saw' }),
    }),
  })
  .meta({ id: 'Shadow' });

export const ShadowReportShape = ShadowShape.extend({
  reportAt: Time.optional().meta({ description: 'When `counts` were made' }),
  counts: Counts.optional(),
}).meta({ id: 'ShadowReport' });

/** A run as answers write it. */
export function shadow({ beganAt, endedAt, why, until, present, candidate, ...run }: ShadowFacts) {
  return {
    ...run,
    ...{ beganAt: time(beganAt), until: { tracks: until.tracks, at: time(until.at) } },
    ...{ present: [...present], candidate: [...candidate] },
    ...(endedAt !== undefined && { endedAt: time(endedAt) }),
    ...(why !== undefined && { why }),
  } satisfies z.input<typeof ShadowShape>;
}

/** A run with what it has shown, as answers write it. */
export function shadowReport({ reportAt, counts, ...run }: ShadowReportFacts): z.input<typeof ShadowReportShape> {
  return {
    ...shadow(run),
    ...(reportAt !== undefined && { reportAt: time(reportAt) }),
    ...(counts && {
      counts: {
        ...counts,
        taxa: [...counts.taxa],
        otherwise: counts.otherwise.map(({ startAt, endAt, tracks, present, candidate, pictures, camera }) => ({
          ...{ camera, startAt: time(startAt), endAt: time(endAt), tracks: [...tracks], pictures: [...pictures] },
          ...{ present: [...present], candidate: [...candidate] },
        })),
      },
    }),
  };
}
