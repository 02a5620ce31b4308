import { ModelProto } from './schema.ts';

/** What an ONNX file asks for, gives and is made of. */
export interface OnnxFacts {
  readonly inputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly outputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** How many nodes there are of each operator, in the order in which they first appear. */
  readonly operators: ReadonlyMap<string, number>;
}

/** A decoded ValueInfoProto. */
interface ValueInfo {
  readonly name: string;
  readonly type: {
    readonly tensorType: { readonly shape: { readonly dim: readonly { readonly dimValue: number }[] } };
  };
}

/** Reads the facts of a model that `OnnxGraph` wrote. */
export function describeOnnx(bytes: Uint8Array): OnnxFacts {
  const { graph } = ModelProto.toObject(ModelProto.decode(bytes), { longs: Number, arrays: true }) as {
    graph: { input: ValueInfo[]; output: ValueInfo[]; node: { opType: string }[] };
  };
  const operators = new Map<string, number>();
  for (const { opType } of graph.node) operators.set(opType, (operators.get(opType) ?? 0) + 1);
  return { inputs: graph.input.map(tensorFacts), outputs: graph.output.map(tensorFacts), operators };
}

function tensorFacts({ name, type }: ValueInfo) {
  return { name, shape: type.tensorType.shape.dim.map(({ dimValue }) => dimValue) };
}
