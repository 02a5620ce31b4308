import { RoostError } from '../../../../base/errors.ts';
import { sizeOf } from '../onnx/tensor.ts';
import type { WeightEntry } from './model.ts';

/** A constant of the graph, in the layout of its source. */
export interface Constant {
  readonly type: 'float32' | 'int32' | 'bool';
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** Reads the number at a byte of the view. */
type Read = (view: DataView, at: number) => number;

/** How numbers lie in the weights: bytes each, little-endian. */
const STORED: Readonly<Record<string, { readonly bytes: number; readonly read: Read }>> = {
  float32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  int32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  bool: { bytes: 1, read: (view, at) => view.getUint8(at) },
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  uint16: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  float16: { bytes: 2, read: (view, at) => fromHalf(view.getUint16(at, true)) },
};

/**
 * Unpacks the constants of a graph. They follow one another without gaps; a quantised one is uint8 or uint16 with
 * value = stored * scale + min, or float16.
 * @throws RoostError where an entry's type is unknown or the bytes do not end with the last entry
 */
export function readWeights(entries: readonly WeightEntry[], bytes: Uint8Array): Map<string, Constant> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const constants = new Map<string, Constant>();
  let at = 0;
  for (const entry of entries) {
    const { name, shape, dtype, quantization } = entry;
    const stored = STORED[quantization?.dtype ?? dtype];
    if (!stored || !isType(dtype)) throw wrong(name, `its type ${quantization?.dtype ?? dtype} is not supported`);
    const data = empty(dtype, sizeOf(shape));
    if (at + data.length * stored.bytes > bytes.length) throw wrong(name, 'the weights end before it does');
    const { scale = 1, min = 0 } = quantization ?? {};
    for (let i = 0; i < data.length; i++, at += stored.bytes) {
      const value = stored.read(view, at) * scale + min;
      data[i] = dtype === 'float32' ? value : Math.round(value);
    }
    constants.set(name, { type: dtype, shape, data });
  }
  if (at !== bytes.length) throw wrong('the weights', `${bytes.length - at} bytes belong to no entry`);
  return constants;
}

function isType(dtype: string): dtype is Constant['type'] {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool';
}

function empty(type: Constant['type'], length: number): Constant['data'] {
  if (type === 'float32') return new Float32Array(length);
  return type === 'int32' ? new Int32Array(length) : new Uint8Array(length);
}

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent (bias 15), 10 of fraction. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function wrong(name: string, message: string): RoostError {
  return new RoostError('read TensorFlow.js weights', name, message, 'model.json and weights must be of one model');
}
