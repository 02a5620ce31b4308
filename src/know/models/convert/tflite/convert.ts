import { RoostError } from '../../../../base/errors.ts';
import { ints } from '../onnx/attributes.ts';
import { OnnxGraph } from '../onnx/graph.ts';
import { operatorFault } from './fault.ts';
import { onnxShape, TO_NHWC } from './layout.ts';
import { Lowering } from './lowering.ts';
import { readTflite, type TfliteModel, type TfliteOperator, type TfliteTensor } from './model.ts';
import { OPERATORS } from './operators/operators.ts';
import { scalesOf } from './scales.ts';
import { isQuantised } from './values.ts';

/** What a conversion may be told. */
export interface TfliteOptions {
  /** Names of the tensors to end at, in that order; the graph's own outputs without it. */
  readonly outputs?: readonly string[];
}

/**
 * Turns a .tflite model (schema v3; float, or quantised to uint8 or int8) into ONNX.
 *
 * Inputs and outputs keep their names and are float32 in the model's real units: a quantised model quantises what it is given and
 * dequantises what it gives. Inputs of four dimensions are NCHW; outputs have the shape that they have in the source.
 * @throws RoostError where the file is broken, an operator is not supported (named with its place), or an output is not there
 */
export function convertTflite(bytes: Uint8Array, options: TfliteOptions = {}): Uint8Array {
  const model = readTflite(bytes);
  const outputs = options.outputs?.length ? options.outputs.map((name) => find(model, name)) : model.outputs;
  const operators = needed(model, outputs);
  for (const operator of operators) {
    if (!OPERATORS.has(operator.name)) {
      throw operatorFault(operator, 'the operator is not supported', `Supported: ${[...OPERATORS.keys()].join(', ')}`);
    }
  }
  const graph = new OnnxGraph('tflite');
  const values = new Map<number, string>();
  for (const input of model.inputs) begin(graph, input, values);
  for (const operator of operators) OPERATORS.get(operator.name)!(new Lowering(graph, operator, values));
  for (const output of outputs) end(graph, output, values);
  return graph.encode();
}

/** The operators that outputs rest on, in order. */
function needed(model: TfliteModel, outputs: readonly TfliteTensor[]): TfliteOperator[] {
  const wanted = new Set(outputs.map((tensor) => tensor.index));
  const found = model.operators.toReversed().filter((operator) => {
    if (!operator.outputs.some((tensor) => wanted.has(tensor.index))) return false;
    for (const input of operator.inputs) if (input) wanted.add(input.index);
    return true;
  });
  return found.reverse();
}

/** Declares an input; the tensor is what follows its quantisation. */
function begin(graph: OnnxGraph, tensor: TfliteTensor, values: Map<number, string>): void {
  const { name, shape, type, index } = tensor;
  if (shape.length === 0 || shape.some((length) => length < 1)) throw fault(name, `its shape is [${shape.join(', ')}]`);
  if (type !== 'float32' && !isQuantised(tensor))
    throw fault(name, `it is ${type ?? 'of a type'} that is not supported`);
  graph.input(name, 'float32', onnxShape(shape));
  values.set(
    index,
    isQuantised(tensor) ? graph.node('QuantizeLinear', [name, ...scalesOf(graph, tensor)], [`t${index}`]) : name,
  );
}

/** Declares an output under its own name: real values in the source's layout. */
function end(graph: OnnxGraph, tensor: TfliteTensor, values: Map<number, string>): void {
  const { name, shape, index } = tensor;
  const stored = values.get(index);
  if (!stored) throw fault(name, 'no operator computes it', 'Name the output of an operator');
  const real = isQuantised(tensor)
    ? graph.node('DequantizeLinear', [stored, ...scalesOf(graph, tensor)], [`t${index}.real`])
    : stored;
  if (shape.length === 4) graph.node('Transpose', [real], [name], { perm: ints(TO_NHWC) });
  else graph.node('Identity', [real], [name]);
  graph.output(name, 'float32', shape);
}

function find(model: TfliteModel, name: string): TfliteTensor {
  const found = model.tensors.find((tensor) => tensor.name === name);
  if (found) return found;
  const last = model.operators.slice(-3).flatMap((operator) => operator.outputs.map((tensor) => tensor.name));
  throw fault(name, 'the model has no tensor of that name', `The last ones are: ${last.join(', ')}`);
}

function fault(tensor: string, message: string, hint = ''): RoostError {
  return new RoostError('convert TFLite model', `tensor ${tensor}`, message, hint);
}
