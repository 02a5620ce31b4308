import { RoostError } from '../../../../base/errors.ts';
import type { OnnxGraph } from '../onnx/graph.ts';
import type { TfliteTensor } from './model.ts';
import { shiftOf } from './values.ts';

/**
 * Names of a quantised tensor's scale and zero point, which are written when they are first asked for.
 * @throws RoostError where a zero point is none of the tensor's integers
 */
export function scalesOf(graph: OnnxGraph, tensor: TfliteTensor): [scale: string, zeroPoint: string] {
  const names: [string, string] = [`t${tensor.index}.scale`, `t${tensor.index}.zero`];
  if (graph.has(names[0])) return names;
  const { scale, zeroPoint } = tensor.quantisation!;
  const shape = scale.length > 1 ? [scale.length] : [];
  const shifted = zeroPoint.map((value) => value + shiftOf(tensor));
  if (shifted.some((value) => value < 0 || value > 255)) {
    throw new RoostError('convert TFLite model', `tensor ${tensor.name}`, 'its zero point is out of range');
  }
  graph.initializer(names[0], 'float32', shape, scale);
  graph.initializer(names[1], 'uint8', shape, shifted);
  return names;
}
