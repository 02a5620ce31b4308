import { int, ints, string } from '../onnx/attributes.ts';
import { windowOf } from './conv.ts';
import { intsOf } from './model.ts';
import { axisOf, type Operator, unsupported } from './scope.ts';

/** MaxPool and AvgPool; padding counts in neither. */
export function pool(operator: 'MaxPool' | 'AveragePool'): Operator {
  return (node, scope) => {
    const source = scope.value(node, 0);
    const { attributes, size } = windowOf(node, source, intsOf(node, 'ksize').slice(1, 3));
    return scope.emit(node, operator, [source.name], [...source.shape.slice(0, 2), ...size], attributes);
  };
}

/** Mean over the axes of a constant. In a picture both spatial axes go, so that what is left has no layout. */
export const mean: Operator = (node, scope) => {
  const source = scope.value(node, 0);
  const rank = source.shape.length;
  const axes = scope
    .ints(node, 1)
    .map((axis) => axisOf(axis, rank))
    .sort();
  const keep = node.attr.keep_dims?.b ?? false;
  if (rank === 4 && !keep && axes.join() !== '2,3')
    throw unsupported(node, `its mean over axes ${axes} is not supported`);
  const shape = source.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const kept = keep ? shape : source.shape.filter((_, axis) => !axes.includes(axis));
  return scope.emit(node, 'ReduceMean', [source.name], kept, { axes: ints(axes), keepdims: int(keep ? 1 : 0) });
};

/** ConcatV2: values, then the axis. */
export const concat: Operator = (node, scope) => {
  const count = node.attr.N?.i ?? node.input.length - 1;
  const values = Array.from({ length: count }, (_, index) => scope.value(node, index));
  const [first] = values;
  if (!first) throw unsupported(node, 'it has no input');
  const axis = axisOf(scope.ints(node, count)[0] ?? 0, first.shape.length);
  const length = values.reduce((sum, { shape }) => sum + shape[axis]!, 0);
  const shape = first.shape.map((own, at) => (at === axis ? length : own));
  const names = values.map(({ name }) => name);
  return scope.emit(node, 'Concat', names, shape, { axis: int(axis) });
};

/** ResizeBilinear and ResizeNearestNeighbor to the constant size [height, width]. */
export function resize(mode: 'linear' | 'nearest'): Operator {
  return (node, scope) => {
    const source = scope.value(node, 0);
    const shape = [...source.shape.slice(0, 2), ...scope.ints(node, 1)];
    const sizes = scope.graph.initializer(`${node.name}/sizes`, 'int64', [4], shape);
    const corners = node.attr.align_corners?.b ?? false;
    const centres = node.attr.half_pixel_centers?.b ?? false;
    if (mode === 'nearest' && (corners || centres)) throw unsupported(node, 'it aligns corners or pixel centres');
    return scope.emit(node, 'Resize', [source.name, '', '', sizes], shape, {
      mode: string(mode),
      coordinate_transformation_mode: string(corners ? 'align_corners' : centres ? 'half_pixel' : 'asymmetric'),
      ...(mode === 'nearest' ? { nearest_mode: string('floor') } : {}),
    });
  };
}
