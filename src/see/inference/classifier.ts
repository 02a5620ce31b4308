import type { Kind } from '../../base/domain.ts';
import type { Cut } from '../../base/pixels.ts';
import { type ClassifierSpec, dimensionsOf } from './spec.ts';

/** What is known of a classifier wherever crops are sent to it. */
export interface ClassifierFacts {
  /** Name and short hash, as verdicts cite it. */
  readonly id: string;
  /** Kinds whose tracks it is asked about. */
  readonly kinds: readonly Kind[];
  /** Side of its input, pixels; a much larger crop is made smaller before it is sent. */
  readonly size: number;
  /** How many numbers its feature has; undefined where it gives none. */
  readonly dimensions?: number;
  /** True of a model without labels, which only gives features. */
  readonly namesNothing?: true;
}

/** What one run gave of a crop. */
export interface Embedded {
  /** The model's raw output, one number a label; empty where it has no labels. */
  readonly scores: Float32Array;
  /** The model's feature: its embedding, neither centred nor normalised, then the scores. */
  readonly feature: Float32Array;
}

/** Names what crops show. */
export interface Classifier {
  readonly models: readonly ClassifierFacts[];
  /**
   * One crop, square or not: it is stretched to the model's whole input.
   * @param model id of one of `models`
   * @param crop 4x4 pixels or more; read before the first await
   * @param camera whose turn it takes among cameras
   * @returns the model's raw output, one number a label
   * @throws RoostError where inference failed; the signal's reason where it was aborted
   */
  classify(model: string, crop: Cut, camera: string, signal?: AbortSignal): Promise<Float32Array>;
  /**
   * The same with the model's feature, from one run that takes no longer; only the answer is larger, so ask where it is needed.
   * @throws RoostError also where the model gives no feature
   */
  embed(model: string, crop: Cut, camera: string, signal?: AbortSignal): Promise<Embedded>;
}

/** A classifier's facts, which a watcher is told. */
export function factsOf({ id, kinds, input, outputs, embedding }: ClassifierSpec): ClassifierFacts {
  return {
    ...{ id, kinds, size: input.size },
    ...(embedding && { dimensions: dimensionsOf(embedding, outputs) }),
    ...(outputs.length === 0 && { namesNothing: true }),
  };
}
