import { z } from 'zod';
import type { CameraStatus } from '../../../base/domain.ts';
import { saidBeside } from '../../../base/said/said.ts';
import type { CameraFacts, ServerDeps } from '../deps.ts';
import { Time, time } from './common.ts';
import { saidKey } from './said.ts';

const Count = z.int().nonnegative();

/** What a camera does now, as events tell it. */
export const CameraStateShape = z
  .object({
    camera: z.string(),
    state: z.enum(['starting', 'watching', 'frozen', 'down', 'stopped']),
    since: Time,
    cause: z
      .object({
        code: z.enum([
          'refused',
          'no-route',
          'unauthorized',
          'digest',
          'not-found',
          'no-codec',
          'stalled',
          'key-frame',
          'frozen',
          'garbage',
          'slow',
          'no-clips',
          'ended',
          'no-ffmpeg',
          'ffmpeg-hung',
          'no-inference',
          'watcher-hung',
          'watcher-ended',
          'fault',
          'unknown',
        ]),
        message: z.string(),
        said: saidKey,
      })
      .optional()
      .meta({
        description:
          'Why it gives no frames, none yet (key-frame), too few (slow), no clips beside them (no-clips), or none that is looked at, and what to try',
      }),
    figures: z
      .object({
        frames: Count,
        dropped: Count.meta({ description: 'Frames that came while an earlier one was still being looked at' }),
        fps: z.number(),
        restarts: Count,
        lastFrameAt: Time.optional(),
        looks: z
          .object({ motion: Count, track: Count, sweep: Count })
          .meta({ description: 'Detector crops looked at, by reason' }),
      })
      .meta({ description: 'Since the watcher started' }),
  })
  .meta({ id: 'CameraState' });

/** A camera: what it is, and what it does now. */
export const CameraShape = CameraStateShape.omit({ camera: true })
  .extend({
    id: z.string(),
    name: z.string(),
    place: z.string().optional(),
    habitat: z.string().optional(),
    host: z.string().optional().meta({ description: 'Host of its address' }),
  })
  .meta({ id: 'Camera' });

type CameraState = z.input<typeof CameraStateShape>;

/** A camera's state as answers write it. */
export function cameraState({ camera, state, since, cause, figures }: CameraStatus): CameraState {
  const { frames, dropped, fps, restarts, lastFrameAt, looks } = figures;
  return {
    camera,
    state,
    since: time(since),
    ...(cause && { cause: { code: cause.code, message: cause.message, ...saidBeside(cause.message) } }),
    figures: {
      frames,
      dropped,
      fps,
      restarts,
      ...(lastFrameAt !== undefined && { lastFrameAt: time(lastFrameAt) }),
      looks: { motion: looks.motion, track: looks.track, sweep: looks.sweep },
    },
  };
}

/** A camera as answers write it. */
function camera(facts: CameraFacts, status: CameraStatus): z.input<typeof CameraShape> {
  const { camera: _id, ...state } = cameraState(status);
  const { id, name, place, habitat, host } = facts;
  return { id, name, ...(place && { place }), ...(habitat && { habitat }), ...(host && { host }), ...state };
}

/** Every configured camera with its state, in the order of the configuration. */
export function camerasOf(deps: ServerDeps): z.input<typeof CameraShape>[] {
  const statuses = new Map(deps.cameras().map((status) => [status.camera, status]));
  return deps.cameraFacts().flatMap((facts) => {
    const status = statuses.get(facts.id);
    return status ? [camera(facts, status)] : [];
  });
}
