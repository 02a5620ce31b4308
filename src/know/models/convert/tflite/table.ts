import { ByteBuffer } from 'flatbuffers';
import { RoostError } from '../../../../base/errors.ts';

/** Bytes of an int8, int32 and int64 element. */
const WIDTH = { bytes: 1, ints: 4, floats: 4, longs: 8 } as const;

/**
 * A table of a flatbuffer, its fields read by their place in the schema (0 is the first) with the schema's default where
 * the file leaves one out. The library does not check bounds; here every offset is checked, so that a file that is
 * truncated or is something else gives a RoostError and never a wrong value.
 */
export class Table {
  readonly #buffer: ByteBuffer;
  readonly #at: number;

  private constructor(buffer: ByteBuffer, at: number) {
    this.#buffer = buffer;
    this.#at = at;
    this.#check(at, 4);
    const vtable = at - buffer.readInt32(at);
    this.#check(vtable, 4);
    this.#check(vtable, buffer.readUint16(vtable));
  }

  /** The table that a flatbuffer begins with. @throws RoostError where the bytes hold none */
  static root(bytes: Uint8Array): Table {
    const buffer = new ByteBuffer(bytes);
    if (bytes.length < 8) throw broken();
    return new Table(buffer, buffer.readUint32(0));
  }

  int8(field: number, absent = 0): number {
    const at = this.#find(field, 1);
    return at === undefined ? absent : this.#buffer.readInt8(at);
  }

  int32(field: number, absent = 0): number {
    const at = this.#find(field, 4);
    return at === undefined ? absent : this.#buffer.readInt32(at);
  }

  float32(field: number, absent = 0): number {
    const at = this.#find(field, 4);
    return at === undefined ? absent : this.#buffer.readFloat32(at);
  }

  string(field: number): string {
    const bytes = this.bytes(field);
    return new TextDecoder().decode(bytes);
  }

  /** The table that a field refers to, or undefined. */
  table(field: number): Table | undefined {
    const at = this.#find(field, 4);
    return at === undefined ? undefined : new Table(this.#buffer, at + this.#buffer.readUint32(at));
  }

  tables(field: number): Table[] {
    const { start, length } = this.#vector(field, 4);
    return Array.from({ length }, (_, i) => {
      const at = start + i * 4;
      return new Table(this.#buffer, at + this.#buffer.readUint32(at));
    });
  }

  /** A view of the file's bytes; not a copy. */
  bytes(field: number): Uint8Array {
    const { start, length } = this.#vector(field, WIDTH.bytes);
    return this.#buffer.bytes().subarray(start, start + length);
  }

  ints(field: number): number[] {
    return this.#list(field, WIDTH.ints, (at) => this.#buffer.readInt32(at));
  }

  floats(field: number): number[] {
    return this.#list(field, WIDTH.floats, (at) => this.#buffer.readFloat32(at));
  }

  longs(field: number): number[] {
    return this.#list(field, WIDTH.longs, (at) => Number(this.#buffer.readInt64(at)));
  }

  #list(field: number, width: number, read: (at: number) => number): number[] {
    const { start, length } = this.#vector(field, width);
    return Array.from({ length }, (_, i) => read(start + i * width));
  }

  /** Where a vector's elements are; no elements where the field is left out. */
  #vector(field: number, width: number): { start: number; length: number } {
    const at = this.#find(field, 4);
    if (at === undefined) return { start: 0, length: 0 };
    const vector = at + this.#buffer.readUint32(at);
    this.#check(vector, 4);
    const length = this.#buffer.readUint32(vector);
    this.#check(vector + 4, length * width);
    return { start: vector + 4, length };
  }

  /** Where a field's value is, or undefined where the file leaves it out. */
  #find(field: number, width: number): number | undefined {
    const offset = this.#buffer.__offset(this.#at, 4 + field * 2);
    if (offset === 0) return undefined;
    this.#check(this.#at + offset, width);
    return this.#at + offset;
  }

  #check(at: number, bytes: number): void {
    if (at < 0 || at + bytes > this.#buffer.capacity()) throw broken();
  }
}

function broken(): RoostError {
  const hint = 'It may be truncated: fetch it again and compare its size and sha256';
  return new RoostError('read TFLite model', 'file', 'it points outside of itself', hint);
}
