import { join } from 'node:path';
import { RoostError } from '../base/errors.ts';
import type { Config } from '../know/config/config.ts';
import { installed } from '../know/models/installed.ts';
import type { Embed, FeatureModel } from '../see/classify/features.ts';
import type { Detector } from '../see/inference/detector.ts';
import { LocalClassifier, LocalDetector } from '../see/inference/local.ts';
import { pull } from './models.ts';

/** What pictures are looked at with, in this process: the models that the box has, and those of them that give features. */
export interface LocalEyes {
  readonly detector: Detector;
  readonly models: readonly FeatureModel[];
  readonly embed: Embed;
}

/**
 * Opens the models of a box.
 * @throws RoostError where the detector is not here, or no model gives features
 */
export async function localEyes(
  { data, site }: Pick<Config, 'data' | 'site'>,
  mirror: string | undefined,
  signal: AbortSignal,
  complain: (line: string) => void,
): Promise<LocalEyes> {
  const folder = join(data, 'models');
  const { lacking } = await pull({ folder, signal, ...(mirror !== undefined && { mirror }) });
  for (const why of lacking) complain(why);
  const { detector, classifiers } = await installed(folder, site.detector.model);
  const giving = classifiers.filter(({ spec }) => spec.embedding);
  if (giving.length === 0)
    throw new RoostError('teach', folder, 'no model here gives features', 'Run: roost models pull');
  const classifier = await LocalClassifier.open(giving.map(({ spec }) => spec));
  return {
    detector: await LocalDetector.open(detector.spec),
    models: giving.map(({ manifest, spec }) => ({ id: spec.id, kinds: spec.kinds, margins: manifest.views })),
    embed: async (model, picture, signal) => (await classifier.embed(model, picture, 'teach', signal)).feature,
  };
}
