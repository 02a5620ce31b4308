import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { messageOf, RoostError } from '../base/errors.ts';
import { ownExceptions, ownRejections } from '../base/owner.ts';
import { namedBeside } from '../box/detectors.ts';
import { requireFfmpeg } from '../box/doctor/machine.ts';
import type { Log } from '../box/log.ts';
import { makePrivate } from '../box/private.ts';
import { Pulse } from '../box/pulse.ts';
import { startRoost } from '../box/roost.ts';
import { serviceOf } from '../box/service.ts';
import type { Config } from '../know/config/config.ts';
import { pull } from './models.ts';
import { logSettings } from './settings-log.ts';

/**
 * Runs a box until the signal aborts, then stops it in order.
 * @param mirror a folder to take missing weights from
 * @param service who is told that the box serves, lives and stops
 * @returns true where every part of it stopped as it should
 * @throws RoostError where a part of it cannot start, or where something was thrown that nobody caught; it has stopped then
 */
export async function start(
  config: Config,
  mirror: string | undefined,
  log: Log,
  signal: AbortSignal,
  service = serviceOf(process.env),
): Promise<boolean> {
  // `scripts/roost` starts this thread with a small young generation. Threads to come have their own: those that read make many objects,
  // and would take 15 % longer in so small a one.
  setFlagsFromString('--max-semi-space-size=0');
  await requireFfmpeg(signal);
  // What is written from now on is for the box's user alone.
  process.umask(0o077);
  const folder = join(config.data, 'models');
  const detector = config.site.detector.model;
  const others = namedBeside(config);
  const weights = async (stopping: AbortSignal) => {
    const either = AbortSignal.any([signal, stopping]);
    const { fetched, lacking } = await pull({
      ...{ folder, what: 'roost start', detector, others, signal: either },
      ...(mirror ? { mirror } : {}),
    });
    if (fetched.length > 0) log.info({ files: fetched }, 'weights fetched');
    for (const why of lacking) log.warn({ why }, 'a model cannot be had');
  };
  const broken = new AbortController();
  const disownings = [
    ownRejections((why) => log.error({ why }, 'something failed that nobody had expected')),
    ownExceptions((why) => {
      log.error({ why }, 'something was thrown that nobody caught: the box stops, to be started anew');
      broken.abort(why);
    }),
  ];
  const ends = AbortSignal.any([signal, broken.signal]);
  await logSettings(config, Date.now()).catch((error: unknown) =>
    log.warn({ error: messageOf(error) }, 'what changed in the settings cannot be written to the audit log'),
  );
  // What an earlier version left open is closed beside all else.
  const closed = makePrivate(config.data, ends).then((count) => {
    if (count > 0)
      log.warn({ folder: config.data, count }, 'files and folders stood open to other users, and do no more');
  });
  let pulse: Pulse | undefined;
  const roost = await startRoost(config, log, weights, (serving) => {
    pulse = new Pulse(service, serving);
    pulse.start();
  });
  log.info({ page: roost.address, cameras: config.cameras.map((camera) => camera.id) }, 'roost is watching');
  if (!ends.aborted) await new Promise((resolve) => ends.addEventListener('abort', resolve, { once: true }));
  log.info({ withinSeconds: roost.stopLimitMs / 1000 }, 'stopping');
  pulse?.stop();
  const wrong = await roost.stop();
  await closed;
  for (const disown of disownings) disown();
  log.info({}, wrong.length === 0 ? 'stopped' : 'stopped, but not everything as it should');
  if (broken.signal.aborted) throw new RoostError('run', 'the box', String(broken.signal.reason), 'It has stopped');
  return wrong.length === 0;
}
