/**
 * TFLite has pictures as NHWC, ONNX as NCHW. Every tensor of four dimensions is turned; all others are the same in both.
 */

/** A source shape as ONNX has it. */
export function onnxShape(shape: readonly number[]): number[] {
  if (shape.length !== 4) return [...shape];
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return [batch, channels, height, width];
}

/** Where an axis of a source tensor (negative: from the end) is in ONNX. */
export function onnxAxis(axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis;
  return rank === 4 ? [0, 2, 3, 1][positive]! : positive;
}

/** Permutations that turn NHWC into NCHW and back, as Transpose takes them. */
export const TO_NCHW = [0, 3, 1, 2];
export const TO_NHWC = [0, 2, 3, 1];

/** Whether values in a row are the same in both layouts: no four dimensions, one place, or one channel. */
export function isFlat(shape: readonly number[]): boolean {
  return shape.length !== 4 || shape[3] === 1 || shape[1]! * shape[2]! === 1;
}

/**
 * Values of a constant in another order of axes, like numpy's transpose.
 * @param values row-major, of `shape`
 * @param order for each axis of the result, which axis of the source it is
 */
export function transposed<T extends ArrayLike<number>>(values: T, shape: readonly number[], order: readonly number[]) {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  const lengths = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const result = new Float64Array(values.length);
  const place = lengths.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from]!;
    for (let axis = place.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++place[axis]! < lengths[axis]!) break;
      from -= steps[axis]! * lengths[axis]!;
      place[axis] = 0;
    }
  }
  return result;
}
