import { float, int } from '../../onnx/attributes.ts';
import { onnxAxis } from '../layout.ts';
import type { Lowering } from '../lowering.ts';
import type { TfliteTensor } from '../model.ts';
import type { Activation } from '../schema.ts';
import { isQuantised } from '../values.ts';

/** ADD and MUL, with broadcasting: an operand of fewer dimensions than its partner's must be a constant. */
export function binary(opType: 'Add' | 'Mul') {
  return (at: Lowering): void => {
    const operands = [at.input(0), at.input(1)];
    const rank = Math.max(...operands.map((tensor) => tensor.shape.length));
    const names = operands.map((tensor) => operand(at, tensor, rank));
    at.finish(at.node(opType, names), at.activation(0));
  };
}

/** RELU and its kin as operators of their own. */
export function activation(kind: Activation) {
  return (at: Lowering): void => {
    const input = at.input(0);
    if (sameScale(input, at.output)) at.store(at.clipped(at.stored(input), kind));
    else at.finish(at.real(input), kind);
  };
}

/** LOGISTIC and TANH. */
export function curve(opType: 'Sigmoid' | 'Tanh') {
  return (at: Lowering): void => at.finish(at.node(opType, [at.real(at.input(0))]));
}

/** SOFTMAX over the last axis; beta sharpens it. */
export function softmax(at: Lowering): void {
  const input = at.input(0);
  const beta = at.operator.options?.float32(0, 1) ?? 1;
  const real = at.real(input);
  const scaled = beta === 1 ? real : at.node('Mul', [real, at.node('Constant', [], { value_float: float(beta) })]);
  at.finish(at.node('Softmax', [scaled], { axis: int(onnxAxis(-1, input.shape.length)) }));
}

/** QUANTIZE and DEQUANTIZE: from whatever the input is to whatever the output is. */
export function requantise(at: Lowering): void {
  const input = at.input(0);
  if (sameScale(input, at.output) && input.type === at.output.type) at.store(at.stored(input));
  else at.finish(at.real(input));
}

/** Whether two tensors' integers, as they are kept, stand for the same real values. */
export function sameScale(a: TfliteTensor, b: TfliteTensor): boolean {
  if (!isQuantised(a) || !isQuantised(b) || a.type !== b.type) return false;
  const [one, other] = [a.quantisation!, b.quantisation!];
  return one.scale[0] === other.scale[0] && one.zeroPoint[0] === other.zeroPoint[0];
}

function operand(at: Lowering, tensor: TfliteTensor, rank: number): string {
  if (rank !== 4 || tensor.shape.length === 4) return at.real(tensor);
  if (!tensor.data) return at.fail(`${tensor.name} has ${tensor.shape.length} dimensions and its partner 4`);
  return at.widened(tensor);
}
