import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { float, floats, int, ints, string, tensor } from '../../../../../src/know/models/convert/onnx/attributes.ts';
import { describeOnnx } from '../../../../../src/know/models/convert/onnx/describe.ts';
import { OnnxGraph } from '../../../../../src/know/models/convert/onnx/graph.ts';
import { ModelProto } from '../../../../../src/know/models/convert/onnx/schema.ts';

/** y = (x + w) reshaped to [3, 2], then a Gemm with alpha 0.5. */
function small(): OnnxGraph {
  const graph = new OnnxGraph('small');
  graph.input('x', 'float32', [2, 3]);
  graph.initializer('w', 'float32', [3], [10, 20, 30]);
  graph.initializer('shape', 'int64', [2], [3, -1]);
  graph.initializer('ones', 'float32', [2, 1], [1, 1]);
  graph.node('Add', ['x', 'w'], ['sum']);
  graph.node('Reshape', ['sum', 'shape'], ['rows'], { allowzero: int(0) });
  graph.node('Gemm', ['rows', 'ones', ''], ['y'], { alpha: float(0.5) });
  graph.output('y', 'float32', [3, 1]);
  return graph;
}

async function run(graph: OnnxGraph, feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> {
  const session = await InferenceSession.create(graph.encode(), { logSeverityLevel: 3 });
  return (await session.run(feeds)) as Record<string, Tensor>;
}

describe('OnnxGraph', () => {
  it('writes a file that onnxruntime loads and runs', async () => {
    const { y } = await run(small(), { x: new Tensor('float32', [1, 2, 3, 4, 5, 6], [2, 3]) });
    expect(y!.dims).toEqual([3, 1]);
    expect([...(y!.data as Float32Array)]).toEqual([(11 + 22) / 2, (33 + 14) / 2, (25 + 36) / 2]);
  });

  it('carries constants of every type and attributes of every kind', async () => {
    const graph = new OnnxGraph('types');
    const constants = [
      graph.initializer('u8', 'uint8', [2], [0, 255]),
      graph.initializer('i8', 'int8', [2], [-128, 127]),
      graph.initializer('i32', 'int32', [2], [-2_147_483_648, 2_147_483_647]),
      graph.initializer('i64', 'int64', [2], [-1, 2 ** 40]),
      graph.initializer('f32', 'float32', [2], [0.1, -3]),
      graph.initializer('flag', 'bool', [2], [0, 1]),
    ];
    graph.input('x', 'float32', [2]);
    const types = { f32: 'float32', u8: 'uint8', i8: 'int8', i32: 'int32', i64: 'int64', flag: 'bool' } as const;
    for (const name of constants) {
      graph.output(graph.node('Identity', [name], [`${name}.out`]), types[name as keyof typeof types], [2]);
    }
    graph.initializer('two', 'int64', [1], [2]);
    graph.node('ConstantOfShape', ['two'], ['sevens'], { value: tensor('float32', [1], [7]) });
    graph.output('sevens', 'float32', [2]);
    graph.node('Pad', ['x', graph.initializer('pads', 'int64', [2], [1, 0])], ['padded'], { mode: string('edge') });
    graph.output('padded', 'float32', [3]);
    graph.node('Constant', [], ['list'], { value_floats: floats([0.5, 1.5]) });
    graph.output('list', 'float32', [2]);
    graph.node('Unsqueeze', ['x', graph.initializer('axes', 'int64', [1], [0])], ['row']);
    graph.node('Transpose', ['row'], ['column'], { perm: ints([1, 0]) });
    graph.output('column', 'float32', [2, 1]);

    const out = await run(graph, { x: new Tensor('float32', [5, 6], [2]) });
    const values = Object.fromEntries(
      Object.entries(out).map(([name, { data }]) => [name, Array.from(data as Float32Array, Number)]),
    );
    expect(values).toEqual({
      'u8.out': [0, 255],
      'i8.out': [-128, 127],
      'i32.out': [-2_147_483_648, 2_147_483_647],
      'i64.out': [-1, 2 ** 40],
      'f32.out': [Math.fround(0.1), -3],
      'flag.out': [0, 1],
      sevens: [7, 7],
      padded: [5, 5, 6],
      list: [0.5, 1.5],
      column: [5, 6],
    });
  });

  it('gives the same bytes for the same calls', () => {
    expect(small().encode()).toEqual(small().encode());
  });

  it('says the version of every operator set that it uses', () => {
    const graph = new OnnxGraph('domains');
    graph.input('x', 'float32', [1]);
    graph.node('Gelu', ['x'], ['y'], {}, { domain: 'com.microsoft' });
    graph.output('y', 'float32', [1]);
    const { opsetImport } = ModelProto.toObject(ModelProto.decode(graph.encode()), { longs: Number, defaults: true });
    expect(opsetImport).toEqual([
      { domain: '', version: 17 },
      { domain: 'com.microsoft', version: 1 },
    ]);
  });

  it('can be described from its bytes', () => {
    expect(describeOnnx(small().encode())).toEqual({
      inputs: [{ name: 'x', shape: [2, 3] }],
      outputs: [{ name: 'y', shape: [3, 1] }],
      operators: new Map([
        ['Add', 1],
        ['Reshape', 1],
        ['Gemm', 1],
      ]),
    });
  });

  it('refuses what would not load: undefined tensors, names taken twice, wrong sizes, no output', () => {
    const graph = new OnnxGraph('wrong');
    expect(() => graph.encode()).toThrow('wrong: it has no output');
    graph.input('x', 'float32', [1]);
    expect(() => graph.node('Add', ['x', 'nowhere'], ['y'])).toThrow(
      'Add number 0: nothing defines its tensor nowhere',
    );
    expect(() => graph.output('y', 'float32', [1])).toThrow('the model ends: nothing defines its tensor y');
    expect(() => graph.initializer('x', 'float32', [1], [0])).toThrow('x: it is defined twice');
    expect(() => graph.initializer('w', 'float32', [2, 2], [1, 2, 3])).toThrow('w: 3 values for the shape [2, 2]');
    expect(() => graph.node('Relu', ['x'], [''])).toThrow('a tensor has no name');
  });
});
