import { RoostError } from '../../../../base/errors.ts';

/** Element types that a tensor may have, with the format's number for each. */
export const TYPE_CODES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9 } as const;

export type TensorType = keyof typeof TYPE_CODES;

/** Values of a tensor in row-major order. Int64 takes plain whole numbers; bool takes 0 and 1. */
export type TensorData = ArrayLike<number>;

/** How many elements a shape has; 1 for a scalar's `[]`. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * A TensorProto: values as little-endian bytes.
 * @throws RoostError where the number of values is not that of the shape
 */
export function tensorProto(name: string, type: TensorType, shape: readonly number[], data: TensorData) {
  if (sizeOf(shape) !== data.length) {
    const message = `${data.length} values for the shape [${shape.join(', ')}]`;
    throw new RoostError('write ONNX tensor', name || 'of an attribute', message);
  }
  return { dims: shape, dataType: TYPE_CODES[type], name, rawData: rawBytes(type, data) };
}

function rawBytes(type: TensorType, data: TensorData): Uint8Array {
  if (type === 'uint8' || type === 'bool') return Uint8Array.from(data);
  if (type === 'int8') return new Uint8Array(Int8Array.from(data).buffer);
  const width = type === 'int64' ? 8 : 4;
  const bytes = new Uint8Array(data.length * width);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (type === 'float32') view.setFloat32(i * 4, value, true);
    else if (type === 'int32') view.setInt32(i * 4, value, true);
    else view.setBigInt64(i * 8, BigInt(value), true);
  }
  return bytes;
}
