import { z } from 'zod';
import type { Delivery } from '../../../base/domain.ts';
import { Time, time } from './common.ts';

/** One piece of news on its way over one channel. */
export const DeliveryShape = z
  .object({
    id: z.int(),
    channel: z.string().meta({ description: 'Name of the channel, as in roost.yaml', example: 'rangers' }),
    news: z.enum(['new', 'update', 'begin', 'end']).meta({ description: 'begin and end are those of faults' }),
    state: z.enum(['waiting', 'held', 'quiet', 'delivered', 'failed', 'dropped']).meta({
      description:
        "held: the species' limit an hour is reached, and it goes with the next message; quiet: it goes when quiet hours end; dropped: its species was left out before it was sent",
    }),
    at: Time,
    dueAt: Time.meta({ description: 'When it is sent, or tried again' }),
    attempts: z.int().nonnegative(),
    triedAt: Time.optional(),
    answer: z.string().optional().meta({ description: 'What came of the last try' }),
  })
  .meta({ id: 'Delivery' });

/** A delivery as answers write it. */
export function delivery({
  at,
  dueAt,
  triedAt,
  alert: _,
  fault: _fault,
  message: _message,
  ...rest
}: Delivery): z.input<typeof DeliveryShape> {
  return { ...rest, at: time(at), dueAt: time(dueAt), ...(triedAt !== undefined && { triedAt: time(triedAt) }) };
}
