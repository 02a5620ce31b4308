import { DateTime } from 'luxon';
import type { CameraSays } from '../base/domain.ts';
import { type Correction, correctDeployment } from '../count/record/correct-deployment.ts';
import { deploymentsOf } from '../count/record/deployments.ts';
import type { Store, Tables } from '../count/store/store.ts';
import { keepUnder } from '../count/tally/under.ts';
import type { Config } from '../know/config/config.ts';
import type { CameraConfig } from '../know/config/schema.ts';
import type { CorrectedDeployments } from '../tell/server/deps.ts';
import type { Log } from './log.ts';
import { dailyRule } from './tallying.ts';

/**
 * Stores the deployments as the camera files tell of them, and tells in the log what began or was corrected. Inside `store.write`
 * only.
 * @param now the time; nothing begins by it while the clock is doubtful
 */
export function deploy(
  { deployments, effort }: Pick<Tables, 'deployments' | 'effort'>,
  { cameras, site }: Config,
  now: { readonly at: number; readonly doubtful: boolean },
  log: Pick<Log, 'info' | 'warn'>,
): void {
  const { timeZone: zone, latitude, longitude } = site.site;
  const dayOf = (at: number) => DateTime.fromMillis(at, { zone }).toFormat('yyyyMMdd');
  const known = { known: deployments.all(), said: deployments.says() };
  const watched = (camera: string, from: number, to: number) => effort.total(camera, from, to).watchedSeconds > 0;
  const files = cameras.map((camera) => says(camera, zone));
  const from = { ...known, site: { latitude, longitude }, now, dayOf, watched };
  for (const { put, says, notes } of deploymentsOf(files, from)) {
    for (const [index, deployment] of put.entries())
      deployments.put(deployment, now.at, index === put.length - 1 ? says : undefined);
    for (const { warn, message } of notes) log[warn ? 'warn' : 'info']({ camera: says.camera }, message);
  }
}

/**
 * Corrects a stored deployment as people say, and has tallies follow.
 * @throws RoostError (rejects, `correct deployment`) where it makes no sense
 */
export function correct(
  store: Pick<Store, 'write'>,
  config: Pick<Config, 'cameras' | 'site'>,
  id: string,
  correction: Correction,
  now: number,
): Promise<CorrectedDeployments> {
  const say = (at: number) => DateTime.fromMillis(at, { zone: config.site.site.timeZone }).toFormat('yyyy-MM-dd HH:mm');
  return store.write((tables) => {
    const changed = correctDeployment(tables.deployments.all(), id, correction, say);
    for (const deployment of changed) tables.deployments.put(deployment, now);
    return { changed, judgedAnew: keepToDeployments(tables, config) };
  });
}

/** Has tallies follow the deployments as they are stored; returns true where records of before are judged anew. Inside `store.write` only. */
export function keepToDeployments(tables: Tables, config: Pick<Config, 'cameras' | 'site'>): boolean {
  return keepUnder(tables, dailyRule(config, tables.deployments.all())) !== 'same';
}

/** Where and how a camera stands, as its file says it. */
function says({ id, name, place, station, habitat, deployment }: CameraConfig, zone: string): CameraSays {
  const { start, end, latitude, longitude, heightMetres, directionDegrees } = deployment;
  return {
    ...{ camera: id, name, place, station: station ?? id, habitat },
    ...(start && { startAt: DateTime.fromISO(start, { zone }).toMillis() }),
    ...(end && { endAt: DateTime.fromISO(end, { zone }).plus({ days: 1 }).toMillis() }),
    ...(latitude !== undefined && longitude !== undefined && { latitude, longitude }),
    ...(heightMetres !== undefined && { heightMetres }),
    ...(directionDegrees !== undefined && { directionDegrees }),
  };
}
