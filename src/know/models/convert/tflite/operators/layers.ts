import { int } from '../../onnx/attributes.ts';
import { sizeOf } from '../../onnx/tensor.ts';
import { TO_NCHW } from '../layout.ts';
import type { Lowering } from '../lowering.ts';
import type { TfliteTensor } from '../model.ts';
import { isQuantised } from '../values.ts';
import { windowAttributes } from './windows.ts';

/** CONV_2D: weights are [out, height, width, in / groups]. */
export function conv2d(at: Lowering): void {
  const weights = kernel(at);
  const channels = at.input(0).shape[3] ?? 0;
  const perGroup = weights.shape[3]!;
  if (channels % perGroup !== 0) at.fail(`its weights take ${perGroup} channels and its input has ${channels}`);
  convolve(at, weights, TO_NCHW, channels / perGroup, 3, 4);
}

/** DEPTHWISE_CONV_2D: weights are [1, height, width, channels x multiplier]; ONNX has as many groups as channels. */
export function depthwiseConv2d(at: Lowering): void {
  const weights = kernel(at);
  const channels = at.input(0).shape[3] ?? 0;
  if (weights.shape[0] !== 1 || weights.shape[3]! % channels !== 0) {
    at.fail(`its weights [${weights.shape.join(', ')}] do not fit ${channels} channels`);
  }
  convolve(at, weights, [3, 0, 1, 2], channels, 4, 5);
}

/** FULLY_CONNECTED: weights are [out, in]; whatever the input's shape, its values are taken in rows of `in`. */
export function fullyConnected(at: Lowering): void {
  const [input, weights] = [at.input(0), at.input(1)];
  const [units, width] = weights.shape;
  if (weights.shape.length !== 2 || !units || !width) {
    at.fail(`its weights have the shape [${weights.shape.join(', ')}], not [out, in]`);
  }
  if (at.operator.options?.int8(1)) at.fail('its weights are shuffled for one processor');
  const size = sizeOf(input.shape);
  if (size % width !== 0) at.fail(`its input of ${size} values makes no rows of ${width}`);
  const shape = [size / width, width];
  const same = input.shape.length === 2;
  const rows = same ? at.stored(input) : at.reshaped(at.stored(input), input.shape, shape);
  const x = isQuantised(input) ? at.dequantise(input, rows, 1) : rows;
  const w = parameter(at, weights, at.weight(weights));
  const y = at.node('Gemm', [x, w, ...bias(at, units)], { transB: int(1) });
  const wanted = at.output.shape;
  at.finish(wanted.length === 2 ? y : at.reshaped(y, [size / width, units], wanted), at.activation(0));
}

function convolve(
  at: Lowering,
  weights: TfliteTensor,
  order: readonly number[],
  groups: number,
  activation: number,
  dilation: number,
): void {
  const [, height, width] = weights.shape as [number, number, number];
  const dilations: [number, number] = [
    at.operator.options?.int32(dilation + 1, 1) ?? 1,
    at.operator.options?.int32(dilation, 1) ?? 1,
  ];
  const attributes = { ...windowAttributes(at, [height, width], dilations), group: int(groups) };
  const w = parameter(at, weights, at.weight(weights, order));
  const units = order === TO_NCHW ? weights.shape[0]! : weights.shape[3]!;
  at.finish(at.node('Conv', [at.real(at.input(0)), w, ...bias(at, units)], attributes), at.activation(activation));
}

/** Real values of weights, which have their scales along the first axis in ONNX. */
function parameter(at: Lowering, weights: TfliteTensor, name: string): string {
  return isQuantised(weights) ? at.dequantise(weights, name, 0) : name;
}

/**
 * The bias as the last input of a layer, or nothing. Integers count in units of the input's scale times the weights' (TFLite
 * adds them to the accumulator as they are, whatever scale the file gives them).
 */
function bias(at: Lowering, units: number): string[] {
  const tensor = at.operator.inputs[2];
  if (!tensor) return [];
  const name = at.weight(tensor);
  if (tensor.shape.length !== 1 || tensor.shape[0] !== units)
    at.fail(`its bias ${tensor.name} has not ${units} values`);
  if (tensor.type !== 'int32') return [name];
  const input = at.input(0).quantisation?.scale[0];
  const weights = at.input(1).quantisation?.scale;
  if (input === undefined || !weights) return at.fail('its bias is of integers and its input or weights are not');
  const scales = weights.map((scale) => Math.fround(scale * input));
  const shape = scales.length > 1 ? [scales.length] : [];
  const scale = at.graph.initializer(at.name('bias.scale'), 'float32', shape, scales);
  return [
    at.graph.node('DequantizeLinear', [name, scale], [at.name('bias')], shape.length > 0 ? { axis: int(0) } : {}),
  ];
}

function kernel(at: Lowering): TfliteTensor {
  const weights = at.input(1);
  if (weights.shape.length === 4 && weights.shape.every((length) => length > 0)) return weights;
  return at.fail(`its weights have the shape [${weights.shape.join(', ')}], not four dimensions`);
}
