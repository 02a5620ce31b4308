import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import { bundleModelId, nameOf } from '../../know/models/bundle/manifest.ts';
import { type Bundle, reopenBundle } from '../../know/models/bundle/open.ts';
import { stagedFolder } from '../../know/models/bundle/stage.ts';
import { bundleHead } from '../../know/models/bundle/taught.ts';
import type { Installed } from '../../know/models/installed.ts';
import { labelsOf } from '../../know/models/labels.ts';
import { classifierSpec, detectorSpec } from '../../know/models/spec.ts';
import type { NamedHead } from '../../know/taught/head.ts';
import type { ModelState } from './state.ts';

/** What a box names by. */
export interface InUse {
  readonly models: Installed;
  /** Heads that other boxes were taught. */
  readonly heads: readonly NamedHead[];
  /** Which bundles are done without, and why; one sentence each. */
  readonly lacking: readonly string[];
}

/**
 * The models of the catalog with the bundles that are in use. Where one cannot be read, what was in use before stands in, and
 * where that cannot either, what the catalog has.
 * @param folder the models folder
 */
export async function withBundles(catalog: Installed, { lines }: ModelState, folder: string): Promise<InUse> {
  let models = catalog;
  const heads: NamedHead[] = [];
  const lacking: string[] = [];
  for (const [id, { present, previous }] of Object.entries(lines)) {
    for (const version of [present, previous ?? 0]) {
      if (version === 0) break;
      try {
        const bundle = await stagedBundle(folder, { id, version });
        if (bundle.manifest.kind === 'taught') heads.push(await bundleHead(bundle));
        else models = await withBundle(models, bundle);
        break;
      } catch (error) {
        lacking.push(say('bundle-missing', { bundle: nameOf({ id, version }), why: messageOf(error) }));
      }
    }
  }
  return { models, heads, lacking };
}

/** A bundle that lies staged, each file proved. @throws Refusal (rejects) where it is not whole */
export function stagedBundle(
  folder: string,
  which: { readonly id: string; readonly version: number },
): Promise<Bundle> {
  return reopenBundle(join(stagedFolder(folder), nameOf(which)));
}

/**
 * Models with one of a bundle: a detector becomes the box's; a classifier takes the place of the one with its name, and stands
 * beside the others where none has it.
 * @throws RoostError (rejects) where its labels cannot be read
 */
export async function withBundle(models: Installed, { manifest, folder }: Bundle): Promise<Installed> {
  const { model } = manifest;
  const id = bundleModelId(manifest)!;
  if (model?.task === 'detect')
    return { ...models, detector: { manifest: model, spec: { ...(await detectorSpec(model, folder)), id } } };
  if (model?.task !== 'classify') return models;
  const spec = { ...(await classifierSpec(model, folder)), id };
  const classifier = { manifest: model, spec, labels: await labelsOf(model, folder, folder), widened: [] };
  const others = models.classifiers.filter(({ manifest: { name } }) => name !== model.name);
  const absent = models.absent.filter(({ manifest: { name } }) => name !== model.name);
  return { ...models, classifiers: [...others, classifier], absent };
}
