import { join } from 'node:path';
import { limitsOf } from '../../count/record/make-room.ts';
import type { Config } from '../../know/config/config.ts';
import type { TrustedKey } from '../../know/models/bundle/keys.ts';
import { bundleModelId } from '../../know/models/bundle/manifest.ts';
import type { SignedBundle } from '../../know/models/bundle/open.ts';
import { stage, stagedBundles } from '../../know/models/bundle/stage.ts';
import { classifiersOf, embeddersOf, furtherClassifiersOf, readCatalog } from '../../know/models/catalog.ts';
import { featuresId } from '../../know/models/feature-sources.ts';
import { idIn } from '../../know/models/spec.ts';
import { DataDisk } from '../disk.ts';
import { checkBundle } from './check-bundle.ts';
import { mostMsOf } from './demands.ts';
import { removeOldBundles } from './old-bundles.ts';

/** As much of a configuration as taking a bundle needs. */
export type TakingConfig = Pick<Config, 'site' | 'data' | 'cameras'>;

const DAY = 86_400_000;

/** The folder in which a box keeps its models. */
export function modelsFolder({ data }: Pick<Config, 'data'>): string {
  return join(data, 'models');
}

/** The keys of a box's configuration; a last day is over when it is over in UTC. */
export function keysOf({ site }: Pick<Config, 'site'>): TrustedKey[] {
  return site.models.keys.map(({ name, key, until }) => {
    return { name, key, ...(until !== undefined && { until: Date.parse(`${until}T00:00:00Z`) + DAY }) };
  });
}

/** Bytes that may be written before the disk holds less than the box keeps free for its records. */
export async function spareOf({ site, data }: Pick<Config, 'site' | 'data'>): Promise<number> {
  const { freeGigabytes } = site.retention;
  const { free, total } = await new DataDisk(data).space();
  return Math.max(0, free - limitsOf(freeGigabytes === undefined ? {} : { floor: freeGigabytes * 1e9 }, total).floor);
}

/** Most bytes of a bundle. */
export function mostBytesOf({ site }: Pick<Config, 'site'>): number {
  return site.models.mostMegabytes * 1e6;
}

/**
 * Takes a bundle under the rules of a box: proves all of it, its model in a process of its own, and lays it down as staged. No
 * model in use changes by that. Old versions that lie staged for nothing go.
 * @param from a tar or a folder
 * @throws Refusal (rejects) that says why it is not taken
 */
export async function takeBundle(
  config: TakingConfig,
  from: string,
  now: number,
  signal?: AbortSignal,
): Promise<SignedBundle> {
  const demands = { mostMs: mostMsOf(config.site, config.cameras), features: await featuresHere(modelsFolder(config)) };
  const taken = await stage(from, {
    ...{ folder: modelsFolder(config), keys: keysOf(config), now, mostBytes: mostBytesOf(config) },
    spare: await spareOf(config),
    prove: async (bundle) => void (await checkBundle(bundle, demands, signal)),
  });
  await removeOldBundles(modelsFolder(config));
  return taken;
}

/** Ids of the features that models give which a box may run: those of the catalog, and those that lie staged. */
export async function featuresHere(folder: string): Promise<string[]> {
  const staged = (await stagedBundles(folder)).flatMap(({ manifest }) => {
    const { model } = manifest;
    return model?.task === 'classify' && model.embedding ? [featuresId(model, bundleModelId(manifest)!)] : [];
  });
  const catalog = await readCatalog();
  const giving = [...classifiersOf(catalog), ...furtherClassifiersOf(catalog), ...embeddersOf(catalog)];
  const ids = giving
    .filter(({ embedding }) => embedding)
    .map(async (manifest) => featuresId(manifest, await idIn(manifest, folder)));
  return [...(await Promise.all(ids)), ...staged];
}
