import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RoostError } from '../../base/errors.ts';
import { ROOT } from '../../base/package.ts';
import { type ClassifierManifest, type Manifest, manifestSchema } from './manifest.ts';

/** The folder of the manifests that come with Roost. */
export const CATALOG_FOLDER = join(ROOT, 'models');

/**
 * Reads every manifest of a catalog folder, by name.
 * @param folder a folder of `*.json`; by default the one that comes with Roost
 * @throws RoostError that names the file and the key that is wrong
 */
export async function readCatalog(folder: string = CATALOG_FOLDER): Promise<Manifest[]> {
  const names = await list(folder);
  const found = await Promise.all(names.map((name) => readManifest(join(folder, name))));
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * The model of that name, or the default one of its task.
 * @throws RoostError that lists the names of that task there are
 */
export function findModel<T extends Manifest['task']>(
  catalog: readonly Manifest[],
  task: T,
  name?: string,
): Extract<Manifest, { task: T }> {
  const known = catalog.filter((manifest): manifest is Extract<Manifest, { task: T }> => manifest.task === task);
  const found = known.find((manifest) => (name === undefined ? manifest.default : manifest.name === name));
  if (found) return found;
  const names = known.map((manifest) => manifest.name).join(', ') || 'none';
  throw new RoostError(
    'find model',
    name ?? `default to ${task}`,
    'it is not in the catalog',
    `Known models: ${names}`,
  );
}

/** The classifiers that a box uses, in the order of their names. */
export function classifiersOf(catalog: readonly Manifest[]): ClassifierManifest[] {
  return catalog.filter((manifest): manifest is ClassifierManifest => manifest.task === 'classify' && manifest.default);
}

/** The classifiers that a box uses where somebody has pulled them by their names or dropped them in. */
export function furtherClassifiersOf(catalog: readonly Manifest[]): ClassifierManifest[] {
  return catalog.filter((manifest) => manifest.task === 'classify').filter((manifest) => !manifest.default);
}

/** Models that give features alone, as classifiers without labels; a box uses one whose weights were pulled. */
export function embeddersOf(catalog: readonly Manifest[]): ClassifierManifest[] {
  return catalog
    .filter((manifest) => manifest.task === 'embed')
    .map((manifest) => ({
      ...manifest,
      ...{ task: 'classify', outputs: [], checks: [], unlabelled: 0, gives: 'logits' },
      ...{ labels: manifest.name, labelFormat: 'roost' },
    }));
}

async function readManifest(file: string): Promise<Manifest> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new RoostError('read model manifest', file, messageOf(cause), '', { cause });
  }
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RoostError('read model manifest', file, `${issue!.path.join('.') || 'manifest'}: ${issue!.message}`);
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json'));
  } catch (cause) {
    throw new RoostError('read model catalog', folder, messageOf(cause), '', { cause });
  }
}
