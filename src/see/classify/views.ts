import type { Box } from '../../base/domain.ts';
import { type Cut, cut } from '../../base/pixels.ts';

/** A crop of a track: pixels with some surroundings, and where in the frame the animal is. */
export interface CropToName {
  readonly at: number;
  /** The animal's box as fractions of the frame. */
  readonly box: Box;
  readonly cut: Cut;
  /** How much it counts: larger, sharper and surer is more; only ratios matter. */
  readonly quality: number;
}

/**
 * The pictures of one crop that a classifier sees, each square unless the frame's edge cuts it. Every second one is
 * mirrored: a name that survives neither that nor another margin is not to be trusted.
 * @param margins one picture each: room around the animal on each side, as a fraction of its longer side
 */
export function viewsOf({ cut: piece, box }: CropToName, margins: readonly number[]): Cut[] {
  return margins.map((margin, i) => {
    const view = cut({ ...piece, ...UNPLACED }, square(piece, box, margin));
    return i % 2 === 1 ? mirror(view) : view;
  });
}

/** What a frame has besides its pixels; a cut of a cut needs none of it. */
const UNPLACED = { camera: '', seq: 0, at: 0 };

/** Side that a classifier needs at least, pixels. */
const LEAST = 4;

/** The square in pixels around the animal, as fractions of the cut, moved inward where the cut ends. */
function square({ region, width, height }: Cut, box: Box, margin: number): Box {
  const perX = width / region.w;
  const perY = height / region.h;
  const side = Math.max(LEAST, Math.max(box.w * perX, box.h * perY) * (1 + 2 * margin));
  const w = Math.min(width, side);
  const h = Math.min(height, side);
  const left = (box.x + box.w / 2 - region.x) * perX - w / 2;
  const top = (box.y + box.h / 2 - region.y) * perY - h / 2;
  const x = Math.min(width - w, Math.max(0, left));
  const y = Math.min(height - h, Math.max(0, top));
  return { x: x / width, y: y / height, w: w / width, h: h / height };
}

/** The same picture seen in a mirror. */
export function mirror({ region, width, height, data }: Cut): Cut {
  const out = new Uint8Array(data.length);
  const luma = width * height;
  const rows = (start: number, stride: number, count: number) => {
    for (let row = 0; row < count; row++) {
      const from = start + row * stride;
      out.set(data.slice(from, from + stride).reverse(), from);
    }
  };
  rows(0, width, height);
  rows(luma, width / 2, height);
  return { region, width, height, data: out };
}
