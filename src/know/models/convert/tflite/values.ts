import type { TfliteTensor } from './model.ts';

/** What turns the bytes of an int8 into uint8, with the zero point moved by as much: the real values stay. */
const INT8_TO_UINT8 = 128;

/** Whether a tensor's integers stand for real values. */
export function isQuantised(tensor: TfliteTensor): boolean {
  return (tensor.type === 'uint8' || tensor.type === 'int8') && tensor.quantisation !== undefined;
}

/**
 * What is added to the integers and zero points of a tensor. All 8-bit values are written as uint8: onnxruntime's kernels for
 * signed weights add pairs of products in 16 bits on x86 processors without VNNI, and saturate; those for unsigned do not.
 */
export function shiftOf(tensor: TfliteTensor): number {
  return tensor.type === 'int8' ? INT8_TO_UINT8 : 0;
}

/** Integers or floats of a constant in the file's order, 8-bit ones as uint8; undefined where it is no constant. */
export function valuesOf(tensor: TfliteTensor): ArrayLike<number> | undefined {
  const { data, type } = tensor;
  if (!data) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  switch (type) {
    case 'uint8':
      return data;
    case 'int8':
      return isQuantised(tensor) ? data.map((byte) => byte ^ INT8_TO_UINT8) : new Int8Array(data);
    case 'float32':
      return Float32Array.from({ length: data.length / 4 }, (_, i) => view.getFloat32(i * 4, true));
    case 'float16':
      return Float32Array.from({ length: data.length / 2 }, (_, i) => halfToFloat(view.getUint16(i * 2, true)));
    case 'int32':
      return Int32Array.from({ length: data.length / 4 }, (_, i) => view.getInt32(i * 4, true));
    case 'int64':
      return Float64Array.from({ length: data.length / 8 }, (_, i) => Number(view.getBigInt64(i * 8, true)));
    default:
      return undefined;
  }
}

/** The value of 16 bits as IEEE 754 binary16. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
