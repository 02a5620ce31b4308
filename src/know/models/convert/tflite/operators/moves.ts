import { int } from '../../onnx/attributes.ts';
import { sizeOf } from '../../onnx/tensor.ts';
import { onnxAxis } from '../layout.ts';
import type { Lowering } from '../lowering.ts';
import { isQuantised, shiftOf } from '../values.ts';
import { sameScale } from './pointwise.ts';

/** RESHAPE and SQUEEZE: the output's shape says it all. */
export function reshape(at: Lowering): void {
  const { shape } = at.input(0);
  if (sizeOf(shape) !== sizeOf(at.output.shape))
    at.fail(`it turns [${shape.join(', ')}] into [${at.output.shape.join(', ')}]`);
  moved(at, (values) => at.reshaped(values, shape, at.output.shape));
}

/** PAD with zero, which for quantised values is the zero point. */
export function pad(at: Lowering): void {
  const input = at.input(0);
  const rank = input.shape.length;
  const given = at.constant(1);
  if (given.length !== rank * 2 || given.some((amount) => amount < 0)) at.fail(`its paddings ${given} do not fit`);
  const amounts = Array<number>(rank * 2).fill(0);
  for (let axis = 0; axis < rank; axis++) {
    const to = onnxAxis(axis, rank);
    amounts[to] = given[axis * 2]!;
    amounts[to + rank] = given[axis * 2 + 1]!;
  }
  const pads = at.int64('pads', amounts);
  const integers = isQuantised(input);
  const zero = integers ? input.quantisation!.zeroPoint[0]! + shiftOf(input) : 0;
  if (integers && !sameScale(input, at.output)) at.fail('its input and output have different scales');
  const value = at.graph.initializer(at.name('zero'), integers ? 'uint8' : 'float32', [], [zero]);
  at.store(at.node('Pad', [at.stored(input), pads, value]));
}

/** CONCATENATION; integers of one scale are put together as they are. */
export function concatenation(at: Lowering): void {
  const parts = at.operator.inputs.map((_, i) => at.input(i));
  const rank = at.output.shape.length;
  const axis = at.operator.options?.int32(0) ?? 0;
  if (axis < -rank || axis >= rank || parts.some((part) => part.shape.length !== rank)) {
    at.fail(`its axis ${axis} or its inputs do not fit ${rank} dimensions`);
  }
  const attributes = { axis: int(onnxAxis(axis, rank)) };
  if (parts.every((part) => sameScale(part, at.output))) {
    const names = parts.map((part) => at.stored(part));
    at.store(at.clipped(at.node('Concat', names, attributes), at.activation(1)));
  } else {
    const names = parts.map((part) => at.real(part));
    at.finish(at.node('Concat', names, attributes), at.activation(1));
  }
}

/** Moves values as they are kept where input and output keep them alike, and real values where not. */
function moved(at: Lowering, move: (values: string) => string): void {
  const input = at.input(0);
  if (sameScale(input, at.output)) at.store(move(at.stored(input)));
  else at.finish(move(at.real(input)));
}
