import { RoostError } from '../../../../base/errors.ts';
import type { Attributes } from './attributes.ts';
import { ModelProto } from './schema.ts';
import { type TensorData, type TensorType, TYPE_CODES, tensorProto } from './tensor.ts';

/** The version of ONNX's own operators that graphs are written in. */
const OPSET = 17;
/** The file format's version that goes with it. */
const IR_VERSION = 8;
/** Operator sets beside ONNX's own have one version in onnxruntime. */
const OTHER_OPSET = 1;

/**
 * An ONNX model that is written node by node, in the order in which it runs. The same calls give the same bytes.
 * A tensor must be defined (as input, initializer or output of an earlier node) before it is used, and only once.
 */
export class OnnxGraph {
  readonly #name: string;
  readonly #defined = new Set<string>();
  readonly #nodes: { opType: string; domain: string }[] = [];
  readonly #initializers: object[] = [];
  readonly #inputs: object[] = [];
  readonly #outputs: object[] = [];

  /** @param name of the graph, for whoever opens the file */
  constructor(name: string) {
    this.#name = name;
  }

  /** Declares an input of the model. @returns its name @throws RoostError where the name is taken */
  input(name: string, type: TensorType, shape: readonly number[]): string {
    this.#define(name);
    this.#inputs.push(valueInfo(name, type, shape));
    return name;
  }

  /**
   * Declares a tensor that exists as an output of the model.
   * @param shape an axis whose length is not known beforehand has a name instead
   * @throws RoostError where nothing defines it
   */
  output(name: string, type: TensorType, shape: readonly (number | string)[]): void {
    this.#demand(name, 'the model ends');
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /**
   * Adds a constant, values in row-major order.
   * @returns its name
   * @throws RoostError where the name is taken or the number of values is not that of the shape
   */
  initializer(name: string, type: TensorType, shape: readonly number[], data: TensorData): string {
    this.#define(name);
    this.#initializers.push(tensorProto(name, type, shape, data));
    return name;
  }

  /**
   * Adds an operator.
   * @param inputs names; '' for an optional one that is left out
   * @param options `domain` of the operator; ONNX's own without it
   * @returns the name of the first output
   * @throws RoostError where an input is not defined yet or an output's name is taken
   */
  node(
    opType: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Attributes = {},
    { domain = '' }: { domain?: string } = {},
  ): string {
    for (const name of inputs) if (name) this.#demand(name, `${opType} number ${this.#nodes.length}`);
    for (const name of outputs) this.#define(name);
    const attribute = Object.entries(attributes).map(([name, value]) => ({ name, ...value }));
    const node = { opType, input: inputs, output: outputs, name: outputs[0] ?? '', attribute, domain };
    this.#nodes.push(node);
    return outputs[0] ?? '';
  }

  /** Whether a tensor of that name is defined. */
  has(name: string): boolean {
    return this.#defined.has(name);
  }

  /** The bytes of a .onnx file. @throws RoostError where the model has no output */
  encode(): Uint8Array {
    if (this.#outputs.length === 0) throw new RoostError('write ONNX model', this.#name, 'it has no output');
    const others = new Set(this.#nodes.map((node) => node.domain).filter((domain) => domain !== ''));
    const opsetImport = [
      { domain: '', version: OPSET },
      ...[...others].sort().map((domain) => ({ domain, version: OTHER_OPSET })),
    ];
    const graph = {
      name: this.#name,
      node: this.#nodes,
      initializer: this.#initializers,
      input: this.#inputs,
      output: this.#outputs,
    };
    return ModelProto.encode({ irVersion: IR_VERSION, producerName: 'roost', graph, opsetImport }).finish();
  }

  #define(name: string): void {
    if (!name) throw new RoostError('write ONNX model', this.#name, 'a tensor has no name');
    if (this.#defined.has(name)) throw new RoostError('write ONNX tensor', name, 'it is defined twice');
    this.#defined.add(name);
  }

  #demand(name: string, where: string): void {
    if (!this.#defined.has(name)) throw new RoostError('write ONNX model', where, `nothing defines its tensor ${name}`);
  }
}

function valueInfo(name: string, type: TensorType, shape: readonly (number | string)[]) {
  const dim = shape.map((side) => (typeof side === 'string' ? { dimParam: side } : { dimValue: side }));
  return { name, type: { tensorType: { elemType: TYPE_CODES[type], shape: { dim } } } };
}
