import { join } from 'node:path';
import { RoostError } from '../base/errors.ts';
import { withBundles } from '../box/models/in-use.ts';
import { readState } from '../box/models/state-file.ts';
import type { Config } from '../know/config/config.ts';
import { type FeatureSource, featureSources, featuresId } from '../know/models/feature-sources.ts';
import { installed } from '../know/models/installed.ts';
import type { Embed, FeatureModel } from '../see/classify/features.ts';
import { InferenceClient } from '../see/inference/client.ts';
import type { Detector } from '../see/inference/detector.ts';
import { InferencePool } from '../see/inference/pool.ts';
import { pull } from './models.ts';

/** What pictures are looked at with: the models that the box has, and those of them that give features, in processes of their own. */
export interface OwnEyes {
  readonly detector: Detector;
  readonly models: readonly FeatureModel[];
  readonly embed: Embed;
  /** What is known of the features of the models in use, and of those of the catalog. */
  readonly sources: ReadonlyMap<string, FeatureSource>;
  readonly catalog: ReadonlyMap<string, FeatureSource>;
  /** Ends the processes. */
  close(): Promise<void>;
}

/** Two processes of one thread look at more pictures than one of two. */
const PROCESSES = 2;

/**
 * Opens the models of a box beside those that the box itself runs.
 * @throws RoostError where the detector is not here, or no model gives features
 */
export async function ownEyes(
  { data, site }: Pick<Config, 'data' | 'site'>,
  mirror: string | undefined,
  signal: AbortSignal,
  complain: (line: string) => void,
): Promise<OwnEyes> {
  const folder = join(data, 'models');
  const { lacking } = await pull({ folder, what: 'roost teach', signal, ...(mirror !== undefined && { mirror }) });
  for (const why of lacking) complain(why);
  const catalog = await installed(folder, site.detector.model);
  const { models, lacking: without } = await withBundles(catalog, await readState(folder), folder);
  for (const why of without) complain(why);
  const { detector, classifiers } = models;
  const giving = classifiers.filter(({ spec }) => spec.embedding);
  if (giving.length === 0)
    throw new RoostError('teach', folder, 'no model here gives features', 'Run: roost models pull');
  const specs = giving.map(({ spec }) => spec);
  const pool = new InferencePool(detector.spec, PROCESSES, specs);
  try {
    await pool.start();
  } catch (error) {
    await pool.stop();
    throw error;
  }
  const client = new InferenceClient(pool.model, detector.spec.input.size, pool.classifiers);
  client.setEndpoints(pool.endpoints);
  const unlisten = pool.onChange((endpoints) => client.setEndpoints(endpoints));
  return {
    detector: client,
    ...{ sources: featureSources(classifiers), catalog: featureSources(catalog.classifiers) },
    models: giving.map(({ manifest, spec }) => ({
      ...{ id: spec.id, features: featuresId(manifest, spec.id), kinds: spec.kinds, margins: manifest.views },
    })),
    embed: async (model, picture, signal) => (await client.embed(model, picture, 'teach', signal)).feature,
    close: async () => {
      unlisten();
      client.close();
      await pool.stop();
    },
  };
}
