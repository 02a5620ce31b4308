import { type Attributes, ints } from '../../onnx/attributes.ts';
import type { Lowering } from '../lowering.ts';

/** Numbers of TFLite's Padding. */
const PADDINGS = ['same', 'valid'] as const;

/** How a window of one axis moves over it. */
interface Axis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
}

/**
 * Padding of one axis as TensorFlow's SAME means it: ceil(size / stride) windows, the odd element at the end.
 * @returns elements before and after
 */
function samePadding({ size, kernel, stride, dilation }: Axis): [before: number, after: number] {
  const reach = (kernel - 1) * dilation + 1;
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach - size);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** What a convolution or pool says of its windows in its options: fields 0 to 2 are the same in all of them. */
export function windowAttributes(
  at: Lowering,
  kernel: readonly [height: number, width: number],
  dilations: readonly [height: number, width: number] = [1, 1],
): Attributes {
  const { options } = at.operator;
  if (!options) return at.fail('it has no options');
  const { shape } = at.input(0);
  if (shape.length !== 4) return at.fail(`its input has ${shape.length} dimensions, not 4`);
  const strides: [number, number] = [options.int32(2), options.int32(1)];
  if ([...strides, ...kernel, ...dilations].some((value) => value < 1)) {
    return at.fail(`its kernel ${kernel}, strides ${strides} or dilations ${dilations} are not positive`);
  }
  const padding = PADDINGS[options.int8(0)] ?? at.fail(`its padding is number ${options.int8(0)}`);
  const pads = [0, 1].map((i) =>
    padding === 'same'
      ? samePadding({ size: shape[1 + i]!, kernel: kernel[i]!, stride: strides[i]!, dilation: dilations[i]! })
      : [0, 0],
  );
  const attributes = { kernel_shape: ints(kernel), strides: ints(strides), dilations: ints(dilations) };
  return { ...attributes, pads: ints([pads[0]![0]!, pads[1]![0]!, pads[0]![1]!, pads[1]![1]!]) };
}
