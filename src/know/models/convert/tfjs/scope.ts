import { RoostError } from '../../../../base/errors.ts';
import type { OnnxGraph } from '../onnx/graph.ts';
import type { GraphNode } from './model.ts';
import type { Constant } from './weights.ts';

/** A tensor of the ONNX graph. One of four dimensions is a picture and stands as NCHW; the source has NHWC. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Writes one node of the source; gives the value that stands for its output. */
export type Operator = (node: GraphNode, scope: Scope) => Value;

/** Where NHWC's axes stand in NCHW. */
const AXIS = [0, 2, 3, 1] as const;

/** What a conversion knows while it goes through the graph: what was written, and the constants. */
export class Scope {
  readonly graph: OnnxGraph;
  readonly #constants: ReadonlyMap<string, Constant>;
  readonly #values = new Map<string, Value>();

  constructor(graph: OnnxGraph, constants: ReadonlyMap<string, Constant>) {
    this.graph = graph;
    this.#constants = constants;
  }

  /** Remembers what stands for a node of the source. */
  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  /** What stands for an input of a node, a constant being written as it is asked for. @throws RoostError */
  value(node: GraphNode, index: number): Value {
    const name = this.#input(node, index);
    const found = this.#values.get(name);
    if (found) return found;
    const value = this.#write(name, this.constant(node, index));
    this.#values.set(name, value);
    return value;
  }

  /** An input that has to be a constant, e.g. a filter or an axis. @throws RoostError where the graph computes it */
  constant(node: GraphNode, index: number): Constant {
    const constant = this.#constants.get(this.#input(node, index));
    if (!constant) throw unsupported(node, `its input ${index} is not a constant`);
    return constant;
  }

  /** True where an input is a constant. */
  isConstant(node: GraphNode, index: number): boolean {
    return this.#constants.has(this.#input(node, index));
  }

  /** Whole numbers of a constant input. */
  ints(node: GraphNode, index: number): number[] {
    return Array.from(this.constant(node, index).data);
  }

  /** Writes an operator with one output. @param suffix of the output's name, where a node takes several operators */
  emit(
    node: GraphNode,
    operator: string,
    inputs: readonly string[],
    shape: readonly number[],
    attributes = {},
    suffix = '',
  ): Value {
    return { name: this.graph.node(operator, inputs, [node.name + suffix], attributes), shape };
  }

  #input(node: GraphNode, index: number): string {
    const name = node.input.filter((input) => !input.startsWith('^'))[index];
    if (name === undefined) throw unsupported(node, `it has no input ${index}`);
    return name.endsWith(':0') ? name.slice(0, -2) : name;
  }

  #write(name: string, { type, shape, data }: Constant): Value {
    const target = pictureShape(shape);
    const values = shape.length === 4 ? transpose(data, shape, [0, 3, 1, 2]) : data;
    return { name: this.graph.initializer(name, type, target, values), shape: target };
  }
}

/** A shape of the source as it stands in the ONNX graph. */
export function pictureShape(shape: readonly number[]): number[] {
  const [n, h, w, c] = shape;
  return shape.length === 4 ? [n!, c!, h!, w!] : [...shape];
}

/** An axis of the source as it stands in the ONNX graph; negative ones count from the end. */
export function axisOf(axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis;
  return rank === 4 ? AXIS[positive]! : positive;
}

/** Values in another order of axes: axis `i` of the result is axis `order[i]` of the source. */
export function transpose(data: ArrayLike<number>, shape: readonly number[], order: readonly number[]): number[] {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  let offsets = [0];
  for (const axis of order) {
    const steps = Array.from({ length: shape[axis]! }, (_, i) => i * strides[axis]!);
    offsets = offsets.flatMap((offset) => steps.map((step) => offset + step));
  }
  return offsets.map((offset) => data[offset]!);
}

/** An error that says at which node of the graph the conversion ended. */
export function unsupported(node: GraphNode, message: string): RoostError {
  return new RoostError('convert TensorFlow.js model', `${node.op} at ${node.name}`, message);
}
