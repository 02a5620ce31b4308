import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Frame } from '../base/domain.ts';
import { messageOf } from '../base/errors.ts';
import { detectorLines, namedBeside, ownDetectors } from '../box/detectors.ts';
import { secondWords, spareCores, startSecond } from '../box/second.ts';
import type { Config } from '../know/config/config.ts';
import { installed } from '../know/models/installed.ts';
import { InferenceClient } from '../see/inference/client.ts';
import { InferencePool } from '../see/inference/pool.ts';
import { pull } from './models.ts';

/** Does with the models what a start does, but where a box would go on without them and try again, this fails. */
export async function checkModels(config: Config, mirror: string | undefined, signal: AbortSignal) {
  const { data, site, cameras } = config;
  const folder = join(data, 'models');
  const detector = site.detector.model;
  try {
    const { lacking } = await pull({
      ...{ folder, what: 'roost check', detector, others: namedBeside(config), signal },
      ...(mirror ? { mirror } : {}),
    });
    const models = await installed(folder, detector);
    const own = await ownDetectors(folder, models.detector, cameras);
    const pool = new InferencePool(
      models.detector.spec,
      1,
      models.classifiers.map(({ spec }) => spec),
      own.others.map(({ spec }) => spec),
    );
    await pool.start();
    await pool.stop();
    const names = [...pool.detectors, ...pool.classifiers].map(({ id }) => id);
    const lines = [`models: ${names.join(', ')}: they run`, ...detectorLines(own, pool.model, cameras), ...lacking];
    const second = await checkSecond(folder, config, signal);
    return { good: own.lacking.length === 0 && second.good, lines: [...lines, ...own.lacking, ...second.lines] };
  } catch (error) {
    signal.throwIfAborted();
    return { good: false, lines: [`models: ${messageOf(error)}`] };
  }
}

/** Runs the detector that looks at sweeps too, where the box has one, and says how many it would see. */
async function checkSecond(folder: string, config: Config, signal: AbortSignal) {
  const cores = availableParallelism();
  const second = await startSecond(folder, config, cores);
  if (second === undefined) return { good: true, lines: [] };
  if ('why' in second) return { good: false, lines: [`sweeps: ${second.why}`] };
  const { pool } = second;
  const [{ id, size }] = pool.detectors as [{ id: string; size: number }];
  const client = new InferenceClient(id, size);
  client.setEndpoints(pool.endpoints);
  try {
    const startedAt = performance.now();
    await client.detect(GREY, [{ box: { x: 0, y: 0, w: 1, h: 1 }, reason: 'sweep' }], signal);
    const ms = performance.now() - startedAt;
    return { good: true, lines: [secondWords(id, ms, config.cameras, spareCores(config.cameras, cores))] };
  } finally {
    client.close();
    await pool.stop();
  }
}

const SIZE = { width: 1280, height: 720 };
const GREY: Frame = { camera: 'check', seq: 0, at: 0, ...SIZE, data: new Uint8Array((1280 * 720 * 3) / 2).fill(128) };
