import type { Installed } from '../know/models/installed.ts';
import { knowsSeveral } from '../see/classify/kind.ts';
import { vocabularyOf } from '../see/classify/vocabulary.ts';

/** Says what cannot be told with the models that are here. */
export function warnOfModels(models: Installed, log: { warn(facts: object, message: string): void }): void {
  for (const { manifest, why } of models.absent)
    log.warn({ model: manifest.name, why }, `what it names stays unnamed; run: roost models pull ${manifest.name}`);
  for (const { manifest, widened } of models.classifiers)
    if (widened.length > 0)
      log.warn({ model: manifest.name, labels: widened }, 'only a wider taxon is known of these labels');
  const { name, assumed } = models.detector.manifest;
  const tells = models.classifiers.some(({ labels }) => knowsSeveral({ vocabulary: vocabularyOf(labels) }));
  if (assumed.length > 0 && !tells)
    log.warn({ model: name, assumed }, 'no model here tells birds from mammals; run: roost models pull');
}
