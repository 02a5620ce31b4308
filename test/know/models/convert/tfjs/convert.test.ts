import { describe, expect, it } from 'vitest';
import { inOnnx, inTfjs, largestDifference } from '../../../../../fixtures/tfjs-reference.ts';
import { convertTfjs } from '../../../../../src/know/models/convert/tfjs/convert.ts';
import { ints, type SmallConstant, type SmallNode, smallModel, text, texts, waves } from './graphs.ts';

const SHAPE = [1, 7, 6, 4] as const;
const PIXELS = Float32Array.from(waves(7 * 6 * 4, 1.3), (value) => value * 8);

/** Graphs of one operator or two; each ends at `y`. */
type Case = [what: string, constants: Record<string, SmallConstant>, nodes: Record<string, SmallNode>];

const filter = { shape: [3, 3, 4, 5], values: waves(180) };
const bias = { shape: [5], values: waves(5, 2) };
const axes = { shape: [2], values: [1, 2], int: true };
const conv = (padding: string, stride: number, dilation = 1) => ({
  strides: ints(1, stride, stride, 1),
  dilations: ints(1, dilation, dilation, 1),
  padding: text(padding),
  data_format: text('NHWC'),
});
const fused = (...ops: string[]) => ({ fused_ops: texts(...ops), num_args: { i: '1' }, epsilon: { f: 0 } });
const pool = { ksize: ints(1, 3, 3, 1), strides: ints(1, 2, 2, 1), padding: text('SAME'), data_format: text('NHWC') };
const one = (op: string, attr: object = {}): Record<string, SmallNode> => ({ y: { op, inputs: ['x'], attr } });

const CASES: Case[] = [
  ['Conv2D, SAME, stride 2', { filter }, { y: { op: 'Conv2D', inputs: ['x', 'filter'], attr: conv('SAME', 2) } }],
  ['Conv2D, VALID', { filter }, { y: { op: 'Conv2D', inputs: ['x', 'filter'], attr: conv('VALID', 1) } }],
  ['Conv2D, dilated', { filter }, { y: { op: 'Conv2D', inputs: ['x', 'filter'], attr: conv('VALID', 1, 2) } }],
  ...[['BiasAdd'], ['BiasAdd', 'Relu'], ['BiasAdd', 'Relu6'], ['BiasAdd', 'Sigmoid']].map(
    (ops): Case => [
      `_FusedConv2D with ${ops.join(', ')}`,
      { filter, bias },
      { y: { op: '_FusedConv2D', inputs: ['x', 'filter', 'bias'], attr: { ...conv('SAME', 1), ...fused(...ops) } } },
    ],
  ),
  [
    'DepthwiseConv2dNative with two filters a channel',
    { filter: { shape: [3, 3, 4, 2], values: waves(72) } },
    { y: { op: 'DepthwiseConv2dNative', inputs: ['x', 'filter'], attr: conv('SAME', 1) } },
  ],
  [
    'FusedDepthwiseConv2dNative, stride 2',
    { filter: { shape: [3, 3, 4, 1], values: waves(36) }, bias: { shape: [4], values: waves(4) } },
    {
      y: {
        op: 'FusedDepthwiseConv2dNative',
        inputs: ['x', 'filter', 'bias'],
        attr: { ...conv('SAME', 2), ...fused('BiasAdd', 'Relu') },
      },
    },
  ],
  ...['Add', 'AddV2', 'Sub', 'Mul', 'RealDiv', 'Maximum', 'Minimum'].map(
    (op): Case => [
      `${op} with a vector`,
      { v: { shape: [4], values: [1, 2, 3, 4] } },
      { y: { op, inputs: ['x', 'v'] } },
    ],
  ),
  ['Mul with a number first', { v: { shape: [], values: [3] } }, { y: { op: 'Mul', inputs: ['v', 'x'] } }],
  ['BiasAdd', { v: { shape: [4], values: waves(4) } }, { y: { op: 'BiasAdd', inputs: ['x', 'v'] } }],
  ...['Relu', 'Relu6', 'Sigmoid', 'Tanh', 'Exp', 'Softmax', 'Identity'].map((op): Case => [op, {}, one(op)]),
  ['MaxPool', {}, one('MaxPool', pool)],
  ['AvgPool', {}, one('AvgPool', pool)],
  ['Mean, kept', { axes }, { y: { op: 'Mean', inputs: ['x', 'axes'], attr: { keep_dims: { b: true } } } }],
  ['Mean, gone', { axes }, { y: { op: 'Mean', inputs: ['x', 'axes'], attr: { keep_dims: { b: false } } } }],
  [
    'ConcatV2 of channels',
    { axis: { shape: [], values: [-1], int: true } },
    {
      r: { op: 'Relu', inputs: ['x'] },
      y: { op: 'ConcatV2', inputs: ['x', 'r', 'axis'], attr: { N: { i: '2' } } },
    },
  ],
  ...[
    ['corners and pixel centres not aligned', false, false],
    ['corners aligned', true, false],
    ['pixel centres aligned', false, true],
  ].map(
    ([what, corners, centres]): Case => [
      `ResizeBilinear, ${what}`,
      { size: { shape: [2], values: [14, 9], int: true } },
      {
        y: {
          op: 'ResizeBilinear',
          inputs: ['x', 'size'],
          attr: { align_corners: { b: corners }, half_pixel_centers: { b: centres } },
        },
      },
    ],
  ),
  [
    'ResizeNearestNeighbor',
    { size: { shape: [2], values: [14, 12], int: true } },
    { y: { op: 'ResizeNearestNeighbor', inputs: ['x', 'size'] } },
  ],
];

describe('a TensorFlow.js graph, converted', () => {
  it.each(CASES)('gives what TensorFlow.js gives: %s', async (_, constants, nodes) => {
    const model = smallModel(SHAPE, constants, nodes);
    const [theirs, ours] = [await inTfjs(model, ['y']), await inOnnx(model, ['y'])];
    const expected = theirs(PIXELS, SHAPE).get('y')!;
    const found = (await ours(PIXELS, SHAPE)).get('y')!;
    const scale = Math.max(1, ...expected.map(Math.abs));
    expect(largestDifference(expected, found) / scale).toBeLessThan(1e-5);
  });

  it('is the same bytes each time', () => {
    const { json, weights } = smallModel(SHAPE, {}, one('Relu'));
    const [a, b] = [1, 2].map(() => convertTfjs(json, weights, { outputs: ['y'] }));
    expect(a).toEqual(b);
  });

  it('may end before what cannot be converted', () => {
    const { json, weights } = smallModel(
      SHAPE,
      {},
      { y: { op: 'Relu', inputs: ['x'] }, z: { op: 'TopKV2', inputs: ['y'] } },
    );
    expect(convertTfjs(json, weights, { outputs: ['y'] }).length).toBeGreaterThan(0);
    expect(() => convertTfjs(json, weights, { outputs: ['z'] })).toThrow(
      'convert TensorFlow.js model TopKV2 at z: this operator is not supported',
    );
  });

  it.each([
    ['a name that the graph lacks', ['nothing'], /nothing: the graph has no node of this name/],
    ['an input that is no constant', ['y'], /Conv2D at y: its input 1 is not a constant/],
  ])('is refused for %s', (_, outputs, message) => {
    const nodes = { y: { op: 'Conv2D', inputs: ['x', 'x'], attr: conv('SAME', 1) } };
    const { json, weights } = smallModel(SHAPE, {}, nodes);
    expect(() => convertTfjs(json, weights, { outputs })).toThrow(message);
  });

  it('is refused for layers models and weights of another model', () => {
    expect(() => convertTfjs({ format: 'layers-model' }, new Uint8Array(), { outputs: ['y'] })).toThrow(
      /read TensorFlow.js model/,
    );
    const { json, weights } = smallModel(SHAPE, { v: { shape: [4], values: waves(4) } }, one('Relu'));
    expect(() => convertTfjs(json, weights.subarray(1), { outputs: ['y'] })).toThrow('the weights end before it does');
    expect(() => convertTfjs(json, Buffer.concat([weights, weights]), { outputs: ['y'] })).toThrow(
      '16 bytes belong to no entry',
    );
  });
});
