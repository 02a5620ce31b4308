import { describe, expect, it } from 'vitest';
import type { TestOperator, TestTensor } from './build.ts';
import { runModel } from './run.ts';

type Options = TestOperator['options'];

/** Runs one operator on x; more inputs are constants. */
function one(code: number, x: TestTensor, y: TestTensor, values: number[], options?: Options, more: TestTensor[] = []) {
  const operator = { code, inputs: [x.name, ...more.map(({ name }) => name)], outputs: [y.name] };
  return runModel(
    {
      tensors: [x, ...more, y],
      operators: [options ? { ...operator, options } : operator],
      inputs: [x.name],
      outputs: [y.name],
    },
    values,
  );
}

const x = (...shape: number[]): TestTensor => ({ name: 'x', shape });
const y = (...shape: number[]): TestTensor => ({ name: 'y', shape });
const axes = (...data: number[]): TestTensor => ({ name: 'axes', type: 'int32', shape: [data.length], data });

/** uint8 in steps of 0.5, zero at 100: from -50 to 77.5. */
const bytes = (tensor: TestTensor): TestTensor => ({ ...tensor, type: 'uint8', scale: 0.5, zero: 100 });
/** int8 in steps of 0.25, zero at -28: from -25 to 38.75. */
const signed = (tensor: TestTensor): TestTensor => ({ ...tensor, type: 'int8', scale: 0.25, zero: -28 });

/** Padding (0 SAME, 1 VALID), stride 2, window 2. */
const pool = (padding: number): Options => [{ int8: padding }, { int32: 2 }, { int32: 2 }, { int32: 2 }, { int32: 2 }];
const NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9];

describe.each([
  ['float32', (tensor: TestTensor) => tensor],
  ['uint8', bytes],
  ['int8', signed],
])('on %s', (_, kind) => {
  it('ADD and MUL broadcast over channels', async () => {
    const more = [constant(kind, [2], [2, 4])];
    const shape = [1, 1, 2, 2];
    expect(await one(0, kind(x(...shape)), kind(y(...shape)), [1, 2, 3, 4], [{ int8: 0 }], more)).toEqual([3, 6, 5, 8]);
    expect(await one(18, kind(x(...shape)), kind(y(...shape)), [1, 2, 3, 4], [{ int8: 0 }], more)).toEqual([
      2, 8, 6, 16,
    ]);
  });

  it('ADD ends with RELU6', async () => {
    const more = [constant(kind, [1, 3], [0, 0, 5])];
    expect(await one(0, kind(x(1, 3)), kind(y(1, 3)), [-3, 2, 4], [{ int8: 3 }], more)).toEqual([0, 2, 6]);
  });

  it('AVERAGE_POOL_2D does not count the padding', async () => {
    expect(await one(1, kind(x(1, 3, 3, 1)), kind(y(1, 2, 2, 1)), NINE, pool(0))).toEqual([3, 4.5, 7.5, 9]);
    expect(await one(1, kind(x(1, 3, 3, 1)), kind(y(1, 1, 1, 1)), NINE, pool(1))).toEqual([3]);
  });

  it('MAX_POOL_2D', async () => {
    expect(await one(17, kind(x(1, 3, 3, 1)), kind(y(1, 2, 2, 1)), NINE, pool(0))).toEqual([5, 6, 8, 9]);
  });

  it('MEAN over height and width, kept or not, and over channels', async () => {
    const values = [1, 10, 2, 20, 3, 30, 6, 0];
    expect(await one(40, kind(x(1, 2, 2, 2)), kind(y(1, 2)), values, [{ int8: 0 }], [axes(1, 2)])).toEqual([3, 15]);
    expect(await one(40, kind(x(1, 2, 2, 2)), kind(y(1, 1, 1, 2)), values, [{ int8: 1 }], [axes(1, 2)])).toEqual([
      3, 15,
    ]);
    const channels = await one(40, kind(x(1, 2, 2, 2)), kind(y(1, 2, 2)), values, [{ int8: 0 }], [axes(-1)]);
    expect(channels).toEqual([5.5, 11, 16.5, 3]);
  });

  it('PAD with zeros, each axis by its own', async () => {
    const paddings = { name: 'p', type: 'int32', shape: [4, 2], data: [0, 0, 1, 0, 0, 1, 0, 0] } as const;
    const padded = await one(34, kind(x(1, 1, 2, 2)), kind(y(1, 2, 3, 2)), [1, 2, 3, 4], [], [paddings]);
    expect(padded).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0]);
  });

  it('RESHAPE keeps the order of the source, channels last', async () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(await one(22, kind(x(1, 2, 2, 2)), kind(y(1, 8)), values)).toEqual(values);
    expect(await one(22, kind(x(1, 8)), kind(y(1, 2, 2, 2)), values)).toEqual(values);
    expect(await one(22, kind(x(1, 2, 2, 2)), kind(y(1, 1, 4, 2)), values)).toEqual(values);
    expect(await one(43, kind(x(1, 1, 1, 4)), kind(y(4)), [1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
  });

  it('RELU, RELU6 and RELU_N1_TO_1', async () => {
    const values = [-9, -0.5, 0, 3, 8];
    expect(await one(19, kind(x(1, 5)), kind(y(1, 5)), values)).toEqual([0, 0, 0, 3, 8]);
    expect(await one(21, kind(x(1, 5)), kind(y(1, 5)), values)).toEqual([0, 0, 0, 3, 6]);
    expect(await one(20, kind(x(1, 5)), kind(y(1, 5)), values)).toEqual([-1, -0.5, 0, 1, 1]);
  });

  it('CONCATENATION over channels', async () => {
    const k = constant(kind, [1, 1, 2, 1], [7, 8]);
    const joined = await one(2, kind(x(1, 1, 2, 2)), kind(y(1, 1, 2, 3)), [1, 2, 3, 4], [{ int32: -1 }], [k]);
    expect(joined).toEqual([1, 2, 7, 3, 4, 8]);
  });

  it('LOGISTIC and TANH, to a step of the output', async () => {
    const values = [-2, 0, 1];
    const fine = (tensor: TestTensor) => (tensor.type ? { ...tensor, scale: 1 / 128, zero: kind(x()).zero! } : tensor);
    const logistic = await one(14, kind(x(1, 3)), fine(kind(y(1, 3))), values);
    const tanh = await one(28, kind(x(1, 3)), fine(kind(y(1, 3))), values);
    values.forEach((value, i) => {
      expect(Math.abs(logistic[i]! - 1 / (1 + Math.exp(-value)))).toBeLessThan(1 / 128);
      expect(
        Math.abs(tanh[i]! - (kind(x()).type ? Math.max(-100 / 128, Math.tanh(value)) : Math.tanh(value))),
      ).toBeLessThan(1 / 64);
    });
  });

  it('SOFTMAX with beta, over the last axis', async () => {
    const out: TestTensor = kind(y(1, 3)).type ? { ...y(1, 3), type: 'uint8', scale: 1 / 256, zero: 0 } : y(1, 3);
    const found = await one(25, kind(x(1, 3)), out, [0, 1, 2], [{ float32: 2 }]);
    const powers = [0, 2, 4].map(Math.exp);
    const sum = powers.reduce((a, b) => a + b);
    found.forEach((value, i) => {
      expect(Math.abs(value - powers[i]! / sum)).toBeLessThan(kind(x()).type ? 1 / 256 : 1e-6);
    });
  });
});

it('QUANTIZE and DEQUANTIZE go from any scale to any other', async () => {
  const found = await runModel(
    {
      tensors: [x(1, 3), bytes({ name: 'q', shape: [1, 3] }), signed({ name: 'r', shape: [1, 3] }), y(1, 3)],
      operators: [
        { code: 114, inputs: ['x'], outputs: ['q'] },
        { code: 114, inputs: ['q'], outputs: ['r'] },
        { code: 6, inputs: ['r'], outputs: ['y'] },
      ],
      inputs: ['x'],
      outputs: ['y'],
    },
    [1.5, -60, 70],
  );
  expect(found).toEqual([1.5, -25, 38.75]);
});

it('CONCATENATION of parts with different scales', async () => {
  const coarse = (tensor: TestTensor): TestTensor => ({ ...tensor, type: 'uint8', scale: 1, zero: 3 });
  const k = constant(coarse, [1, 2], [7, 8]);
  expect(await one(2, bytes(x(1, 2)), bytes(y(1, 4)), [1, 2], [{ int32: 1 }], [k])).toEqual([1, 2, 7, 8]);
});

/** A constant k that stands for real values. */
function constant(kind: (tensor: TestTensor) => TestTensor, shape: number[], values: number[]): TestTensor {
  const { scale = 1, zero = 0 } = kind(x());
  return kind({ name: 'k', shape, data: values.map((value) => value / Number(scale) + Number(zero)) });
}
