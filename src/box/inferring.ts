import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { Config } from '../know/config/config.ts';
import type { Installed } from '../know/models/installed.ts';
import { InferenceClient } from '../see/inference/client.ts';
import { InferencePool } from '../see/inference/pool.ts';
import type { NewModels } from '../see/watch/messages.ts';
import { type OwnDetectors, ownDetectors, withoutOwn } from './detectors.ts';
import { namingFacts } from './naming.ts';
import { setupOf } from './setup.ts';

/** Processes that have loaded models and proved them. */
export interface Inference {
  readonly models: Installed;
  readonly pool: InferencePool;
  readonly detectors: OwnDetectors;
}

/**
 * Starts the processes with every model. Where detectors of single cameras do not run, it is the box's that looks there.
 * @throws RoostError (rejects) where they do not start
 */
export async function startInference(config: Config, models: Installed): Promise<Inference> {
  const { detector, classifiers } = models;
  const specs = classifiers.map(({ spec }) => spec);
  const started = async ({ others }: OwnDetectors) => {
    const found = others.map(({ spec }) => spec);
    const pool = new InferencePool(detector.spec, config.site.detector.processes, specs, found);
    await pool.start();
    return pool;
  };
  let detectors = await ownDetectors(join(config.data, 'models'), detector, config.cameras);
  const pool = await started(detectors).catch((error: unknown) => {
    if (detectors.others.length === 0) throw error;
    detectors = withoutOwn(detectors, detector, messageOf(error));
    return started(detectors);
  });
  return { models, pool, detectors };
}

/** What watchers are told of it. */
export function watchedWith({ models, pool, detectors }: Inference, config: Config): Omit<NewModels, 'swap'> {
  return {
    ...{ model: pool.model, inputSize: models.detector.spec.input.size, naming: namingFacts(models, config) },
    ...{ endpoints: pool.endpoints, detectors: detectors.by },
  };
}

/** Models and settings under which cameras are watched with it. @param second id of the detector that looks at sweeps too */
export function setupWith({ pool, detectors }: Inference, config: Config, second?: string) {
  const own = new Map([...detectors.by].map(([camera, { id }]) => [camera, id]));
  const models = [
    ...pool.detectors.map(({ id }) => id),
    ...(second === undefined ? [] : [second]),
    ...pool.classifiers.map(({ id }) => id),
  ];
  return setupOf(config, models, own);
}

/** Ids of all that it has loaded. */
export function modelsOf({ pool }: Inference): string[] {
  return [...pool.detectors, ...pool.classifiers].map(({ id }) => id);
}

/** A way of one's own to the detector of a camera, to be closed again. */
export function detectorOf({ pool, models, detectors }: Inference, camera: string): InferenceClient {
  const { id, size } = detectors.by.get(camera) ?? { id: pool.model, size: models.detector.spec.input.size };
  const client = new InferenceClient(id, size);
  client.setEndpoints(pool.endpoints);
  return client;
}
