import { join } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { classifiersOf, embeddersOf, furtherClassifiersOf, readCatalog } from './catalog.ts';
import { chooseDetector } from './choose.ts';
import { labelsOf, widenedLabels } from './labels.ts';
import { type ClassifierManifest, type DetectorManifest, type Manifest, weightsOf } from './manifest.ts';
import { MISSING } from './place.ts';
import { classifierSpec, detectorSpec } from './spec.ts';
import { verifyModel } from './verify.ts';

/** The models whose weights are here and right: what a box runs. */
export interface Installed {
  readonly detector: InstalledDetector;
  readonly classifiers: readonly InstalledClassifier[];
  /** Classifiers that the box would use and whose weights are not here, each with why. */
  readonly absent: readonly { readonly manifest: ClassifierManifest; readonly why: string }[];
}

/** A detector whose weights are here. */
export interface InstalledDetector {
  readonly manifest: DetectorManifest;
  readonly spec: Awaited<ReturnType<typeof detectorSpec>>;
}

/** A classifier with what its outputs mean. */
export interface InstalledClassifier {
  readonly manifest: ClassifierManifest;
  readonly spec: Awaited<ReturnType<typeof classifierSpec>>;
  /** Id of the taxon of each output; undefined for background. */
  readonly labels: readonly (string | undefined)[];
  /** Labels of which only a wider taxon is known here, in words. */
  readonly widened: readonly string[];
}

/**
 * Finds out which models a box runs: its detector or what is here in its place, and every classifier of the catalog whose weights are in the folder.
 * @param name of the detector; the default one without it
 * @throws RoostError where the detector's weights are missing or wrong
 */
export async function installed(folder: string, name?: string): Promise<Installed> {
  const catalog = await readCatalog();
  const detector = await installedDetector(folder, name, catalog);
  const classifiers: InstalledClassifier[] = [];
  const absent: Installed['absent'][number][] = [];
  for (const manifest of [...classifiersOf(catalog), ...furtherClassifiersOf(catalog), ...embeddersOf(catalog)]) {
    const faults = await verifyModel(manifest, folder);
    const [fault] = faults;
    // Of a model that nobody asked for nothing is here, and nothing is wrong with that.
    if (!manifest.default && faults.get(weightsOf(manifest).name) === MISSING) continue;
    if (fault) absent.push({ manifest, why: `${fault[0]}: ${fault[1]}` });
    else {
      const found = await readClassifier(manifest, folder);
      if ('why' in found) absent.push(found);
      else classifiers.push(found);
    }
  }
  return { detector, classifiers, absent };
}

/**
 * A detector, or what is here in its place.
 * @param name of the detector; the default one without it
 * @throws RoostError where the catalog has none of that name, or its weights are missing or wrong
 */
export async function installedDetector(
  folder: string,
  name?: string,
  catalog?: readonly Manifest[],
): Promise<InstalledDetector> {
  const manifest = await chooseDetector(catalog ?? (await readCatalog()), folder, name);
  const [fault] = await verifyModel(manifest, folder);
  if (fault)
    throw new RoostError('use model', join(folder, fault[0]), fault[1], `Run: roost models pull ${manifest.name}`);
  return { manifest, spec: await detectorSpec(manifest, folder) };
}

/** A label file that cannot be read costs the names of that model, never the box. */
async function readClassifier(
  manifest: ClassifierManifest,
  folder: string,
): Promise<InstalledClassifier | Installed['absent'][number]> {
  try {
    return await installedClassifier(manifest, folder);
  } catch (error) {
    if (!(error instanceof RoostError)) throw error;
    return { manifest, why: error.message };
  }
}

/** A classifier whose weights are in the folder. @throws RoostError where its labels cannot be read */
export async function installedClassifier(manifest: ClassifierManifest, folder: string): Promise<InstalledClassifier> {
  const labels = await labelsOf(manifest, folder);
  const spec = await classifierSpec(manifest, folder);
  return { manifest, spec, labels, widened: await widenedLabels(manifest, folder) };
}
