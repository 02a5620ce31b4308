import { z } from 'zod';
import type { Deployment } from '../../../base/domain.ts';
import type { Correction } from '../../../count/record/correct-deployment.ts';
import { Line, Time, time } from './common.ts';

/** Where and how a camera stood. */
export const DeploymentShape = z.object({
  id: z
    .string()
    .meta({ description: 'Camera and first day as it was first told; it stays where the day is corrected' }),
  camera: z.string(),
  name: z.string().optional().meta({ description: 'What people called the camera then' }),
  station: z.string(),
  startAt: Time,
  endAt: Time.optional().meta({ description: 'Absent while it goes on' }),
  place: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  atSite: z.literal(true).optional().meta({ description: "Nobody told where it stands: the position is the site's" }),
  heightMetres: z.number().optional(),
  directionDegrees: z.number().optional(),
  habitat: z.string(),
});

/** A deployment as answers write it. */
export function deployment({ startAt, endAt, ...rest }: Deployment): z.input<typeof DeploymentShape> {
  return { ...rest, startAt: time(startAt), ...(endAt !== undefined && { endAt: time(endAt) }) };
}

/** A time that somebody sends, with its offset. */
const Moment = z.iso.datetime({ offset: true });
const Words = z.union([z.literal(''), Line.max(200)]);

/** What people say that a deployment was; what is left out stays. */
export const CorrectionShape = z
  .strictObject({
    startAt: Moment.optional().meta({
      description:
        'When it began, a time with its offset such as 2026-05-01T00:00:00+08:00. One that ended there ends where it begins now',
    }),
    endAt: Moment.nullable()
      .optional()
      .meta({ description: 'When it ended, a time with its offset; null: it goes on' }),
    station: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens, at most 63')
      .optional()
      .meta({ description: 'Lower-case letters, digits and hyphens, at most 63' }),
    place: Words.optional().meta({ description: 'In words, on one line of at most 200 characters' }),
    habitat: Words.optional().meta({ description: 'In words, on one line of at most 200 characters' }),
    latitude: z.number().min(-90).max(90).optional().meta({ description: 'Degrees from -90 to 90, with longitude' }),
    longitude: z
      .number()
      .min(-180)
      .max(180)
      .optional()
      .meta({ description: 'Degrees from -180 to 180, with latitude' }),
    heightMetres: z.number().min(0).max(500).optional().meta({ description: 'From 0 to 500' }),
    directionDegrees: z.number().min(0).max(360).optional().meta({ description: 'Clockwise from north, 0 to 360' }),
  })
  .refine((said) => (said.latitude === undefined) === (said.longitude === undefined), {
    path: ['latitude'],
    message: 'latitude and longitude go together',
  })
  .meta({ id: 'DeploymentCorrection' });

/** A correction as the parts of a box take it. */
export function correctionOf({ startAt, endAt, ...facts }: z.output<typeof CorrectionShape>): Correction {
  const said: object = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return {
    ...said,
    ...(startAt !== undefined && { startAt: Date.parse(startAt) }),
    ...(endAt !== undefined && { endAt: endAt === null ? null : Date.parse(endAt) }),
  };
}
