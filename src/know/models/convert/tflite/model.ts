import { RoostError } from '../../../../base/errors.ts';
import { type ElementType, elementType, operatorName } from './schema.ts';
import { Table } from './table.ts';

/** What schema v3 files have at bytes 4 to 8. */
const MAGIC = 'TFL3';
/** Operator codes below this one stand in the older, one-byte field. */
const WIDER_CODES_FROM = 127;

/** How integers stand for real values: real = scale x (integer - zeroPoint); one pair, or one a slice of `axis`. */
export interface Quantisation {
  readonly scale: readonly number[];
  readonly zeroPoint: readonly number[];
  readonly axis: number;
}

/** A tensor as the file has it: NHWC where it has four dimensions. */
export interface TfliteTensor {
  readonly index: number;
  /** Unique in the model. */
  readonly name: string;
  /** Undefined for a type that cannot be converted, e.g. a string. */
  readonly type: ElementType | undefined;
  readonly shape: readonly number[];
  /** Little-endian values of a constant. */
  readonly data: Uint8Array | undefined;
  readonly quantisation: Quantisation | undefined;
}

export interface TfliteOperator {
  readonly index: number;
  /** E.g. `CONV_2D`. */
  readonly name: string;
  /** Undefined for an optional input that is left out. */
  readonly inputs: readonly (TfliteTensor | undefined)[];
  readonly outputs: readonly TfliteTensor[];
  /** The table of the operator's builtin options. */
  readonly options: Table | undefined;
}

/** The main graph of a model, operators in the order in which they run. */
export interface TfliteModel {
  readonly tensors: readonly TfliteTensor[];
  readonly inputs: readonly TfliteTensor[];
  readonly outputs: readonly TfliteTensor[];
  readonly operators: readonly TfliteOperator[];
}

/** Whether bytes begin as a TFLite file does. */
export function isTflite(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && String.fromCharCode(...bytes.subarray(4, 8)) === MAGIC;
}

/**
 * Reads a .tflite file (schema v3). Field numbers are those of TFLite's schema.fbs.
 * @throws RoostError where it is no such file, is truncated, or contradicts itself
 */
export function readTflite(bytes: Uint8Array): TfliteModel {
  if (!isTflite(bytes)) throw fault('it does not begin as a TFLite file does', 'Give a .tflite file of schema v3');
  const root = Table.root(bytes);
  if (root.int32(0) !== 3) throw fault(`it has schema version ${root.int32(0)}, not 3`);
  const codes = root.tables(1).map(operatorCode);
  const [graph] = root.tables(2);
  if (!graph) throw fault('it holds no graph');
  const buffers = root.tables(4).map((buffer) => buffer.bytes(0));
  const tensors = named(graph.tables(0)).map(([table, name], index) => tensorOf(table, name, index, buffers));
  const pick = (indices: readonly number[], what: string) => indices.map((i) => at(tensors, i, what));
  const operators = graph.tables(3).map((table, index): TfliteOperator => {
    const name = at(codes, table.int32(0), `the code of operator ${index}`);
    const place = `operator ${index} (${name})`;
    const inputs = table.ints(1).map((i) => (i === -1 ? undefined : at(tensors, i, `an input of ${place}`)));
    return { index, name, inputs, outputs: pick(table.ints(2), `an output of ${place}`), options: table.table(4) };
  });
  const inputs = pick(graph.ints(1), 'an input');
  return { tensors, inputs, outputs: pick(graph.ints(2), 'an output'), operators };
}

function operatorCode(table: Table): string {
  const code = Math.max(table.int8(0), table.int32(3));
  const name = operatorName(code < WIDER_CODES_FROM ? code : table.int32(3));
  return name === 'CUSTOM' ? `CUSTOM ${table.string(1)}` : name;
}

/** Tensors with their names; one that has none, or another one's, gets its index at the end. */
function named(tables: readonly Table[]): [Table, string][] {
  const taken = new Set<string>();
  return tables.map((table, index) => {
    const name = table.string(3);
    const unique = name && !taken.has(name) ? name : `${name}#${index}`;
    taken.add(unique);
    return [table, unique];
  });
}

function tensorOf(table: Table, name: string, index: number, buffers: readonly Uint8Array[]): TfliteTensor {
  const shape = table.ints(0);
  const type = elementType(table.int8(1));
  const data = at(buffers, table.int32(2), `the buffer of tensor ${name}`);
  const size = shape.reduce((product, length) => product * length, type?.bytes ?? 0);
  if (data.length > 0 && type && data.length !== size) {
    throw fault(`tensor ${name} has ${data.length} bytes where its shape [${shape.join(', ')}] takes ${size}`);
  }
  const quantisation = quantisationOf(table.table(4), name);
  return { index, name, type: type?.name, shape, data: data.length > 0 ? data : undefined, quantisation };
}

function quantisationOf(table: Table | undefined, name: string): Quantisation | undefined {
  const scale = table?.floats(2) ?? [];
  if (!table || scale.length === 0) return undefined;
  const given = table.longs(3);
  const zeroPoint = given.length === 0 ? scale.map(() => 0) : given;
  if (zeroPoint.length !== scale.length || scale.some((value) => !(value > 0 && value < Infinity))) {
    throw fault(`tensor ${name} has scales and zero points that do not fit`);
  }
  return { scale, zeroPoint, axis: table.int32(6) };
}

function at<T>(list: readonly T[], index: number, what: string): T {
  const found = list[index];
  if (found === undefined) throw fault(`${what} is number ${index} of ${list.length}`);
  return found;
}

function fault(message: string, hint = ''): RoostError {
  return new RoostError('read TFLite model', 'file', message, hint);
}
