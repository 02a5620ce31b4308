import { join } from 'node:path';
import { RoostError } from '../base/errors.ts';
import { readCatalog } from '../know/models/catalog.ts';
import { installedClassifier, installedDetector } from '../know/models/installed.ts';
import type { ClassifierManifest, DetectorManifest } from '../know/models/manifest.ts';
import { verifyModel } from '../know/models/verify.ts';
import type { Tried } from '../try/compare/lineup.ts';
import { pull } from './models.ts';
import type { Out } from './out.ts';

/** How a model that is tried is fetched. */
interface Fetching extends Pick<Out, 'complain'> {
  readonly mirror?: string;
  /** True where whoever tries it accepts its licence. */
  readonly acceptLicence?: true;
  readonly signal: AbortSignal;
}

/** Where a model is put that is only tried, below the folder of weights: what lies there no box uses. */
export const ASIDE = 'tried';

/** The model, from where it lies ready or fetched aside. @throws RoostError where it cannot be had */
export async function triedModel(
  manifest: DetectorManifest | ClassifierManifest,
  folder: string,
  { mirror, acceptLicence, signal, complain }: Fetching,
): Promise<Tried> {
  const { name } = manifest;
  const ready = (await verifyModel(manifest, folder)).size === 0;
  const from = ready ? folder : join(folder, ASIDE);
  if (!ready) {
    const how = { ...(mirror && { mirror }), ...(acceptLicence && { acceptLicence }) };
    const { notes } = await pull({ folder: from, name, signal, ...how });
    for (const note of notes) complain(note);
  }
  if (manifest.task === 'detect') return { task: 'detect', detector: await installedDetector(from, name) };
  return { task: 'classify', classifier: await installedClassifier(manifest, from) };
}

/** @throws RoostError with the names that can be tried */
export async function manifestOf(name: string): Promise<DetectorManifest | ClassifierManifest> {
  const known = (await readCatalog()).filter((manifest) => manifest.task === 'detect' || manifest.task === 'classify');
  const found = known.find((manifest) => manifest.name === name);
  if (found) return found;
  const names = known.map((manifest) => manifest.name).join(', ');
  throw new RoostError('try model', name, 'it is not in the catalog', `Those that can be tried: ${names}`);
}
