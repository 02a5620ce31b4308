import { readCatalog } from './catalog.ts';
import { labelsOf } from './labels.ts';
import type { ClassifierManifest } from './manifest.ts';
import { modelId } from './spec.ts';

/** What the last numbers of a model's features mean. */
export interface Meaning {
  /** Ids of taxa, undefined for background. */
  readonly labels: readonly (string | undefined)[];
  readonly gives: ClassifierManifest['gives'];
}

/**
 * What models say beside their embedding, by their ids; a model without labels, or one that the catalog does not have, has none.
 * @param ids as verdicts cite them
 * @param folder the models folder, where labels of a model that was dropped in lie
 * @throws RoostError where the catalog or labels cannot be read
 */
export async function meaningsOf(ids: readonly string[], folder: string): Promise<ReadonlyMap<string, Meaning>> {
  const found = new Map<string, Meaning>();
  for (const manifest of await readCatalog()) {
    if (manifest.task !== 'classify' || !manifest.embedding) continue;
    // Weights that were dropped in have a hash that no manifest knows: their name is enough.
    const id = ids.find((one) => (manifest.dropIn ? one.startsWith(`${manifest.name}@`) : one === modelId(manifest)));
    if (id !== undefined) found.set(id, { labels: await labelsOf(manifest, folder), gives: manifest.gives });
  }
  return found;
}
