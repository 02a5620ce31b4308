import { join } from 'node:path';
import type { Kind } from '../../base/domain.ts';
import {
  type ClassifierManifest,
  type DetectorManifest,
  type EmbedderManifest,
  type Manifest,
  weightsOf,
} from './manifest.ts';
import { weightsIn } from './pins.ts';
import { sha256Of } from './place.ts';

/**
 * Short id that verdicts cite: name and the first 8 digits of the SHA-256 of the ONNX that the runtime loads, e.g.
 * `yolox-nano@e8af0749`.
 * @param sha256 of weights that no manifest knows the hash of; without it their id is the name alone
 */
export function modelId(manifest: Manifest, sha256 = weightsOf(manifest).sha256): string {
  return sha256 ? `${manifest.name}@${sha256.slice(0, 8)}` : manifest.name;
}

/** A detector as the inference process wants it, with the path of its weights in `folder`. */
export async function detectorSpec(manifest: DetectorManifest, folder: string) {
  const { head, labels, kindOf, scores, nms } = manifest;
  return {
    ...(await shared(manifest, folder)),
    outputs: manifest.outputs,
    head,
    labels,
    ...(kindOf ? { kindOf } : {}),
    ...(scores ? { scores } : {}),
    ...(nms ? { nms } : {}),
  };
}

/** A classifier as the inference process wants it, with the path of its weights in `folder`. */
export async function classifierSpec(manifest: ClassifierManifest, folder: string) {
  const { embedding } = manifest;
  const kinds: readonly Kind[] = manifest.kinds;
  return {
    ...(await shared(manifest, folder)),
    outputs: manifest.outputs,
    kinds,
    ...(embedding && { embedding }),
  };
}

/** A model that only gives features, as the inference process wants it: a classifier that names nothing. */
export async function embedderSpec(manifest: EmbedderManifest, folder: string) {
  const kinds: readonly Kind[] = [];
  return { ...(await shared(manifest, folder)), outputs: [], kinds, embedding: manifest.embedding };
}

async function shared(manifest: Manifest, folder: string) {
  const file = join(folder, weightsOf(manifest).name);
  return { id: await idIn(manifest, folder), file, input: manifest.input };
}

/** The id of a model with the weights that are in the folder. */
export async function idIn(manifest: Manifest, folder: string): Promise<string> {
  const { name, sha256 } = await weightsIn(manifest, folder);
  // A file that is missing has no hash; loading it fails with its name and what to do.
  return modelId(
    manifest,
    sha256 ?? (manifest.dropIn ? await sha256Of(join(folder, name)).catch(() => undefined) : undefined),
  );
}
