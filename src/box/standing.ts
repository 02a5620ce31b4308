import { DateTime } from 'luxon';
import type { Deployment } from '../base/domain.ts';
import { deploymentsOf } from '../count/record/deployments.ts';
import type { Config } from '../know/config/config.ts';
import type { CameraConfig } from '../know/config/schema.ts';

/** Deployments as the camera files tell of them; a camera that names no position stands where the site is. */
export function standing(
  { cameras, site }: Config,
  known: readonly Deployment[],
  now: { readonly at: number; readonly doubtful: boolean },
): Deployment[] {
  const { timeZone: zone, latitude, longitude } = site.site;
  const stands = cameras.map(({ id, place, station, habitat, deployment }) => ({
    camera: id,
    ...(deployment.start && { startAt: DateTime.fromISO(deployment.start, { zone }).toMillis() }),
    ...(deployment.end && { endAt: DateTime.fromISO(deployment.end, { zone }).plus({ days: 1 }).toMillis() }),
    facts: { place, station: station ?? id, habitat, ...positionOf(deployment, { latitude, longitude }) },
  }));
  return deploymentsOf(stands, known, now, (at) => DateTime.fromMillis(at, { zone }).toFormat('yyyyMMdd'));
}

function positionOf(
  { latitude, longitude, heightMetres, directionDegrees }: CameraConfig['deployment'],
  site: { latitude: number; longitude: number },
) {
  const own = latitude !== undefined && longitude !== undefined ? { latitude, longitude } : site;
  return {
    ...own,
    ...(heightMetres !== undefined && { heightMetres }),
    ...(directionDegrees !== undefined && { directionDegrees }),
  };
}
