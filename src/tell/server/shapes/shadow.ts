import { z } from 'zod';
import { saidBeside } from '../../../base/said/said.ts';
import type { FindsDiffFacts, ShadowFacts, ShadowReportFacts } from '../shadow-facts.ts';
import { BoxShape, Time, time } from './common.ts';
import { saidKey } from './said.ts';

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

const OfBoth = z.object({ present: z.number(), candidate: z.number() });
const Protection = z
  .union([z.literal(1), z.literal(2)])
  .optional()
  .meta({ description: "China's level" });

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
          protection: Protection,
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

const Finds = z
  .object({
    cameras: z
      .array(
        z.object({
          camera: z.string(),
          pictures: z.int().meta({ description: 'Live pictures that both detectors looked at' }),
          withheld: z.int().meta({ description: 'Pictures that nobody was shown, as people were in them' }),
          both: z.int().meta({ description: 'Animals that both found, sure enough for a track to begin' }),
          otherKind: z.int().meta({ description: 'Of these, those to which they give different kinds' }),
          ...{ presentOnly: z.int(), candidateOnly: z.int() },
          unfollowed: z
            .int()
            .meta({ description: 'Of those that the candidate alone found, where the box followed nothing' }),
          doubled: OfBoth.meta({
            description: 'Further boxes around an animal that the other side has one box around',
          }),
          ms: OfBoth.meta({ description: 'Time of one core for one picture on average, ms' }),
        }),
      )
      .meta({ description: 'What was found camera by camera; it tells of pictures, not of visits' }),
    left: Ids.meta({ description: 'Cameras with a detector of their own, which the candidate would not replace' }),
    taxa: z
      .array(
        z.object({
          ...{ taxon: z.string(), protection: Protection },
          tracks: z.int().meta({ description: 'Animals that the box followed and that stood in pictures' }),
          present: z.int().meta({ description: 'Of these, found by the present detector in at least one picture' }),
          candidate: z.int().meta({ description: 'The same by the candidate' }),
          overlooked: z.int().meta({
            description: 'Found by the present detector in one or more of their pictures, and by the candidate in none',
          }),
        }),
      )
      .meta({ description: 'By what the box called them, those that the candidate overlooks most first' }),
    otherwise: z
      .array(
        z.object({
          picture: z.string().meta({
            description: 'At /api/v1/models/shadows/{bundle}/pictures/{picture}, without people',
            example: '1777608060000-east',
          }),
          ...{ camera: z.string(), at: Time },
          found: z.array(
            z.object({
              how: z.enum([
                'present-only',
                'candidate-only',
                'other-kind',
                'doubled-by-present',
                'doubled-by-candidate',
              ]),
              ...{ box: BoxShape, kind: z.string(), score: z.number() },
              as: z
                .string()
                .optional()
                .meta({ description: 'The kind that the candidate gives it, where it is another' }),
            }),
          ),
        }),
      )
      .meta({ description: 'The most telling and newest pictures that are otherwise' }),
    more: z.int().meta({ description: 'As many more are not shown' }),
  })
  .meta({ id: 'ShadowFinds' });

export const ShadowShape = z
  .object({
    bundle: z.string().meta({ example: 'delta-birds-3' }),
    kind: z.enum(['detector', 'classifier', 'taught']),
    state: z.enum(['running', 'done', 'stopped', 'failed']),
    beganAt: Time,
    endedAt: Time.optional(),
    why: z.string().optional().meta({ description: 'Why it stopped or failed' }),
    said: saidKey,
    by: z.string().meta({ description: 'Who began it' }),
    until: z.object({ tracks: z.int(), at: Time }).meta({ description: 'It ends with whichever comes first' }),
    present: Ids.meta({ description: 'Models and taught heads beside which it runs, the detector first' }),
    candidate: Ids.meta({ description: 'Models and taught heads that would be in use with it' }),
    tracks: z.object({
      looked: z.int().meta({
        description: 'Named by both sides; of a detector: followed animals that stood in pictures which both looked at',
      }),
      waiting: z.int(),
      shed: z.int().meta({ description: 'Left out: there was no spare time for them' }),
      without: z.int().meta({ description: 'Left out: no crop was kept that shows what the box saw' }),
    }),
  })
  .meta({ id: 'Shadow' });

export const ShadowReportShape = ShadowShape.extend({
  reportAt: Time.optional().meta({ description: 'When `counts`, or of a detector `finds`, were made' }),
  counts: Counts.optional(),
  finds: Finds.optional(),
}).meta({ id: 'ShadowReport' });

/** A run as answers write it. */
export function shadow({ beganAt, endedAt, why, until, present, candidate, ...run }: ShadowFacts) {
  return {
    ...run,
    ...{ beganAt: time(beganAt), until: { tracks: until.tracks, at: time(until.at) } },
    ...{ present: [...present], candidate: [...candidate] },
    ...(endedAt !== undefined && { endedAt: time(endedAt) }),
    ...(why !== undefined && { why, ...saidBeside(why) }),
  } satisfies z.input<typeof ShadowShape>;
}

/** A run with what it has shown, as answers write it. */
export function shadowReport({
  reportAt,
  counts,
  finds,
  ...run
}: ShadowReportFacts): z.input<typeof ShadowReportShape> {
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
    ...(finds && { finds: findsAnswer(finds) }),
  };
}

function findsAnswer({ cameras, left, taxa, otherwise, more }: FindsDiffFacts): z.input<typeof Finds> {
  return {
    ...{ cameras: [...cameras], left: [...left], taxa: [...taxa], more },
    otherwise: otherwise.map(({ at, found, ...one }) => ({ ...one, at: time(at), found: [...found] })),
  };
}
