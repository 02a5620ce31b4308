/** Numbers as text that JSON keeps exactly: 32 bit floats, little-endian, in Base64. */
export type Packed = string;

/** Writes numbers as text. */
export function pack(values: ArrayLike<number>): Packed {
  const bytes = Buffer.alloc(values.length * 4);
  for (let i = 0; i < values.length; i++) bytes.writeFloatLE(values[i]!, i * 4);
  return bytes.toString('base64');
}

/** Reads them again. */
export function unpack(packed: Packed): Float32Array {
  const bytes = Buffer.from(packed, 'base64');
  return Float32Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readFloatLE(i * 4));
}
