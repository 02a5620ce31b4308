import type { SourceModel } from '../../../../../fixtures/tfjs-reference.ts';

/** A node of a small graph: its operator, inputs and attributes. */
export interface SmallNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attr?: object;
}

/** A constant of a small graph; `int32` for axes and sizes. */
export interface SmallConstant {
  readonly shape: readonly number[];
  readonly values: readonly number[];
  readonly int?: boolean;
}

/** A graph model of an input `x` of the shape, constants and nodes by name. */
export function smallModel(
  shape: readonly number[],
  constants: Readonly<Record<string, SmallConstant>>,
  nodes: Readonly<Record<string, SmallNode>>,
): SourceModel {
  const dim = shape.map((size) => ({ size: String(size) }));
  const topology = [
    { name: 'x', op: 'Placeholder', attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim } } } },
    ...Object.entries(constants).map(([name, { int }]) => ({
      name,
      op: 'Const',
      attr: { dtype: { type: int ? 'DT_INT32' : 'DT_FLOAT' } },
    })),
    ...Object.entries(nodes).map(([name, { op, inputs, attr = {} }]) => ({ name, op, input: inputs, attr })),
  ];
  const weights = Object.entries(constants).map(([name, constant]) => ({
    name,
    shape: constant.shape,
    dtype: constant.int ? 'int32' : 'float32',
  }));
  const arrays = Object.values(constants).map(({ values, int }) => new Uint8Array(pack(values, int).buffer));
  const json = {
    format: 'graph-model',
    modelTopology: { node: topology, versions: { producer: 1 } },
    weightsManifest: [{ weights }],
  };
  return { json, weights: Buffer.concat(arrays) };
}

export const text = (value: string) => ({ s: Buffer.from(value).toString('base64') });
export const texts = (...values: string[]) => ({ list: { s: values.map((value) => text(value).s) } });
export const ints = (...values: number[]) => ({ list: { i: values.map(String) } });

/** So many values that no two graphs share by chance, between -1 and 1. */
export function waves(count: number, step = 0.7): number[] {
  return Array.from({ length: count }, (_, i) => Math.sin(i * step));
}

function pack(values: readonly number[], int: boolean | undefined): Int32Array | Float32Array {
  return int ? Int32Array.from(values) : Float32Array.from(values);
}
