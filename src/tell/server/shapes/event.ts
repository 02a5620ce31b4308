import { z } from 'zod';
import type { CameraStatus } from '../../../base/domain.ts';
import type { Names, OutboxEvent } from '../deps.ts';
import { AlertShape, alert } from './alert.ts';
import { CameraStateShape, cameraState } from './camera.ts';
import { Time, time } from './common.ts';
import { ToldVisitShape, toldVisit } from './visit.ts';

/** The `data` of one server-sent event. */
export const EventShape = z
  .discriminatedUnion('type', [
    z.object({
      type: z.enum(['visit.new', 'visit.update', 'visit.end', 'visit.withdrawn']),
      at: Time,
      visit: ToldVisitShape,
    }),
    z.object({ type: z.enum(['alert.new', 'alert.update']), at: Time, alert: AlertShape }),
    z.object({ type: z.literal('camera.state'), camera: CameraStateShape }),
  ])
  .meta({ id: 'Event' });

/** An outbox entry as an event of the stream; its cursor is the event's id. */
export function outboxEvent(event: OutboxEvent, deps: Names): string {
  const at = time(event.at);
  const data: z.input<typeof EventShape> =
    'alert' in event
      ? { type: event.type, at, alert: alert(event.alert, deps) }
      : { type: event.type, at, visit: toldVisit(event.visit, deps, event.crop) };
  return `id: ${event.cursor}\n${message(data)}`;
}

/** A camera's state as an event. It has no id: it is not in the outbox, and is sent whole on each connection. */
export function cameraEvent(status: CameraStatus): string {
  return message({ type: 'camera.state', camera: cameraState(status) });
}

function message(data: z.input<typeof EventShape>): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}
