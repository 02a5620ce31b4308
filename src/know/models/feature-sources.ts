import { createHash } from 'node:crypto';
import type { InstalledClassifier } from './installed.ts';
import type { ClassifierManifest } from './manifest.ts';

/** What is known of features, as far as heads that read them need it. */
export interface FeatureSource {
  /** How many numbers a feature has. */
  readonly dimensions: number;
  /** What the last of them are said of: ids of taxa, undefined for background. */
  readonly labels: readonly (string | undefined)[];
  /** What those are. */
  readonly gives: ClassifierManifest['gives'];
}

/** Grows where features are put together otherwise: 2 is the embedding, then what the model says of its labels. */
const FORM = 2;

/**
 * Id of a model's features, e.g. `mobilenet-v2-inat-bird@d16b2082/5f3a9c01`: its name, the short hash of its ONNX, and one of all
 * else on which they hang. Two versions of a bundle with the same graph that is asked in the same way have the same features.
 * @param id of the model, as verdicts cite it
 */
export function featuresId({ name, input, outputs, embedding, views }: ClassifierManifest, id: string): string {
  const { size, colour, pad, mean, std } = input;
  const tensors = [outputs.map(({ shape }) => shape), embedding?.tensor, embedding?.shape, embedding?.token ?? null];
  const asked = JSON.stringify([FORM, [size, colour, pad, mean, std], tensors, views]);
  return `${name}@${id.split('@')[1] ?? ''}/${createHash('sha256').update(asked).digest('hex').slice(0, 8)}`;
}

/** The features that models give, by their ids. */
export function featureSources(classifiers: readonly InstalledClassifier[]): ReadonlyMap<string, FeatureSource> {
  return new Map(
    classifiers.flatMap(({ manifest, spec, labels }) => {
      if (!manifest.embedding) return [];
      const { shape, token } = manifest.embedding;
      const embedding = token === undefined ? shape.reduce((a, b) => a * b, 1) : shape.at(-1)!;
      const dimensions = embedding + labels.length;
      return [[featuresId(manifest, spec.id), { dimensions, labels, gives: manifest.gives }] as const];
    }),
  );
}
