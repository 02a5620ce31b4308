import { Builder } from 'flatbuffers';

/** Numbers of TFLite's element types. */
const TYPES = { float32: 0, float16: 1, int32: 2, uint8: 3, int64: 4, string: 5, int8: 9 } as const;

/** A tensor of a model that a test makes, NHWC. */
export interface TestTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type?: keyof typeof TYPES;
  /** Values of a constant. */
  readonly data?: readonly number[];
  readonly scale?: number | readonly number[];
  readonly zero?: number | readonly number[];
  readonly axis?: number;
}

/** A field of a table, in the schema's order; undefined where it is left out. */
type Field = { readonly int8: number } | { readonly int32: number } | { readonly float32: number } | undefined;

export interface TestOperator {
  /** The number in the schema. */
  readonly code: number;
  /** The name of a CUSTOM one. */
  readonly custom?: string;
  /** Names; '' for one that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly options?: readonly Field[];
}

export interface TestModel {
  readonly tensors: readonly TestTensor[];
  readonly operators: readonly TestOperator[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Writes a .tflite file, schema v3. */
export function buildTflite({ tensors, operators, inputs, outputs }: TestModel): Uint8Array {
  const b = new Builder(1024);
  const index = (name: string) => (name ? tensors.findIndex((tensor) => tensor.name === name) : -1);
  const constants = tensors.filter(({ data }) => data);
  const buffers = [table(b, 1, {}), ...constants.map((tensor) => table(b, 1, { 0: bytes(b, encoded(tensor)) }))];
  const tensorTables = tensors.map((tensor) => {
    const name = b.createString(tensor.name);
    const shape = ints(b, tensor.shape);
    const quantization = tensor.scale === undefined ? 0 : quantisation(b, tensor);
    const buffer = constants.indexOf(tensor) + 1;
    b.startObject(5);
    b.addFieldOffset(0, shape, 0);
    b.addFieldInt8(1, TYPES[tensor.type ?? 'float32'], 0);
    b.addFieldInt32(2, buffer, 0);
    b.addFieldOffset(3, name, 0);
    b.addFieldOffset(4, quantization, 0);
    return b.endObject();
  });
  const codes = operators.map(({ code, custom }) => {
    const name = custom ? b.createString(custom) : 0;
    b.startObject(4);
    b.addFieldInt8(0, Math.min(code, 127), 0);
    b.addFieldOffset(1, name, 0);
    b.addFieldInt32(3, code, 0);
    return b.endObject();
  });
  const operatorTables = operators.map((operator, i) => {
    const options = fields(b, operator.options ?? []);
    const from = ints(b, operator.inputs.map(index));
    const to = ints(b, operator.outputs.map(index));
    b.startObject(5);
    b.addFieldInt32(0, i, 0);
    b.addFieldOffset(1, from, 0);
    b.addFieldOffset(2, to, 0);
    b.addFieldInt8(3, 1, 0);
    b.addFieldOffset(4, options, 0);
    return b.endObject();
  });
  const graph = table(b, 4, {
    0: offsets(b, tensorTables),
    1: ints(b, inputs.map(index)),
    2: ints(b, outputs.map(index)),
    3: offsets(b, operatorTables),
  });
  const [codeList, graphs, bufferList] = [offsets(b, codes), offsets(b, [graph]), offsets(b, buffers)];
  b.startObject(5);
  b.addFieldInt32(0, 3, 0);
  b.addFieldOffset(1, codeList, 0);
  b.addFieldOffset(2, graphs, 0);
  b.addFieldOffset(4, bufferList, 0);
  b.finish(b.endObject(), 'TFL3');
  return b.asUint8Array().slice();
}

function encoded({ type = 'float32', data = [] }: TestTensor): Uint8Array {
  if (type === 'uint8' || type === 'int8') return Uint8Array.from(data);
  if (type === 'float16') return new Uint8Array(Uint16Array.from(data).buffer);
  const typed = type === 'int32' ? Int32Array.from(data) : Float32Array.from(data);
  return new Uint8Array(typed.buffer);
}

function quantisation(b: Builder, { scale = [], zero = 0, axis = 0 }: TestTensor): number {
  const scales = [scale].flat();
  const zeros = [zero].flat();
  b.startVector(4, scales.length, 4);
  for (const value of scales.toReversed()) b.addFloat32(value);
  const scaleVector = b.endVector();
  b.startVector(8, scales.length, 8);
  for (let i = scales.length - 1; i >= 0; i--) b.addInt64(BigInt(zeros[i] ?? zeros[0] ?? 0));
  const zeroVector = b.endVector();
  b.startObject(7);
  b.addFieldOffset(2, scaleVector, 0);
  b.addFieldOffset(3, zeroVector, 0);
  b.addFieldInt32(6, axis, 0);
  return b.endObject();
}

function fields(b: Builder, list: readonly Field[]): number {
  b.startObject(list.length);
  list.forEach((field, i) => {
    if (!field) return;
    // A value that differs from the default given here is always written.
    if ('int8' in field) b.addFieldInt8(i, field.int8, field.int8 + 1);
    else if ('int32' in field) b.addFieldInt32(i, field.int32, field.int32 + 1);
    else b.addFieldFloat32(i, field.float32, field.float32 + 1);
  });
  return b.endObject();
}

function table(b: Builder, size: number, members: Readonly<Record<number, number>>): number {
  b.startObject(size);
  for (const [field, offset] of Object.entries(members)) b.addFieldOffset(Number(field), offset, 0);
  return b.endObject();
}

function bytes(b: Builder, values: Uint8Array): number {
  b.startVector(1, values.length, 16);
  for (const value of values.toReversed()) b.addInt8(value);
  return b.endVector();
}

function ints(b: Builder, values: readonly number[]): number {
  b.startVector(4, values.length, 4);
  for (const value of values.toReversed()) b.addInt32(value);
  return b.endVector();
}

function offsets(b: Builder, values: readonly number[]): number {
  b.startVector(4, values.length, 4);
  for (const value of values.toReversed()) b.addOffset(value);
  return b.endVector();
}
