import { z } from 'zod';
import { RoostError } from '../../../../base/errors.ts';

/** Attributes as protobuf's JSON mapping writes them: 64-bit integers as text, byte strings in base64. */
const Attribute = z.looseObject({
  s: z.string().optional(),
  i: z.coerce.number().optional(),
  f: z.number().optional(),
  b: z.boolean().optional(),
  list: z
    .looseObject({ s: z.array(z.string()), i: z.array(z.coerce.number()) })
    .partial()
    .optional(),
  shape: z.looseObject({ dim: z.array(z.looseObject({ size: z.coerce.number() })).optional() }).optional(),
});

const Node = z.looseObject({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z.record(z.string(), Attribute).default({}),
});

const Weight = z.looseObject({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.string(),
  quantization: z
    .looseObject({ dtype: z.string(), scale: z.number().optional(), min: z.number().optional() })
    .optional(),
});

const Model = z.looseObject({
  format: z.literal('graph-model'),
  modelTopology: z.looseObject({ node: z.array(Node) }),
  weightsManifest: z.array(z.looseObject({ weights: z.array(Weight) })),
});

/** A node of a TensorFlow graph. */
export type GraphNode = z.infer<typeof Node>;
/** Where a constant stands in the weights, and how it was packed. */
export type WeightEntry = z.infer<typeof Weight>;

/** A TensorFlow.js graph model as Roost reads it. */
export interface GraphModel {
  readonly nodes: readonly GraphNode[];
  /** In the order in which the weights' bytes follow one another. */
  readonly weights: readonly WeightEntry[];
}

/**
 * Reads a parsed `model.json` of a graph model.
 * @throws RoostError that names what is missing, e.g. where it is a layers model
 */
export function readModel(json: unknown): GraphModel {
  const parsed = Model.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const hint = 'Only graph models are converted, not layers models';
    throw new RoostError('read TensorFlow.js model', issue!.path.join('.') || 'model.json', issue!.message, hint);
  }
  const { modelTopology, weightsManifest } = parsed.data;
  return { nodes: modelTopology.node, weights: weightsManifest.flatMap((group) => group.weights) };
}

/** A byte string attribute as text; '' where the node has none. */
export function textOf(node: GraphNode, name: string): string {
  return decode(node.attr[name]?.s ?? '');
}

/** A list of byte strings as texts. */
export function textsOf(node: GraphNode, name: string): string[] {
  return (node.attr[name]?.list?.s ?? []).map(decode);
}

/** A list of whole numbers. */
export function intsOf(node: GraphNode, name: string): number[] {
  return node.attr[name]?.list?.i ?? [];
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
