import { type Attributes, int, ints, string } from '../onnx/attributes.ts';
import { type GraphNode, intsOf, textOf, textsOf } from './model.ts';
import { type Operator, type Scope, transpose, unsupported, type Value } from './scope.ts';
import type { Constant } from './weights.ts';

/** What follows a convolution within its node, and the ONNX operator for it. */
const ACTIVATIONS: Readonly<Record<string, string>> = { Relu: 'Relu', Sigmoid: 'Sigmoid', Elu: 'Elu' };

/** Conv2D and _FusedConv2D: filter [height, width, in, out]. */
export const conv2d: Operator = (node, scope) => {
  const filter = scope.constant(node, 1);
  const [height, width, from, to] = filter.shape as [number, number, number, number];
  const weights = transpose(filter.data, filter.shape, [3, 2, 0, 1]);
  return convolve(node, scope, { filter, shape: [to, from, height, width], weights, group: 1 });
};

/** DepthwiseConv2dNative and its fused form: filter [height, width, in, multiplier]. */
export const depthwise: Operator = (node, scope) => {
  const filter = scope.constant(node, 1);
  const [height, width, from, multiplier] = filter.shape as [number, number, number, number];
  const weights = transpose(filter.data, filter.shape, [2, 3, 0, 1]);
  return convolve(node, scope, { filter, shape: [from * multiplier, 1, height, width], weights, group: from });
};

interface Kernel {
  readonly filter: Constant;
  /** [out, in a group, height, width]. */
  readonly shape: readonly [number, number, number, number];
  readonly weights: readonly number[];
  readonly group: number;
}

function convolve(node: GraphNode, scope: Scope, { shape, weights, group }: Kernel): Value {
  const source = scope.value(node, 0);
  const [bias, activation, ...more] = fusedOf(node);
  if (more.length > 0) throw unsupported(node, `what is fused with it is not supported: ${more.join(', ')}`);
  const [, , height, width] = shape;
  const { attributes, size } = windowOf(node, source, [height, width], intsOf(node, 'dilations'));
  const inputs = [source.name, scope.graph.initializer(`${node.name}/filter`, 'float32', shape, weights)];
  if (bias)
    inputs.push(scope.graph.initializer(`${node.name}/bias`, 'float32', [shape[0]], scope.constant(node, 2).data));
  const target = [source.shape[0]!, shape[0], ...size];
  const suffix = activation ? '/sum' : '';
  const sum = scope.emit(node, 'Conv', inputs, target, { ...attributes, group: int(group) }, suffix);
  return activation ? activate(node, scope, sum, activation) : sum;
}

/** What is fused with a convolution: first whether a bias is added, then the activation. */
function fusedOf(node: GraphNode): string[] {
  const fused = textsOf(node, 'fused_ops');
  return fused[0] === 'BiasAdd' ? fused : ['', ...fused];
}

function activate(node: GraphNode, scope: Scope, sum: Value, activation: string): Value {
  if (activation === 'Relu6') return clip(node, scope, sum);
  const operator = ACTIVATIONS[activation];
  if (!operator) throw unsupported(node, `the activation ${activation} fused with it is not supported`);
  return scope.emit(node, operator, [sum.name], sum.shape);
}

/** Relu6: values held between 0 and 6. */
export function clip(node: GraphNode, scope: Scope, value: Value): Value {
  const low = scope.graph.initializer(`${node.name}/low`, 'float32', [], [0]);
  const high = scope.graph.initializer(`${node.name}/high`, 'float32', [], [6]);
  return scope.emit(node, 'Clip', [value.name, low, high], value.shape);
}

/**
 * How a window of [height, width] goes over a picture: attributes of ONNX and the size of what comes out. TensorFlow's
 * SAME puts an odd pixel of padding at the bottom right, as ONNX's SAME_UPPER does.
 */
export function windowOf(
  node: GraphNode,
  { shape }: Value,
  window: readonly number[],
  dilations: readonly number[] = [],
) {
  const padding = textOf(node, 'padding');
  const layout = textOf(node, 'data_format') || 'NHWC';
  if (layout !== 'NHWC') throw unsupported(node, `its layout ${layout} is not supported`);
  if (shape.length !== 4) throw unsupported(node, `its input has ${shape.length} dimensions instead of 4`);
  if (padding !== 'SAME' && padding !== 'VALID') throw unsupported(node, `its padding ${padding} is not supported`);
  const strides = intsOf(node, 'strides').slice(1, 3);
  const steps = dilations.length === 4 ? dilations.slice(1, 3) : [1, 1];
  const size = strides.map((stride, i) => {
    const reach = padding === 'SAME' ? 1 : (window[i]! - 1) * steps[i]! + 1;
    return Math.ceil((shape[2 + i]! - reach + 1) / stride);
  });
  const attributes: Attributes = {
    kernel_shape: ints(window),
    strides: ints(strides),
    auto_pad: string(padding === 'SAME' ? 'SAME_UPPER' : 'VALID'),
    ...(dilations.length === 4 ? { dilations: ints(steps) } : {}),
  };
  return { attributes, size };
}
