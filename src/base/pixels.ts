import type { Box, Frame } from './domain.ts';
import { clip } from './geometry.ts';

/** A rectangle cut from a frame, still planar YUV 4:2:0. */
export interface Cut {
  /** Where it was cut, snapped outward to even pixels, as fractions of the frame. */
  readonly region: Box;
  /** Pixels; both even. */
  readonly width: number;
  readonly height: number;
  /** `width * height` bytes of Y, a quarter of that of U, then of V. A copy: it outlives the frame. */
  readonly data: Uint8Array;
}

/** Cuts the part of a frame that a box covers. The box is clipped to the frame first; at least 2x2 pixels come back. */
export function cut(frame: Frame, box: Box): Cut {
  const inner = clip(box);
  const left = Math.min(frame.width - 2, even(Math.floor(inner.x * frame.width)));
  const top = Math.min(frame.height - 2, even(Math.floor(inner.y * frame.height)));
  const right = Math.min(frame.width, even(Math.ceil((inner.x + inner.w) * frame.width) + 1));
  const bottom = Math.min(frame.height, even(Math.ceil((inner.y + inner.h) * frame.height) + 1));
  const width = Math.max(2, right - left);
  const height = Math.max(2, bottom - top);
  const data = new Uint8Array((width * height * 3) / 2);
  let to = copyPlane(frame.data, 0, frame.width, left, top, width, height, data, 0);
  const chroma = frame.width / 2;
  const u = frame.width * frame.height;
  const v = u + u / 4;
  to = copyPlane(frame.data, u, chroma, left / 2, top / 2, width / 2, height / 2, data, to);
  copyPlane(frame.data, v, chroma, left / 2, top / 2, width / 2, height / 2, data, to);
  const region = { x: left / frame.width, y: top / frame.height, w: width / frame.width, h: height / frame.height };
  return { region, width, height, data };
}

const even = (value: number) => value & ~1;

function copyPlane(
  from: Uint8Array,
  start: number,
  stride: number,
  left: number,
  top: number,
  width: number,
  height: number,
  to: Uint8Array,
  at: number,
): number {
  let target = at;
  for (let row = 0; row < height; row++) {
    const source = start + (top + row) * stride + left;
    to.set(from.subarray(source, source + width), target);
    target += width;
  }
  return target;
}

/**
 * Planar YUV to interleaved RGB, 8 bits each: BT.601 at limited range, which is what cameras send and ffmpeg's
 * yuv420p means. Integer form of ITU-R BT.601-7, 8 fractional bits.
 */
export function toRgb(picture: { width: number; height: number; data: Uint8Array }): Uint8Array {
  const { width, height, data } = picture;
  const u = width * height;
  const v = u + u / 4;
  const rgb = new Uint8ClampedArray(u * 3);
  for (let y = 0, i = 0, o = 0; y < height; y++) {
    const row = (y >> 1) * (width >> 1);
    for (let x = 0; x < width; x++, i++, o += 3) {
      const c = 298 * (data[i]! - 16) + 128;
      const d = data[u + row + (x >> 1)]! - 128;
      const e = data[v + row + (x >> 1)]! - 128;
      rgb[o] = (c + 409 * e) >> 8;
      rgb[o + 1] = (c - 100 * d - 208 * e) >> 8;
      rgb[o + 2] = (c + 516 * d) >> 8;
    }
  }
  return new Uint8Array(rgb.buffer);
}

/**
 * Interleaved RGB, 8 bits each, to planar YUV 4:2:0, the inverse of `toRgb`: BT.601 at limited range in integers of 16
 * fractional bits, each pair of chroma the mean of its four pixels.
 * @param picture width and height even; `3 * width * height` bytes
 */
export function fromRgb(picture: { width: number; height: number; data: Uint8Array }): Uint8Array {
  const { width, height, data: rgb } = picture;
  const yuv = new Uint8Array((width * height * 3) / 2);
  const row = 3 * width;
  for (let i = 0, p = 0; i < width * height; i++, p += 3)
    yuv[i] = ((16_829 * rgb[p]! + 33_039 * rgb[p + 1]! + 6_416 * rgb[p + 2]! + 32_768) >> 16) + 16;
  let u = width * height;
  let v = u + u / 4;
  for (let y = 0; y < height; y += 2)
    for (let x = 0, p = y * row; x < width; x += 2, p += 6, u++, v++) {
      const r = rgb[p]! + rgb[p + 3]! + rgb[p + row]! + rgb[p + row + 3]!;
      const g = rgb[p + 1]! + rgb[p + 4]! + rgb[p + row + 1]! + rgb[p + row + 4]!;
      const b = rgb[p + 2]! + rgb[p + 5]! + rgb[p + row + 2]! + rgb[p + row + 5]!;
      yuv[u] = ((-9_714 * r - 19_070 * g + 28_784 * b + 131_072) >> 18) + 128;
      yuv[v] = ((28_784 * r - 24_103 * g - 4_681 * b + 131_072) >> 18) + 128;
    }
  return yuv;
}

/**
 * How sharp a picture is: the mean absolute Laplacian of Y, in grey levels. Blurred crops of a moving animal score
 * near 1, crisp ones above 5. Pixels are taken two apart, which is enough to rank crops of one track.
 */
export function sharpness(picture: { width: number; height: number; data: Uint8Array }): number {
  const { width, height, data } = picture;
  let sum = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y += 2)
    for (let x = 1; x < width - 1; x += 2, count++) {
      const i = y * width + x;
      sum += Math.abs(4 * data[i]! - data[i - 1]! - data[i + 1]! - data[i - width]! - data[i + width]!);
    }
  return count > 0 ? sum / count : 0;
}
