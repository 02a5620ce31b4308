import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RoostError } from '../../base/errors.ts';
import { readLabels } from '../taxonomy/labels.ts';
import { findTaxon } from '../taxonomy/taxa.ts';
import { CATALOG_FOLDER } from './catalog.ts';
import type { ClassifierManifest } from './manifest.ts';
import { readSpeciesNetLabels } from './speciesnet.ts';

/** Ids of the taxa that a classifier's outputs mean, in their order; undefined for background. */
type Meanings = readonly (string | undefined)[];

/** The tables of labels that come with Roost. */
const TABLES = join(CATALOG_FOLDER, 'labels');

/**
 * What each output of a classifier means: ids of taxa, undefined for background; nothing of a model that gives features alone.
 * @param folder the models folder, where the labels that come with a model lie beside its weights
 * @param tables folder of the tables `<labels>.csv`; of a bundle its own, else the catalog's
 * @throws RoostError where they cannot be read, or name a taxon that the taxonomy does not know
 */
export async function labelsOf(manifest: ClassifierManifest, folder: string, tables = TABLES): Promise<Meanings> {
  if (manifest.outputs.length === 0) return [];
  const { file, text } = await read(manifest, folder, tables);
  const labels =
    manifest.labelFormat === 'roost'
      ? readLabels(text).map(({ taxon }) => taxon)
      : readSpeciesNetLabels(text, findTaxon).labels;
  const outputs = manifest.outputs[0]!.shape.at(-1)!;
  const unlabelled = Array<undefined>(manifest.unlabelled).fill(undefined);
  if (labels.length + unlabelled.length === outputs) return [...labels, ...unlabelled];
  throw new RoostError(
    'read labels',
    file,
    `it has ${labels.length} labels for ${outputs} outputs of ${manifest.name}, of which ${manifest.unlabelled} have none`,
  );
}

/**
 * Labels that came with a model whose own taxon Roost does not know, so that a wider one stands for them; one
 * line each, for whoever runs it. Labels that come with Roost have none: a test sees to it.
 * @throws RoostError where they cannot be read
 */
export async function widenedLabels(manifest: ClassifierManifest, folder: string): Promise<string[]> {
  if (manifest.labelFormat === 'roost') return [];
  const { text } = await read(manifest, folder, TABLES);
  return readSpeciesNetLabels(text, findTaxon).widened.map(({ label, taxon }) => `${label} is taken for ${taxon}`);
}

async function read(
  manifest: ClassifierManifest,
  folder: string,
  tables: string,
): Promise<{ file: string; text: string }> {
  const file =
    manifest.labelFormat === 'roost' ? join(tables, `${manifest.labels}.csv`) : join(folder, manifest.labels);
  try {
    return { file, text: await readFile(file, 'utf8') };
  } catch (cause) {
    throw new RoostError('read labels', file, messageOf(cause), 'Put the label file of the model there', { cause });
  }
}
