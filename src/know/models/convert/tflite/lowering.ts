import { type Attributes, int, ints } from '../onnx/attributes.ts';
import type { OnnxGraph } from '../onnx/graph.ts';
import type { TensorType } from '../onnx/tensor.ts';
import { integerBounds, realBounds } from './activations.ts';
import { operatorFault } from './fault.ts';
import { isFlat, onnxShape, TO_NCHW, TO_NHWC, transposed } from './layout.ts';
import type { TfliteOperator, TfliteTensor } from './model.ts';
import { scalesOf } from './scales.ts';
import { type Activation, activationOf } from './schema.ts';
import { isQuantised, valuesOf } from './values.ts';

/**
 * Writes one TFLite operator after another into an ONNX graph.
 *
 * A quantised tensor is kept as its uint8 values. An operator reads it through a DequantizeLinear of its own (`real`) and
 * leaves it through a QuantizeLinear (`finish`): between such a pair onnxruntime puts its 8-bit kernel of that operator.
 * Operators that only move values read and write the uint8 values themselves (`stored`, `store`).
 */
export class Lowering {
  readonly graph: OnnxGraph;
  readonly operator: TfliteOperator;
  readonly #values: Map<number, string>;

  /** @param values ONNX names of the tensors written so far, by index; shared by all operators of a model */
  constructor(graph: OnnxGraph, operator: TfliteOperator, values: Map<number, string>) {
    this.graph = graph;
    this.operator = operator;
    this.#values = values;
  }

  /** An input that must be there. @throws RoostError that names the operator */
  input(index: number): TfliteTensor {
    return this.operator.inputs[index] ?? this.fail(`it has no input ${index}`);
  }

  get output(): TfliteTensor {
    return this.operator.outputs[0] ?? this.fail('it has no output');
  }

  /** Values of an input that must be a constant, e.g. the axes of MEAN. @throws RoostError that names the operator */
  constant(index: number): number[] {
    const tensor = this.input(index);
    return Array.from(valuesOf(tensor) ?? this.fail(`its input ${tensor.name} is not a constant`));
  }

  /** Name of a tensor's values as they are kept: uint8 where it is quantised, float32 where not; NCHW. */
  stored(tensor: TfliteTensor): string {
    const known = this.#values.get(tensor.index);
    if (known) return known;
    if (!tensor.data) return this.fail(`nothing computes its input ${tensor.name}`);
    const name = this.weight(tensor, tensor.shape.length === 4 ? TO_NCHW : undefined);
    this.#values.set(tensor.index, name);
    return name;
  }

  /** Name of a tensor's real values, float32, NCHW. */
  real(tensor: TfliteTensor): string {
    return isQuantised(tensor) ? this.dequantise(tensor, this.stored(tensor), 1) : this.stored(tensor);
  }

  /**
   * Writes weights as they are kept: a constant, or what earlier operators make, e.g. DEQUANTIZE of float16.
   * @param order of its axes in ONNX; as in the file without it
   * @param shape in ONNX; the file's, in that order, without it
   */
  weight(tensor: TfliteTensor, order?: readonly number[], shape?: readonly number[]): string {
    if (!tensor.data) return this.#turned(tensor, order);
    const values = valuesOf(tensor) ?? this.fail(`its input ${tensor.name} is not of a type that can be read`);
    const type: TensorType = isQuantised(tensor) ? 'uint8' : tensor.type === 'int32' ? 'int32' : 'float32';
    const turned = order ? transposed(values, tensor.shape, order) : values;
    const lengths = shape ?? (order ? order.map((axis) => tensor.shape[axis]!) : tensor.shape);
    return this.graph.initializer(this.#unique(tensor, 'value'), type, lengths, turned);
  }

  /** Real values of a constant of fewer dimensions, with leading ones added until it has four. */
  widened(tensor: TfliteTensor): string {
    const shape = [...Array<number>(4 - tensor.shape.length).fill(1), ...tensor.shape];
    const name = this.weight(tensor, undefined, shape);
    const real = isQuantised(tensor) ? this.dequantise(tensor, name, 3) : name;
    return this.node('Transpose', [real], { perm: ints(TO_NCHW) });
  }

  /** Real values of `name`, which keeps `tensor`. @param axis of its scales in ONNX, where it has several */
  dequantise(tensor: TfliteTensor, name: string, axis: number): string {
    const attributes: Attributes = tensor.quantisation!.scale.length > 1 ? { axis: int(axis) } : {};
    const inputs = [name, ...scalesOf(this.graph, tensor)];
    return this.graph.node('DequantizeLinear', inputs, [this.name('real')], attributes);
  }

  /** A new name for a tensor inside this operator, e.g. `op12.Conv`. */
  name(what: string): string {
    let count = 0;
    let name: string;
    do name = `op${this.operator.index}.${what}${count++ || ''}`;
    while (this.graph.has(name));
    return name;
  }

  /** Ends the operator: its real values, NCHW, become its output, after the activation. */
  finish(real: string, activation: Activation = 'none'): void {
    const { output } = this;
    if (!isQuantised(output)) {
      this.store(this.#activated(real, activation));
      return;
    }
    if (activation === 'tanh' || activation === 'sign-bit') this.fail(`it ends with ${activation} on integers`);
    const integers = this.graph.node(
      'QuantizeLinear',
      [real, ...scalesOf(this.graph, output)],
      [this.name('quantised')],
    );
    this.store(this.clipped(integers, activation));
  }

  /** Ends the operator: values as they are kept become its output. */
  store(name: string): void {
    this.#values.set(this.output.index, name);
  }

  /** uint8 values clipped as TFLite clips them for an activation; nothing where their range ends there anyway. */
  clipped(integers: string, activation: Activation): string {
    const bounds = integerBounds(activation, this.output);
    if (!bounds) return integers;
    const limits = [this.#scalar('low', 'uint8', bounds[0]), this.#scalar('high', 'uint8', bounds[1])];
    return this.graph.node('Clip', [integers, ...limits], [this.name('clipped')]);
  }

  /** The activation that the operator's options say at that field. */
  activation(field: number): Activation {
    const code = this.operator.options?.int8(field) ?? 0;
    return activationOf(code) ?? this.fail(`it ends with activation ${code}, which is not known`);
  }

  /** Adds a node with one output. */
  node(opType: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.graph.node(opType, inputs, [this.name(opType)], attributes);
  }

  /** A constant list of whole numbers, e.g. a shape. */
  int64(what: string, values: readonly number[]): string {
    return this.graph.initializer(this.name(what), 'int64', [values.length], values);
  }

  /** Values in NCHW that had the source shape `from`, as NCHW with the source shape `to`; rows keep NHWC's order. */
  reshaped(name: string, from: readonly number[], to: readonly number[]): string {
    const rows = isFlat(from) ? name : this.node('Transpose', [name], { perm: ints(TO_NHWC) });
    const shape = this.int64('shape', isFlat(to) ? onnxShape(to) : to);
    const result = this.node('Reshape', [rows, shape]);
    return isFlat(to) ? result : this.node('Transpose', [result], { perm: ints(TO_NCHW) });
  }

  /** @throws RoostError that names the operator and its place */
  fail(message: string, hint = ''): never {
    throw operatorFault(this.operator, message, hint);
  }

  #activated(real: string, activation: Activation): string {
    if (activation === 'none') return real;
    if (activation === 'relu') return this.node('Relu', [real]);
    if (activation === 'tanh') return this.node('Tanh', [real]);
    const bounds = realBounds(activation) ?? this.fail(`it ends with ${activation}, which is not supported`);
    return this.node('Clip', [
      real,
      this.#scalar('low', 'float32', bounds[0]),
      this.#scalar('high', 'float32', bounds[1]),
    ]);
  }

  #scalar(what: string, type: TensorType, value: number): string {
    return this.graph.initializer(this.name(what), type, [], [value]);
  }

  /** A computed tensor with its axes in `order` of the source, from where ONNX has them. */
  #turned(tensor: TfliteTensor, order: readonly number[] | undefined): string {
    const kept = tensor.shape.length === 4 ? TO_NCHW : tensor.shape.map((_, axis) => axis);
    const perm = (order ?? tensor.shape.map((_, axis) => axis)).map((axis) => kept.indexOf(axis));
    const name = this.stored(tensor);
    return perm.every((axis, i) => axis === i) ? name : this.node('Transpose', [name], { perm: ints(perm) });
  }

  #unique(tensor: TfliteTensor, what: string): string {
    const name = `t${tensor.index}.${what}`;
    return this.graph.has(name) ? this.name(what) : name;
  }
}
