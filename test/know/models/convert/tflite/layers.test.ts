import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TestModel } from './build.ts';
import { naiveConv } from './naive.ts';
import { runModel } from './run.ts';

const CONV_2D = 3;
const DEPTHWISE_CONV_2D = 4;
const FULLY_CONNECTED = 9;
const RELU6 = 3;

interface Case {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly units: number;
  readonly kernel: number;
  readonly stride: number;
  readonly same: boolean;
  readonly depthwise: boolean;
  readonly seed: number;
}

const cases = fc.record({
  height: fc.integer({ min: 3, max: 7 }),
  width: fc.integer({ min: 3, max: 7 }),
  channels: fc.integer({ min: 1, max: 4 }),
  units: fc.integer({ min: 1, max: 3 }),
  kernel: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 2 }),
  same: fc.boolean(),
  depthwise: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

/** Whole numbers from low to high, the same ones for the same seed. */
function numbers(count: number, low: number, high: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return low + (state % (high - low + 1));
  });
}

/** The model of a case, with tensors as `kinds` say, and what stands in it. */
function convolution(given: Case, kind: 'float32' | 'uint8' | 'int8', perChannel: boolean) {
  const { height, width, channels, kernel, stride, same, depthwise, seed } = given;
  const units = depthwise ? channels : given.units;
  const [low, high] = kind === 'int8' ? [-128, 127] : [0, 255];
  const shape = [1, same ? Math.ceil(height / stride) : Math.ceil((height - kernel + 1) / stride)];
  shape.push(same ? Math.ceil(width / stride) : Math.ceil((width - kernel + 1) / stride), units);
  const weightShape = depthwise ? [1, kernel, kernel, channels] : [units, kernel, kernel, channels];
  const real = kind === 'float32';
  const weights = numbers(
    weightShape.reduce((a, b) => a * b),
    real ? -9 : low,
    real ? 9 : high,
    seed,
  );
  const bias = numbers(units, -900, 900, seed + 1);
  const input = numbers(height * width * channels, low, high, seed + 2);
  const scales = Array.from({ length: perChannel ? units : 1 }, (_, i) => 0.01 * (i + 1));
  const zeros = { input: low + 100, weights: perChannel ? 0 : low + 131, output: low + 120 };
  const axis = depthwise ? 3 : 0;
  const quantised = (scale: number | number[], zero: number) => (real ? {} : { scale, zero });
  const model: TestModel = {
    tensors: [
      { name: 'x', shape: [1, height, width, channels], type: kind, ...quantised(0.02, zeros.input) },
      { name: 'w', shape: weightShape, type: kind, data: weights, axis, ...quantised(scales, zeros.weights) },
      { name: 'b', shape: [units], type: real ? 'float32' : 'int32', data: bias },
      { name: 'y', shape, type: kind, ...quantised(0.25, zeros.output) },
    ],
    operators: [
      {
        code: depthwise ? DEPTHWISE_CONV_2D : CONV_2D,
        inputs: ['x', 'w', 'b'],
        outputs: ['y'],
        options: depthwise
          ? [{ int8: same ? 0 : 1 }, { int32: stride }, { int32: stride }, { int32: 1 }, { int8: 0 }]
          : [{ int8: same ? 0 : 1 }, { int32: stride }, { int32: stride }, { int8: 0 }],
      },
    ],
    inputs: ['x'],
    outputs: ['y'],
  };
  return { model, weights, bias, input, scales, zeros, units, low, high };
}

describe('convolutions', () => {
  it('are those of TensorFlow on floats', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const { model, weights, bias, input } = convolution(given, 'float32', false);
        const shape = [given.height, given.width, given.channels] as const;
        expect(await runModel(model, input)).toEqual(naiveConv({ ...given, input, shape, weights, bias }));
      }),
      { numRuns: 12 },
    );
  });

  it.each([
    ['uint8', false],
    ['int8', false],
    ['int8', true],
  ] as const)('are exact on %s (a scale for each channel: %s)', async (kind, perChannel) => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const made = convolution(given, kind, perChannel);
        const { input, weights, bias, zeros, units, low, high } = made;
        const sums = naiveConv({
          ...given,
          shape: [given.height, given.width, given.channels],
          input: input.map((value) => value - zeros.input),
          weights: weights.map((value) => value - zeros.weights),
          bias,
        });
        const expected = sums.map((sum, i) => {
          const steps = (sum * 0.02 * made.scales[perChannel ? i % units : 0]!) / 0.25;
          return Math.min(high, Math.max(low, steps + zeros.output)) - zeros.output;
        });
        const reals = input.map((value) => (value - zeros.input) * 0.02);
        const found = (await runModel(made.model, reals)).map((value) => value / 0.25);
        // Rounded to a whole step: what lies in the middle may go either way.
        found.forEach((steps, i) => {
          expect(Math.abs(steps - expected[i]!)).toBeLessThan(0.5001);
        });
      }),
      { numRuns: 12 },
    );
  });

  it('clip at the activation where the range of the output does not', async () => {
    const { model, input, zeros } = convolution(
      { height: 4, width: 4, channels: 2, units: 2, kernel: 3, stride: 1, same: true, depthwise: false, seed: 5 },
      'uint8',
      false,
    );
    const reals = input.map((value) => (value - zeros.input) * 0.02);
    const plain = await runModel(model, reals);
    const [operator] = model.operators;
    const options = [...operator!.options!.slice(0, 3), { int8: RELU6 }];
    const clipped = await runModel({ ...model, operators: [{ ...operator!, options }] }, reals);
    expect(Math.max(...plain)).toBeGreaterThan(6);
    expect(Math.min(...plain)).toBeLessThan(0);
    expect(clipped).toEqual(plain.map((value) => Math.min(6, Math.max(0, value))));
  });
});

describe('FULLY_CONNECTED', () => {
  it('takes a picture in rows of its values, channels last', async () => {
    const y = await runModel(
      {
        tensors: [
          { name: 'x', shape: [1, 1, 2, 2] },
          { name: 'w', shape: [2, 4], data: [1, 10, 100, 1000, 0, 0, 0, -1] },
          { name: 'b', shape: [2], data: [0.5, 1] },
          { name: 'y', shape: [1, 2] },
        ],
        operators: [{ code: FULLY_CONNECTED, inputs: ['x', 'w', 'b'], outputs: ['y'], options: [{ int8: 1 }] }],
        inputs: ['x'],
        outputs: ['y'],
      },
      [1, 2, 3, 4],
    );
    expect(y).toEqual([4321.5, 0]);
  });

  it('takes the float16 weights of a depthwise convolution through DEQUANTIZE', async () => {
    const y = await runModel(
      {
        tensors: [
          { name: 'x', shape: [1, 1, 2, 2] },
          // 1, 2, 0.5, -2 as binary16: two places of two channels.
          { name: 'half', type: 'float16', shape: [1, 1, 2, 2], data: [0x3c00, 0x4000, 0x3800, 0xc000] },
          { name: 'w', shape: [1, 1, 2, 2] },
          { name: 'y', shape: [1, 1, 1, 2] },
        ],
        operators: [
          { code: 6, inputs: ['half'], outputs: ['w'] },
          {
            code: DEPTHWISE_CONV_2D,
            inputs: ['x', 'w'],
            outputs: ['y'],
            options: [{ int8: 1 }, { int32: 1 }, { int32: 1 }],
          },
        ],
        inputs: ['x'],
        outputs: ['y'],
      },
      [1, 2, 3, 4],
    );
    expect(y).toEqual([1 + 1.5, 4 - 8]);
  });

  it('does without a bias, and takes float16 weights through DEQUANTIZE', async () => {
    const y = await runModel(
      {
        tensors: [
          { name: 'x', shape: [1, 3] },
          // 1, -2, 0.5 as binary16.
          { name: 'half', type: 'float16', shape: [1, 3], data: [0x3c00, 0xc000, 0x3800] },
          { name: 'w', shape: [1, 3] },
          { name: 'y', shape: [1, 1] },
        ],
        operators: [
          { code: 6, inputs: ['half'], outputs: ['w'] },
          { code: FULLY_CONNECTED, inputs: ['x', 'w', ''], outputs: ['y'] },
        ],
        inputs: ['x'],
        outputs: ['y'],
      },
      [10, 20, 30],
    );
    expect(y).toEqual([-15]);
  });
});
