import { z } from 'zod';
import { FAULT_KINDS, type Fault } from '../../../base/domain.ts';
import { Time, time } from './common.ts';

/** A fault: what keeps a box or its cameras from seeing. */
export const FaultShape = z
  .object({
    id: z.string().meta({ description: 'The same in the entries of its begin and its end' }),
    kind: z.enum(FAULT_KINDS).meta({
      description:
        'down, frozen, covered, blurred, dark: of cameras; inference, disk, clock, model: of the box, with no cameras named',
    }),
    beganAt: Time,
    endedAt: Time.optional().meta({ description: 'Absent while it goes on' }),
    changedAt: Time,
    cameras: z
      .array(
        z.object({
          camera: z.string(),
          since: Time,
          cause: z.string().optional().meta({ description: 'As in camera.state' }),
          wellAt: Time.optional().meta({ description: 'Absent while it is not well again' }),
        }),
      )
      .meta({ description: 'All that were lost together' }),
    message: z.string().optional(),
  })
  .meta({ id: 'Fault' });

/** A fault as answers write it. */
export function fault({ beganAt, endedAt, changedAt, cameras, ...rest }: Fault): z.input<typeof FaultShape> {
  return {
    ...rest,
    ...{ beganAt: time(beganAt), changedAt: time(changedAt) },
    ...(endedAt !== undefined && { endedAt: time(endedAt) }),
    cameras: cameras.map(({ since, wellAt, ...camera }) => ({
      ...{ ...camera, since: time(since) },
      ...(wellAt !== undefined && { wellAt: time(wellAt) }),
    })),
  };
}
