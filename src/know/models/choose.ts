import { findModel } from './catalog.ts';
import type { DetectorManifest, Manifest } from './manifest.ts';
import { verifyModel } from './verify.ts';

/** The model that stands in for another one where that one cannot be had. */
export function fallbackOf(catalog: readonly Manifest[], { name }: Manifest): Manifest | undefined {
  return catalog.find(({ fallbackFor }) => fallbackFor === name);
}

/**
 * The detector that a box runs: the one it names, or the default one; where that one's weights are not right in the
 * folder and those of its fallback are, the fallback.
 * @throws RoostError where the catalog has no such detector
 */
export async function chooseDetector(
  catalog: readonly Manifest[],
  folder: string,
  name?: string,
): Promise<DetectorManifest> {
  const wanted = findModel(catalog, 'detect', name);
  if (await isReady(wanted, folder)) return wanted;
  const fallback = fallbackOf(catalog, wanted);
  return fallback?.task === 'detect' && (await isReady(fallback, folder)) ? fallback : wanted;
}

/** The detectors of these names that the catalog has. A name that it does not have costs the others nothing: it is told where it would be used. */
export function detectorsNamed(catalog: readonly Manifest[], names: readonly string[]): DetectorManifest[] {
  return names.flatMap((name) =>
    catalog.filter((manifest): manifest is DetectorManifest => manifest.task === 'detect' && manifest.name === name),
  );
}

async function isReady(manifest: Manifest, folder: string): Promise<boolean> {
  return (await verifyModel(manifest, folder)).size === 0;
}
