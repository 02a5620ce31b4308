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

/** Writes a classifier of six labels that gives the same to each for what is plain grey, however light, and no number (NaN) for what has a colour. */
export async function writeGreyClassifier(file: string, size: number): Promise<void> {
  const graph = new OnnxGraph('grey');
  graph.input('images', 'float32', [1, 3, size, size]);
  graph.node('GlobalAveragePool', ['images'], ['pooled']);
  graph.initializer('shape', 'int64', [2], [1, 3]);
  graph.node('Reshape', ['pooled', 'shape'], ['means']);
  graph.node('ReduceMean', ['means'], ['mean'], { keepdims: int(1) });
  graph.node('Sub', ['means', 'mean'], ['colour']);
  graph.node('Mul', ['colour', 'colour'], ['square']);
  graph.initializer('one', 'float32', [], [1]);
  graph.node('Sub', ['one', 'square'], ['left']);
  graph.node('Sqrt', ['left'], ['root']);
  graph.node('Concat', ['root', 'root'], ['logits'], { axis: int(1) });
  graph.output('logits', 'float32', [1, 6]);
  await writeFile(file, graph.encode());
}

/**
 * Writes a model whose one output [1, N, 6] has as many of its rows as the picture is bright: N is what the brightest
 * value of the input, 0 to 1, is of them, rounded down. Which one it is, only a run tells.
 * @param rows as heads of this form have them: corners, score, number of the class
 */
export async function writeVaryingModel(file: string, size: number, rows: readonly number[][]): Promise<void> {
  const graph = new OnnxGraph('varying');
  graph.input('a picture', 'float32', [1, 3, size, size]);
  graph.initializer('rows', 'float32', [1, rows.length, 6], rows.flat());
  graph.initializer('count', 'float32', [1], [rows.length]);
  graph.initializer('start', 'int64', [1], [0]);
  graph.initializer('axis', 'int64', [1], [1]);
  graph.node('ReduceMax', ['a picture'], ['brightest'], { keepdims: int(0) });
  graph.node('Mul', ['brightest', 'count'], ['share']);
  graph.node('Cast', ['share'], ['end'], { to: int(7) });
  graph.node('Slice', ['rows', 'start', 'end', 'axis'], ['boxes']);
  graph.output('boxes', 'float32', [1, 'N', 6]);
  await writeFile(file, graph.encode());
}
