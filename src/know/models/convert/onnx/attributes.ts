import { type TensorData, type TensorType, tensorProto } from './tensor.ts';

/** An attribute of a node without its name: an AttributeProto's type and the one field that goes with it. */
export type Attribute = Readonly<Record<string, unknown>> & { readonly type: number };

/** Attributes of a node by name, e.g. `{ group: int(32), strides: ints([2, 2]) }`. */
export type Attributes = Readonly<Record<string, Attribute>>;

export const float = (value: number): Attribute => ({ type: 1, f: value });
export const int = (value: number): Attribute => ({ type: 2, i: value });
export const string = (value: string): Attribute => ({ type: 3, s: new TextEncoder().encode(value) });
export const floats = (values: readonly number[]): Attribute => ({ type: 6, floats: values });
export const ints = (values: readonly number[]): Attribute => ({ type: 7, ints: values });

/** A tensor as an attribute, e.g. the value of `ConstantOfShape`. @throws RoostError as `tensorProto` does */
export const tensor = (type: TensorType, shape: readonly number[], data: TensorData): Attribute => ({
  type: 4,
  t: tensorProto('', type, shape, data),
});
