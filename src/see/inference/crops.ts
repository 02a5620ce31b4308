import type { Frame, Region } from '../../base/domain.ts';
import { type Cut, cut } from '../../base/pixels.ts';

/** A crop that is more than this many times larger than the model's input is halved before it is sent. */
const MUCH = 2;

/**
 * Cuts a region from a frame for a model whose input is `size` pixels wide. Where twice as many pixels as the model
 * can see would be sent, every 2x2 are averaged into one: less to send, and no finer detail is lost than the model's
 * own scaling would lose, without its aliasing.
 */
export function cropFor(frame: Frame, region: Region, size: number): Cut {
  let crop = cut(frame, atLeast(frame, region));
  while (Math.max(crop.width, crop.height) >= MUCH * size && crop.width % 4 === 0 && crop.height % 4 === 0)
    crop = halve(crop);
  return crop;
}

/**
 * A crop made smaller for a classifier whose input is `size` pixels wide: 2x2 pixels are averaged into one while its
 * longer side stays as large as the input, since interpolation alone would skip pixels. A last column or row that has no partner is left out.
 */
export function shrink(crop: Cut, size: number): Cut {
  let small = crop;
  while (Math.max(small.width, small.height) >= MUCH * size && Math.min(small.width, small.height) >= 8)
    small = halve(trim(small));
  return small;
}

/** The crop without the columns and rows that make its width or height no multiple of 4. */
function trim(crop: Cut): Cut {
  const width = crop.width & ~3;
  const height = crop.height & ~3;
  if (width === crop.width && height === crop.height) return crop;
  const { data } = cut(
    { ...crop, camera: '', seq: 0, at: 0 },
    { x: 0, y: 0, w: width / crop.width, h: height / crop.height },
  );
  return { region: crop.region, width, height, data };
}

/** The tensor's interpolation wants two colour samples each way, that is 4 pixels; nothing smaller shows an animal. */
function atLeast(frame: Frame, { box }: Region) {
  const w = Math.max(box.w, 4 / frame.width);
  const h = Math.max(box.h, 4 / frame.height);
  return { x: Math.min(Math.max(0, box.x), 1 - w), y: Math.min(Math.max(0, box.y), 1 - h), w, h };
}

/** Half the width and height, each 2x2 pixels averaged; the region stays. */
function halve({ region, width, height, data }: Cut): Cut {
  const out = new Uint8Array(data.length / 4);
  const luma = width * height;
  const chroma = luma / 4;
  halvePlane(data, 0, width, height, out, 0);
  halvePlane(data, luma, width / 2, height / 2, out, luma / 4);
  halvePlane(data, luma + chroma, width / 2, height / 2, out, (luma + chroma) / 4);
  return { region, width: width / 2, height: height / 2, data: out };
}

function halvePlane(from: Uint8Array, start: number, width: number, height: number, to: Uint8Array, at: number): void {
  let target = at;
  for (let y = 0; y < height; y += 2) {
    let a = start + y * width;
    let b = a + width;
    for (let x = 0; x < width; x += 2, a += 2, b += 2)
      to[target++] = (from[a]! + from[a + 1]! + from[b]! + from[b + 1]! + 2) >> 2;
  }
}
