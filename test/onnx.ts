import { writeFile } from 'node:fs/promises';
import { int } from '../src/know/models/convert/onnx/attributes.ts';
import { OnnxGraph } from '../src/know/models/convert/onnx/graph.ts';

/** An output of a model that a test makes: shape and values, row by row. */
export interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/**
 * Writes a model that looks at its input [1, 3, size, size] and answers with constants: zero times the input's mean is
 * added to them, so that the input is truly needed.
 */
export async function writeConstantModel(file: string, size: number, outputs: readonly Constant[]): Promise<void> {
  const graph = new OnnxGraph('constants');
  graph.input('images', 'float32', [1, 3, size, size]);
  graph.node('ReduceMean', ['images'], ['mean'], { keepdims: int(0) });
  graph.initializer('zero', 'float32', [], [0]);
  graph.node('Mul', ['mean', 'zero'], ['nothing']);
  for (const { name, shape, values } of outputs) {
    graph.initializer(`${name}.values`, 'float32', shape, values);
    graph.node('Add', [`${name}.values`, 'nothing'], [name]);
    graph.output(name, 'float32', shape);
  }
  await writeFile(file, graph.encode());
}

/** Writes a classifier with two labels a colour plane: the plane's mean, and minus that. */
export async function writePlaneClassifier(file: string, size: number): Promise<void> {
  const graph = new OnnxGraph('planes');
  graph.input('images', 'float32', [1, 3, size, size]);
  graph.node('GlobalAveragePool', ['images'], ['pooled']);
  graph.initializer('shape', 'int64', [2], [1, 3]);
  graph.node('Reshape', ['pooled', 'shape'], ['means']);
  graph.node('Neg', ['means'], ['negative']);
  graph.node('Concat', ['means', 'negative'], ['logits'], { axis: int(1) });
  graph.output('logits', 'float32', [1, 6]);
  await writeFile(file, graph.encode());
}
