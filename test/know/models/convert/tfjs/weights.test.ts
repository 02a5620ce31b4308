import { describe, expect, it } from 'vitest';
import { fromHalf, readWeights } from '../../../../../src/know/models/convert/tfjs/weights.ts';

describe('the weights of a TensorFlow.js model', () => {
  it.each([
    ['zero', 0x0000, 0],
    ['one', 0x3c00, 1],
    ['minus two', 0xc000, -2],
    ['the largest', 0x7bff, 65504],
    ['the smallest normal', 0x0400, 2 ** -14],
    ['the smallest of all', 0x0001, 2 ** -24],
    ['a third, nearly', 0x3555, 0.333251953125],
    ['infinity', 0x7c00, Number.POSITIVE_INFINITY],
    ['no number', 0x7e00, Number.NaN],
  ])('hold half floats: %s', (_, bits, value) => {
    expect(fromHalf(bits)).toBe(value);
  });

  it('follow one another, each packed in its own way', () => {
    const bytes = new Uint8Array([0, 0x3c, 0, 0xc0, 7, 0, 0, 0, 0, 255, 10, 0]);
    const found = readWeights(
      [
        { name: 'half', shape: [2], dtype: 'float32', quantization: { dtype: 'float16' } },
        { name: 'whole', shape: [], dtype: 'int32' },
        { name: 'byte', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } },
        { name: 'short', shape: [1], dtype: 'float32', quantization: { dtype: 'uint16', scale: 2, min: 1 } },
      ],
      bytes,
    );
    expect([...found].map(([name, { data }]) => [name, [...data]])).toEqual([
      ['half', [1, -2]],
      ['whole', [7]],
      ['byte', [-1, 126.5]],
      ['short', [21]],
    ]);
  });

  it('are named where their type is not known', () => {
    expect(() => readWeights([{ name: 'words', shape: [1], dtype: 'string' }], new Uint8Array(4))).toThrow(
      'read TensorFlow.js weights words: its type string is not supported',
    );
  });
});
