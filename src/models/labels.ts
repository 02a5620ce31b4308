import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RoostError } from '../errors.ts';
import { readLabels } from '../taxonomy/labels.ts';
import { catalogFolder } from './catalog.ts';
import type { ClassifierManifest } from './manifest.ts';

/**
 * What each output of a classifier means: ids of taxa, undefined for background.
 * @param folder the models folder, where the labels of a model that was dropped in lie beside its weights
 * @throws RoostError where they cannot be read, or name a taxon that the taxonomy does not know
 */
export async function labelsOf(manifest: ClassifierManifest, folder: string): Promise<(string | undefined)[]> {
  const file =
    manifest.labelFormat === 'roost'
      ? join(await catalogFolder(), 'labels', `${manifest.labels}.csv`)
      : join(folder, manifest.labels);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new RoostError('read labels', file, messageOf(cause), 'Put the label file of the model there', { cause });
  }
  const labels = readLabels(text).map(({ taxon }) => taxon);
  const outputs = manifest.outputs[0]!.shape.at(-1)!;
  if (labels.length === outputs) return labels;
  throw new RoostError(
    'read labels',
    file,
    `it has ${labels.length} labels for ${outputs} outputs of ${manifest.name}`,
  );
}
