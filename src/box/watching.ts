import { join } from 'node:path';
import type { CameraStatus, Cause } from '../base/domain.ts';
import { say } from '../base/said/said.ts';
import type { Store } from '../count/store/store.ts';
import type { Config } from '../know/config/config.ts';
import type { CameraConfig } from '../know/config/schema.ts';
import type { CaptureOptions } from '../see/capture/options.ts';
import type { WatchedCamera, WatchedDetector } from '../see/watch/messages.ts';
import { type UsualSharpness, usualOf } from '../see/watch/sight.ts';
import { unwatched } from '../see/watch/unwatched.ts';
import type { Ring } from './ring.ts';

/** What is usual for a camera's pictures is learned from so much of its past, ms. */
const WEEK = 7 * 86_400_000;

/**
 * The cameras that are to be watched, with what the store knows of their usual pictures.
 * @param detectors those that cameras have instead of the box's, by the camera's id
 */
export function watchedCameras(
  config: Config,
  ring: Pick<Ring, 'folder' | 'maxBytes'>,
  store: Store | undefined,
  now: number,
  detectors: ReadonlyMap<string, WatchedDetector>,
): WatchedCamera[] {
  const usual = ({ id }: CameraConfig) => (store ? usualOf(store.effort.between(now - WEEK, now, id)) : {});
  return config.cameras
    .filter(({ enabled }) => enabled)
    .map((camera) => {
      const detector = detectors.get(camera.id);
      return { ...watched(camera, config, ring, usual(camera)), ...(detector && { detector }) };
    });
}

function watched(
  camera: CameraConfig,
  config: Config,
  ring: Pick<Ring, 'folder' | 'maxBytes'>,
  usual: UsualSharpness,
): WatchedCamera {
  const { budgets, evidence, people } = config.site;
  const credentials = config.secrets.camera(camera.id);
  const capture: CaptureOptions = {
    camera: camera.id,
    url: camera.analysisUrl ?? camera.url,
    recordUrl: camera.url,
    ...(credentials ? { credentials } : {}),
    transport: camera.transport,
    decoder: camera.decoder ?? config.site.decoder,
    fps: camera.fps,
    limit: camera.analysis,
    ...(evidence.clips
      ? {
          segments: {
            folder: join(ring.folder, camera.id),
            keepSeconds: budgets.ringSeconds,
            maxBytes: ring.maxBytes,
          },
        }
      : {}),
  };
  return {
    capture,
    sight: { infrared: camera.infrared, usual },
    zones: camera.zones.map((zone) => zone.polygon),
    masks: camera.masks.map((mask) => mask.polygon),
    flocks: camera.flocks,
    sweepSeconds: camera.sweepSeconds,
    cropsPerFrame: budgets.cropsPerFrame,
    keepNone: people.keepNone,
  };
}

/** What each camera that is switched on is where nobody can look at it. @param now ms */
export function unlookedStatuses({ cameras }: Pick<Config, 'cameras'>, why: string, now: number): CameraStatus[] {
  const cause: Cause = { code: 'no-inference', message: say('camera-nobody-looks', { why }) };
  const on = cameras.filter(({ enabled }) => enabled);
  return on.map(({ id }) => ({ ...unwatched(id, now), state: 'down', cause }));
}
