import type { Kind } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import type { Cut } from '../../base/pixels.ts';
import { type CropToName, viewsOf } from './views.ts';

/** A model that gives features of what it sees. */
export interface FeatureModel {
  /** Name and short hash. */
  readonly id: string;
  /** Id of the features that it gives, see `featuresId`. */
  readonly features: string;
  /** Kinds of animal that it names. */
  readonly kinds: readonly Kind[];
  /** Margins of the pictures that it is shown of each crop, see `viewsOf`. */
  readonly margins: readonly number[];
}

/** Has a model look at one picture. @returns its features, undefined where it has none to give */
export type Embed = (model: string, picture: Cut, signal?: AbortSignal) => Promise<Float32Array | undefined>;

/**
 * The features of one crop, by their ids: of each model that names animals of the kind the mean over the pictures that it
 * would be shown of the crop to name it, so that what is taught is what is asked.
 * @throws RoostError where inference failed or a feature is no number
 */
export async function featuresOf(
  models: readonly FeatureModel[],
  embed: Embed,
  kind: Kind,
  crop: CropToName,
  signal?: AbortSignal,
): Promise<Map<string, Float32Array>> {
  const features = new Map<string, Float32Array>();
  for (const { id, features: gives, kinds, margins } of models) {
    if (!kinds.includes(kind)) continue;
    const seen = await Promise.all(viewsOf(crop, margins).map((view) => embed(id, view, signal)));
    const given = seen.filter((feature) => feature !== undefined);
    if (given.length === 0) continue;
    const mean = Float32Array.from(given[0]!, (_, i) => given.reduce((sum, one) => sum + one[i]!, 0) / given.length);
    if (!mean.every(Number.isFinite)) throw new RoostError('look at', id, 'a feature is not a finite number');
    features.set(gives, mean);
  }
  return features;
}
