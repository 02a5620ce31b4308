import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../src/base/domain.ts';
import { cut, fromRgb, sharpness, toRgb } from '../../src/base/pixels.ts';
import { flat } from '../frames.ts';

/** A frame whose Y tells its column and row, U and V their own. */
function graded(width: number, height: number): Frame {
  const data = new Uint8Array((width * height * 3) / 2);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = (x + 7 * y) & 255;
  const u = width * height;
  for (let y = 0; y < height / 2; y++)
    for (let x = 0; x < width / 2; x++) {
      data[u + (y * width) / 2 + x] = x;
      data[u + u / 4 + (y * width) / 2 + x] = y;
    }
  return { camera: 'c', seq: 0, at: 0, width, height, data };
}

describe('cut', () => {
  it('takes luma and chroma of the same place', () => {
    const piece = cut(graded(64, 32), { x: 0.5, y: 0.25, w: 0.25, h: 0.5 });
    expect([piece.width, piece.height]).toEqual([16, 16]);
    expect(piece.region).toEqual({ x: 0.5, y: 0.25, w: 0.25, h: 0.5 });
    expect(piece.data[0]).toBe((32 + 7 * 8) & 255);
    expect(piece.data[256]).toBe(16);
    expect(piece.data[256 + 64]).toBe(4);
  });

  it('covers the box, stays in the frame and is even, whatever the box', () => {
    const part = fc.double({ min: -0.5, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(part, part, part, part, (x, y, w, h) => {
        const piece = cut(graded(64, 32), { x, y, w, h });
        expect(piece.width % 2).toBe(0);
        expect(piece.height % 2).toBe(0);
        expect(piece.data.length).toBe((piece.width * piece.height * 3) / 2);
        expect(piece.region.x).toBeGreaterThanOrEqual(0);
        expect(piece.region.x + piece.region.w).toBeLessThanOrEqual(1);
        expect(piece.region.y + piece.region.h).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('toRgb', () => {
  it.each([
    [16, 128, 128, [0, 0, 0]],
    [235, 128, 128, [255, 255, 255]],
    [81, 90, 240, [255, 0, 0]],
    [145, 54, 34, [0, 255, 0]],
    [41, 240, 110, [0, 0, 255]],
  ])('Y %i U %i V %i is %j within 2', (y, u, v, expected) => {
    const rgb = toRgb(flat(2, 2, y, u, v));
    for (const [channel, value] of expected.entries()) expect(Math.abs(rgb[channel]! - value)).toBeLessThanOrEqual(2);
  });
});

describe('fromRgb', () => {
  const colour = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 255 })));

  it('gives a colour that toRgb makes the same again, within what limited range can hold', () => {
    fc.assert(
      fc.property(colour, (rgb) => {
        const data = new Uint8Array(Array.from({ length: 4 }, () => rgb).flat());
        const back = toRgb({ width: 2, height: 2, data: fromRgb({ width: 2, height: 2, data }) });
        for (const [i, value] of back.entries()) expect(Math.abs(value - rgb[i % 3]!)).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('is BT.601-7 in floats, within 1, and chroma is the mean of its four pixels', () => {
    fc.assert(
      fc.property(fc.tuple(colour, colour, colour, colour), (pixels) => {
        const yuv = fromRgb({ width: 2, height: 2, data: new Uint8Array(pixels.flat()) });
        const [r, g, b] = [0, 1, 2].map((channel) => pixels.reduce((sum, pixel) => sum + pixel[channel]!, 0) / 4);
        const expected = [
          ...pixels.map(([r, g, b]) => 16 + (65.481 * r! + 128.553 * g! + 24.966 * b!) / 255),
          128 + (-37.797 * r! - 74.203 * g! + 112 * b!) / 255,
          128 + (112 * r! - 93.786 * g! - 18.214 * b!) / 255,
        ];
        for (const [i, value] of expected.entries()) expect(Math.abs(yuv[i]! - value)).toBeLessThan(1);
      }),
    );
  });
});

describe('sharpness', () => {
  it('is 0 for a flat picture and larger for a crisp edge', () => {
    expect(sharpness(flat(16, 16))).toBe(0);
    expect(sharpness(graded(64, 32))).toBeGreaterThan(0);
  });
});
