import { z } from 'zod';
import type { Deployment } from '../../../base/domain.ts';
import { Time, time } from './common.ts';

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
