import { int, ints } from '../../onnx/attributes.ts';
import { onnxAxis } from '../layout.ts';
import type { Lowering } from '../lowering.ts';
import { sameScale } from './pointwise.ts';
import { windowAttributes } from './windows.ts';

/** AVERAGE_POOL_2D: padding does not count in the mean. */
export function averagePool2d(at: Lowering): void {
  const { dilations: _, ...attributes } = poolAttributes(at);
  at.finish(
    at.node('AveragePool', [at.real(at.input(0))], { ...attributes, count_include_pad: int(0) }),
    activation(at),
  );
}

/** MAX_POOL_2D: the largest integer is the largest real value, so that quantised values stay as they are. */
export function maxPool2d(at: Lowering): void {
  const attributes = poolAttributes(at);
  const input = at.input(0);
  if (sameScale(input, at.output)) {
    at.store(at.clipped(at.node('MaxPool', [at.stored(input)], attributes), activation(at)));
  } else {
    at.finish(at.node('MaxPool', [at.real(input)], attributes), activation(at));
  }
}

/** MEAN over constant axes; over height and width it is the pool for which onnxruntime has an 8-bit kernel. */
export function mean(at: Lowering): void {
  const input = at.input(0);
  const rank = input.shape.length;
  const given = at.constant(1);
  if (given.some((axis) => axis < -rank || axis >= rank)) at.fail(`its axes ${given} are not of ${rank} dimensions`);
  const axes = [...new Set(given.map((axis) => onnxAxis(axis, rank)))].sort((a, b) => a - b);
  const kept =
    rank === 4 ? [0, 1, 2, 3].map((axis) => (axes.includes(onnxAxis(axis, 4)) ? 1 : input.shape[axis]!)) : [];
  const spatial = rank === 4 && axes.join() === '2,3';
  const keep = rank === 4 || at.output.shape.length === rank;
  const x = at.real(input);
  const y = spatial
    ? at.node('GlobalAveragePool', [x])
    : at.node('ReduceMean', [x], { axes: ints(axes), keepdims: int(keep ? 1 : 0) });
  at.finish(rank === 4 && at.output.shape.length !== 4 ? at.reshaped(y, kept, at.output.shape) : y);
}

function poolAttributes(at: Lowering) {
  const { options } = at.operator;
  return windowAttributes(at, [options?.int32(4) ?? 0, options?.int32(3) ?? 0]);
}

const activation = (at: Lowering) => at.activation(5);
