import { int } from '../onnx/attributes.ts';
import { clip } from './conv.ts';
import type { GraphNode } from './model.ts';
import { axisOf, type Operator, type Scope, unsupported, type Value } from './scope.ts';

/** An operator of one input that has the same name and meaning in ONNX. */
export function unary(operator: string): Operator {
  return (node, scope) => {
    const value = scope.value(node, 0);
    return scope.emit(node, operator, [value.name], value.shape);
  };
}

/** An operator of two inputs that are broadcast from the last axis on. */
export function binary(operator: string): Operator {
  return (node, scope) => {
    const [a, b] = alike(node, scope, scope.value(node, 0), scope.value(node, 1));
    return scope.emit(node, operator, [a.name, b.name], broadcast(node, a, b));
  };
}

/** Held between 0 and 6. */
export const relu6: Operator = (node, scope) => clip(node, scope, scope.value(node, 0));

/** Over the last axis of the source. */
export const softmax: Operator = (node, scope) => {
  const value = scope.value(node, 0);
  const axis = int(axisOf(-1, value.shape.length));
  return scope.emit(node, 'Softmax', [value.name], value.shape, { axis });
};

/** What stands for its input stands for it. A name of its own, because outputs are often called so. */
export const identity: Operator = unary('Identity');

/** The source's last axis is ONNX's second in a picture: a vector beside a picture becomes [1, channels, 1, 1]. */
function alike(node: GraphNode, scope: Scope, a: Value, b: Value): [Value, Value] {
  if (a.shape.length === 4) return [a, asChannels(node, scope, b, '/b')];
  return b.shape.length === 4 ? [asChannels(node, scope, a, '/a'), b] : [a, b];
}

function asChannels(node: GraphNode, scope: Scope, value: Value, suffix: string): Value {
  const [channels] = value.shape;
  if (value.shape.length === 4 || channels === undefined) return value;
  if (value.shape.length > 1) throw unsupported(node, `${value.shape.length} dimensions meet 4`);
  const shape = [1, channels, 1, 1];
  const target = scope.graph.initializer(`${node.name}${suffix}/shape`, 'int64', [4], shape);
  return scope.emit(node, 'Reshape', [value.name, target], shape, {}, suffix);
}

function broadcast(node: GraphNode, a: Value, b: Value): number[] {
  const rank = Math.max(a.shape.length, b.shape.length);
  const at = ({ shape }: Value, axis: number) => shape[axis - (rank - shape.length)] ?? 1;
  return Array.from({ length: rank }, (_, axis) => {
    const [x, y] = [at(a, axis), at(b, axis)];
    if (x !== y && x !== 1 && y !== 1) throw unsupported(node, `[${a.shape}] and [${b.shape}] do not fit together`);
    return Math.max(x, y);
  });
}
