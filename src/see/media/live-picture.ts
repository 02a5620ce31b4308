import type { Box, Frame } from '../../base/domain.ts';
import { clip } from '../../base/geometry.ts';
import { type Cut, cut } from '../../base/pixels.ts';
import { encode } from './jpeg.ts';

/** Good enough to tell a bird by, at a third of the bytes of a crop's; measured in docs/live-view.md. */
const QUALITY = 60;
/** A patch is a quarter larger than its box on each side: who walks is no longer quite where a glance before saw them. */
const MARGIN = 0.25;

/** A frame as it is shown at once: JPEG, at most so wide. */
export interface LiveJpeg {
  readonly width: number;
  readonly height: number;
  readonly jpeg: Uint8Array;
}

/**
 * Makes a frame into a picture that may be shown. Its pixels are read before this returns.
 * @param width that it has at most, in pixels
 * @param hidden where people are, or may be, as fractions of the frame: patches in which nobody is known
 */
export async function livePicture(frame: Frame, width: number, hidden: readonly Box[]): Promise<LiveJpeg> {
  const by = Math.ceil(frame.width / width);
  const small = by === 1 ? cut(frame, { x: 0, y: 0, w: 1, h: 1 }) : reduced(frame, by);
  const { bytes } = await encode(small, hidden.map(grown), QUALITY);
  return { width: small.width, height: small.height, jpeg: bytes };
}

function grown({ x, y, w, h }: Box): Box {
  return clip({ x: x - MARGIN * w, y: y - MARGIN * h, w: w * (1 + 2 * MARGIN), h: h * (1 + 2 * MARGIN) });
}

/**
 * A frame made smaller: each pixel is the mean of `by` x `by`. Up to `2 * by - 1` pixels at the right and at the bottom are left out,
 * so that the sides are even. A copy.
 */
export function reduced({ data, width, height }: Pick<Frame, 'data' | 'width' | 'height'>, by: number): Cut {
  const w = 2 * Math.floor(width / by / 2);
  const h = 2 * Math.floor(height / by / 2);
  const region = { x: 0, y: 0, w: (w * by) / width, h: (h * by) / height };
  const to = new Uint8Array((w * h * 3) / 2);
  const chroma = { stride: width / 2, width: w / 2, height: h / 2 };
  const u = width * height;
  shrink(data, { start: 0, stride: width, width: w, height: h }, by, to, 0);
  shrink(data, { start: u, ...chroma }, by, to, w * h);
  shrink(data, { start: u + u / 4, ...chroma }, by, to, w * h + (w * h) / 4);
  return { region, width: w, height: h, data: to };
}

/** Where a plane lies, and how large it becomes. */
interface Plane {
  readonly start: number;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

function shrink(
  from: Uint8Array,
  { start, stride, width, height }: Plane,
  by: number,
  to: Uint8Array,
  at: number,
): void {
  const sums = new Uint32Array(width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let row = 0; row < by; row++) {
      let i = start + (y * by + row) * stride;
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let column = 0; column < by; column++) sum += from[i++]!;
        sums[x]! += sum;
      }
    }
    for (let x = 0; x < width; x++) to[at + y * width + x] = sums[x]! / (by * by);
  }
}
