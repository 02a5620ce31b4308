import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { RoostError } from '../../../../../src/base/errors.ts';
import { describeOnnx } from '../../../../../src/know/models/convert/onnx/describe.ts';
import { convertTflite } from '../../../../../src/know/models/convert/tflite/convert.ts';
import { buildTflite, type TestModel } from './build.ts';

/** A quantised convolution, a pool, a layer and a softmax, as the classifiers have them. */
const CLASSIFIER: TestModel = {
  tensors: [
    { name: 'picture', shape: [1, 8, 8, 3], type: 'uint8', scale: 1 / 128, zero: 128 },
    { name: 'w', shape: [4, 3, 3, 3], type: 'uint8', scale: 0.02, zero: 120, data: Array(108).fill(130) },
    { name: 'b', shape: [4], type: 'int32', scale: 0.02 / 128, data: [1, 2, 3, 4] },
    { name: 'conv', shape: [1, 4, 4, 4], type: 'uint8', scale: 6 / 255, zero: 0 },
    { name: 'pool', shape: [1, 1, 1, 4], type: 'uint8', scale: 6 / 255, zero: 0 },
    { name: 'v', shape: [2, 4], type: 'uint8', scale: 0.02, zero: 120, data: [1, 2, 3, 4, 5, 6, 7, 8] },
    { name: 'logits', shape: [1, 2], type: 'uint8', scale: 0.1, zero: 90 },
    { name: 'scores', shape: [1, 2], type: 'uint8', scale: 1 / 256, zero: 0 },
  ],
  operators: [
    {
      code: 3,
      inputs: ['picture', 'w', 'b'],
      outputs: ['conv'],
      options: [{ int8: 0 }, { int32: 2 }, { int32: 2 }, { int8: 3 }],
    },
    {
      code: 1,
      inputs: ['conv'],
      outputs: ['pool'],
      options: [{ int8: 1 }, { int32: 1 }, { int32: 1 }, { int32: 4 }, { int32: 4 }],
    },
    { code: 9, inputs: ['pool', 'v', ''], outputs: ['logits'], options: [{ int8: 0 }] },
    { code: 25, inputs: ['logits'], outputs: ['scores'], options: [{ float32: 1 }] },
  ],
  inputs: ['picture'],
  outputs: ['scores'],
};

describe('convertTflite', () => {
  it('takes a picture as NCHW and keeps the names of the source', () => {
    const { inputs, outputs } = describeOnnx(convertTflite(buildTflite(CLASSIFIER)));
    expect(inputs).toEqual([{ name: 'picture', shape: [1, 3, 8, 8] }]);
    expect(outputs).toEqual([{ name: 'scores', shape: [1, 2] }]);
  });

  it('ends at the tensors that are named, in their order, without what comes after them', () => {
    const { outputs, operators } = describeOnnx(
      convertTflite(buildTflite(CLASSIFIER), { outputs: ['logits', 'pool'] }),
    );
    expect(outputs).toEqual([
      { name: 'logits', shape: [1, 2] },
      { name: 'pool', shape: [1, 1, 1, 4] },
    ]);
    expect(operators.has('Softmax')).toBe(false);
  });

  it('lets onnxruntime run its 8-bit kernels', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'roost-convert-'));
    try {
      const optimizedModelFilePath = join(folder, 'optimised.onnx');
      const bytes = convertTflite(buildTflite(CLASSIFIER), { outputs: ['logits'] });
      await InferenceSession.create(bytes, { graphOptimizationLevel: 'extended', optimizedModelFilePath });
      const { operators } = describeOnnx(await readFile(optimizedModelFilePath));
      // What the model is given and gives is float32; nothing between is.
      expect(Object.fromEntries(operators)).toMatchObject({
        QuantizeLinear: 1,
        QLinearConv: 1,
        QLinearAveragePool: 1,
        QGemm: 1,
        DequantizeLinear: 1,
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('gives the same bytes for the same file', () => {
    expect(convertTflite(buildTflite(CLASSIFIER))).toEqual(convertTflite(buildTflite(CLASSIFIER)));
  });

  it('says which tensors there are where an output is not', () => {
    expect(() => convertTflite(buildTflite(CLASSIFIER), { outputs: ['logit'] })).toThrow(
      'tensor logit: the model has no tensor of that name. The last ones are: pool, logits, scores',
    );
    expect(() => convertTflite(buildTflite(CLASSIFIER), { outputs: ['w'] })).toThrow('w: no operator computes it');
  });

  it.each([
    [{ code: 23 }, 'operator 3 (RESIZE_BILINEAR to scores): the operator is not supported'],
    [{ code: 130 }, 'operator 3 (operator code 130 to scores): the operator is not supported'],
    [{ code: 32, custom: 'TFLite_Detection' }, 'operator 3 (CUSTOM TFLite_Detection to scores): the operator is not'],
    [{ code: 34 }, 'operator 3 (PAD to scores): it has no input 1'],
  ])('names an operator that it cannot convert, with its place: %o', (changed, message) => {
    const operators = CLASSIFIER.operators.with(3, { ...CLASSIFIER.operators[3]!, ...changed });
    const bytes = buildTflite({ ...CLASSIFIER, operators });
    expect(() => convertTflite(bytes)).toThrow(message);
    expect(() => convertTflite(bytes, { outputs: ['logits'] })).not.toThrow();
  });

  it('refuses what is no TFLite file', () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(7), new TextEncoder().encode('<html>not found</html>')]) {
      expect(() => convertTflite(bytes)).toThrow('it does not begin as a TFLite file does');
    }
  });

  it('finds files that are truncated or damaged, and fails in no other way', () => {
    const whole = buildTflite(CLASSIFIER);
    const fails = (bytes: Uint8Array) => {
      try {
        convertTflite(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(RoostError);
      }
    };
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        fails(whole.subarray(0, length));
      }),
      { numRuns: 300 },
    );
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        fails(bytes);
      }),
      { numRuns: 2000 },
    );
  });
});
