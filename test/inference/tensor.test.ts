import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLetterbox } from '../../src/inference/tensor.ts';

const SIZE = 64;

/** BT.601-7 at limited range in plain floats. */
function rgbOf(y: number, u: number, v: number): number[] {
  const l = (255 / 219) * (y - 16);
  const [cb, cr] = [(255 / 224) * (u - 128), (255 / 224) * (v - 128)];
  return [l + 1.402 * cr, l - 0.344136 * cb - 0.714136 * cr, l + 1.772 * cb].map((x) => Math.min(255, Math.max(0, x)));
}

function flat(width: number, height: number, y: number, u: number, v: number): Uint8Array {
  const data = new Uint8Array((width * height * 3) / 2).fill(y);
  data.fill(u, width * height, (width * height * 5) / 4);
  data.fill(v, (width * height * 5) / 4);
  return data;
}

const sides = fc.integer({ min: 2, max: 70 }).map((half) => half * 2);
const byte = fc.integer({ min: 0, max: 255 });

describe('the letterbox', () => {
  it('gives a flat colour its RGB and pads the rest, whatever the shape', () => {
    const tensor = new Float32Array(3 * SIZE * SIZE);
    const letterbox = createLetterbox(SIZE, 'bgr', 114, tensor);
    fc.assert(
      fc.property(sides, sides, byte, byte, byte, (width, height, y, u, v) => {
        const { scaleX, scaleY } = letterbox(flat(width, height, y, u, v), width, height);
        const [across, down] = [Math.round(width * scaleX), Math.round(height * scaleY)];
        expect(Math.max(across, down)).toBe(SIZE);
        const bgr = rgbOf(y, u, v).reverse();
        for (let channel = 0; channel < 3; channel++)
          for (let row = 0; row < SIZE; row++)
            for (let x = 0; x < SIZE; x += x < across - 1 ? 5 : 1) {
              const want = row < down && x < across ? bgr[channel]! : 114;
              const got = tensor[(channel * SIZE + row) * SIZE + x]!;
              if (Math.abs(got - want) > 2) expect({ channel, row, x, got }).toEqual({ channel, row, x, got: want });
            }
      }),
      { numRuns: 60 },
    );
  });

  it('orders the planes as the model wants them', () => {
    const tensor = new Float32Array(3 * SIZE * SIZE);
    // Pure blue: Y 41, U 240, V 110.
    createLetterbox(SIZE, 'rgb', 0, tensor)(flat(8, 8, 41, 240, 110), 8, 8);
    expect([0, 1, 2].map((channel) => tensor[channel * SIZE * SIZE]! > 200)).toEqual([false, false, true]);
  });

  it('is bilinear with pixel centres aligned', () => {
    const size = 32;
    const tensor = new Float32Array(3 * size * size);
    const letterbox = createLetterbox(size, 'bgr', 114, tensor);
    fc.assert(
      fc.property(fc.constantFrom(8, 20, 32, 48, 64), fc.infiniteStream(byte), (side, bytes) => {
        const data = flat(side, side, 16, 128, 128);
        for (let i = 0; i < side * side; i++) data[i] = bytes.next().value as number;
        letterbox(data, side, side);
        const at = (x: number, y: number) => data[Math.min(side - 1, y) * side + Math.min(side - 1, x)]!;
        for (let row = 0; row < size; row++)
          for (let column = 0; column < size; column++) {
            const x = Math.min(side - 1, Math.max(0, ((column + 0.5) * side) / size - 0.5));
            const y = Math.min(side - 1, Math.max(0, ((row + 0.5) * side) / size - 0.5));
            const [x0, y0] = [Math.floor(x), Math.floor(y)];
            const top = at(x0, y0) * (1 - x + x0) + at(x0 + 1, y0) * (x - x0);
            const bottom = at(x0, y0 + 1) * (1 - x + x0) + at(x0 + 1, y0 + 1) * (x - x0);
            const want = rgbOf(top * (1 - y + y0) + bottom * (y - y0), 128, 128)[0]!;
            // Weights have 7 bits: at most 1/256 of the full range each way, and rounding.
            expect(Math.abs(tensor[row * size + column]! - want)).toBeLessThan(3.5);
          }
      }),
      { numRuns: 20 },
    );
  });
});
