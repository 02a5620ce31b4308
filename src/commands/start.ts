import { join } from 'node:path';
import { ownRejections } from '../base/owner.ts';
import type { Log } from '../box/log.ts';
import { startRoost } from '../box/roost.ts';
import type { Config } from '../know/config/config.ts';
import { pull } from './models.ts';

/**
 * Runs a box until the signal aborts, then stops it in order.
 * @param mirror a folder to take missing weights from
 * @returns true where every part of it stopped as it should
 * @throws RoostError where a part of it cannot start
 */
export async function start(
  config: Config,
  mirror: string | undefined,
  log: Log,
  signal: AbortSignal,
): Promise<boolean> {
  const folder = join(config.data, 'models');
  const detector = config.site.detector.model;
  const { fetched, lacking } = await pull({ folder, detector, signal, ...(mirror ? { mirror } : {}) });
  if (fetched.length > 0) log.info({ files: fetched }, 'weights fetched');
  for (const why of lacking) log.warn({ why }, 'a model cannot be had');
  const disown = ownRejections((why) => log.error({ why }, 'something failed that nobody had expected'));
  const roost = await startRoost(config, log);
  log.info({ page: roost.address, cameras: config.cameras.map((camera) => camera.id) }, 'roost is watching');
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  log.info({ withinSeconds: roost.stopLimitMs / 1000 }, 'stopping');
  const wrong = await roost.stop();
  disown();
  log.info({}, wrong.length === 0 ? 'stopped' : 'stopped, but not everything as it should');
  return wrong.length === 0;
}
