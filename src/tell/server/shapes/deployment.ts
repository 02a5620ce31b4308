import { z } from 'zod';
import type { Deployment } from '../../../base/domain.ts';
import { Time, time } from './common.ts';

/** Where and how a camera stood. */
export const DeploymentShape = z.object({
  id: z.string(),
  camera: z.string(),
  station: z.string(),
  startAt: Time,
  endAt: Time.optional().meta({ description: 'Absent while it goes on' }),
  place: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  heightMetres: z.number().optional(),
  directionDegrees: z.number().optional(),
  habitat: z.string(),
});

/** A deployment as answers write it. */
export function deployment({ startAt, endAt, ...rest }: Deployment): z.input<typeof DeploymentShape> {
  return { ...rest, startAt: time(startAt), ...(endAt !== undefined && { endAt: time(endAt) }) };
}
