import sharp from 'sharp';
import type { Frame } from '../../../src/base/domain.ts';
import type { Cut } from '../../../src/base/pixels.ts';

/** A crop that is red all over: Y 81, U 90, V 240. */
export function red(width: number, height: number): Cut {
  const data = new Uint8Array((width * height * 3) / 2).fill(81, 0, width * height);
  data.fill(90, width * height, (width * height * 5) / 4);
  data.fill(240, (width * height * 5) / 4);
  return { region: { x: 0, y: 0, w: 1, h: 1 }, width, height, data };
}

/**
 * A photograph as a camera would deliver it: at most `width` pixels wide, planar YUV 4:2:0 at limited range.
 * The inverse of BT.601-7 in plain floats, so that it shares no arithmetic with what it tests.
 */
export async function frameOf(file: string | Buffer, width = 1280): Promise<Frame> {
  const { data, info } = await sharp(file)
    .resize({ width, withoutEnlargement: true })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return toFrame(data, info.width, info.height);
}

/** Interleaved RGB to a frame; an odd last row or column is left out. */
function toFrame(rgb: Uint8Array, stride: number, rows: number): Frame {
  const width = stride & ~1;
  const height = rows & ~1;
  const data = new Uint8Array((width * height * 3) / 2);
  const u = width * height;
  const v = u + u / 4;
  const at = (x: number, y: number, channel: number) => rgb[(y * stride + x) * 3 + channel]!;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data[y * width + x] = Math.round(
        16 + (65.481 * at(x, y, 0) + 128.553 * at(x, y, 1) + 24.966 * at(x, y, 2)) / 255,
      );
  for (let y = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2) {
      const mean = (channel: number) =>
        (at(x, y, channel) + at(x + 1, y, channel) + at(x, y + 1, channel) + at(x + 1, y + 1, channel)) / 4;
      const i = (y / 2) * (width / 2) + x / 2;
      data[u + i] = Math.round(128 + (-37.797 * mean(0) - 74.203 * mean(1) + 112 * mean(2)) / 255);
      data[v + i] = Math.round(128 + (112 * mean(0) - 93.786 * mean(1) - 18.214 * mean(2)) / 255);
    }
  return { camera: 'test', seq: 0, at: 0, width, height, data };
}
