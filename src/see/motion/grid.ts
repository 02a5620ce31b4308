import type { Point } from '../../base/domain.ts';
import { inside } from '../../base/geometry.ts';

/** How many cells the small grey picture has, about: 160 x 90 at 16:9. A bird of 20 px at 1280x720 covers 2 to 3 a side. */
const CELLS = 14_400;

/**
 * The small grey picture that motion is looked for in: `cols * rows` cells, row by row. Each cell is read at four pixels
 * of the Y plane, placed so that a mirrored frame gives exactly the mirrored picture.
 */
export interface Grid {
  /** Pixels in a line of the frame. */
  readonly width: number;
  readonly cols: number;
  readonly rows: number;
  /** Pixel columns of the left and the right pixels, one each a column of cells. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Byte offsets of the upper and the lower pixel rows, one each a row of cells. */
  readonly upper: Int32Array;
  readonly lower: Int32Array;
  /** 1 where a cell's centre lies in a mask. */
  readonly masked: Uint8Array;
  /** Cells that are looked at. */
  readonly open: number;
}

/** Lays a grid over frames of `width` x `height` pixels. Masks are polygons in fractions of the frame. */
export function makeGrid(width: number, height: number, masks: readonly (readonly Point[])[] = []): Grid {
  const cell = Math.max(2, Math.sqrt((width * height) / CELLS));
  const cols = Math.max(1, Math.round(width / cell));
  const rows = Math.max(1, Math.round(height / cell));
  const [left, right] = pairs(width, cols);
  const [upper, lower] = pairs(height, rows);
  const masked = new Uint8Array(cols * rows);
  for (let i = 0; i < masked.length; i++) {
    const at: Point = [((i % cols) + 0.5) / cols, (Math.floor(i / cols) + 0.5) / rows];
    if (masks.some((mask) => inside(at, mask))) masked[i] = 1;
  }
  return {
    width,
    cols,
    rows,
    left,
    right,
    upper: upper.map((y) => y * width),
    lower: lower.map((y) => y * width),
    masked,
    open: masked.reduce((sum, m) => sum + 1 - m, 0),
  };
}

/** Two pixels for each of `count` equal parts of `length` pixels, at about 1/4 and 3/4, symmetric about the middle. */
function pairs(length: number, count: number): [near: Int32Array, far: Int32Array] {
  const near = new Int32Array(count);
  const far = new Int32Array(count);
  for (let i = 0; i < count; i++) near[i] = Math.min(length - 1, Math.ceil(((i + 0.25) * length) / count - 0.5));
  for (let i = 0; i < count; i++) far[i] = length - 1 - near[count - 1 - i]!;
  return [near, far];
}
