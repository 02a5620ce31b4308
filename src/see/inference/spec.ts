import type { Kind } from '../../base/domain.ts';
import type { HeadName } from '../detect/heads.ts';
import type { Suppression } from '../detect/nms.ts';
import type { ScoreScales } from '../detect/scores.ts';

/** What a model wants to be given: [1, 3, size, size] float32, value = (pixel - mean) / std, pixels from 0 to 255. */
export interface InputSpec {
  /** Undefined where the model has one input and takes pictures through it, whatever it is called. */
  readonly name?: string | undefined;
  /** Side of the square input, pixels; even. */
  readonly size: number;
  /** Order of the colour planes. */
  readonly colour: 'bgr' | 'rgb';
  /** Pixel value where a letterboxed picture does not reach, 0 to 255. */
  readonly pad: number;
  /** One number a plane, in the order of the planes. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** What the inference process must know of a model. A manifest of the catalog fits, with its file's path. */
export interface ModelSpec {
  /** Name and short hash, as verdicts cite it, e.g. `yolox-nano@e8af0749`. */
  readonly id: string;
  /** Path of the weights. */
  readonly file: string;
  readonly input: InputSpec;
  /** Outputs that are read, in the order in which they are wanted. */
  readonly outputs: readonly OutputSpec[];
}

/** One output that is read of a model, float32. */
export interface OutputSpec {
  /** Undefined where the model has one output, whatever it is called. */
  readonly name?: string | undefined;
  /** Lengths of its axes; one that is another from run to run has a name instead, e.g. `[1, 'N', 6]`. */
  readonly shape: readonly (number | string)[];
}

/** A model that finds boxes in a letterboxed crop. */
export interface DetectorSpec extends ModelSpec {
  /** Which head reads the outputs. */
  readonly head: HeadName;
  /** Class names in the model's order. */
  readonly labels: readonly string[];
  /** What a class means to Roost where its name alone does not say it. */
  readonly kindOf?: Readonly<Record<string, Kind>>;
  /** Brings its scores to Roost's scale, kind by kind; without it they are on it. */
  readonly scores?: ScoreScales;
  /** Which boxes show the same thing; without it, what suits the default detector. */
  readonly nms?: Suppression;
}

/** The tensor of a model that holds its feature: numbers that are alike for pictures that are alike. Float32. */
export interface EmbeddingSpec {
  /** Its name in the graph, of which it need not be an output. */
  readonly tensor: string;
  /** All of it is the feature, or one row of [1, tokens, dimensions]. */
  readonly shape: readonly number[];
  /** Which row. */
  readonly token?: number | undefined;
}

/** How many numbers an embedding has. */
export function embeddingLength({ shape, token }: EmbeddingSpec): number {
  return token === undefined ? shape.reduce((a, b) => a * b, 1) : shape.at(-1)!;
}

/** How many numbers a model's feature has: its embedding, and one a label. */
export function dimensionsOf(embedding: EmbeddingSpec, outputs: readonly OutputSpec[]): number {
  return outputs.reduce((sum, { shape }) => sum + Number(shape.at(-1)), embeddingLength(embedding));
}

/**
 * A model that names what a crop shows, one number a label, or gives its feature, or both in one run; the crop is stretched
 * to the whole input.
 */
export interface ClassifierSpec extends ModelSpec {
  /** Kinds whose tracks it is asked about. */
  readonly kinds: readonly Kind[];
  /** Without it, it gives no feature; a model that gives nothing else has no outputs. */
  readonly embedding?: EmbeddingSpec | undefined;
}

/** Everything that one inference process loads. */
export interface ModelSet {
  readonly detector: DetectorSpec;
  /** Detectors of cameras that have one of their own. */
  readonly others: readonly DetectorSpec[];
  readonly classifiers: readonly ClassifierSpec[];
}
