import type { Box, Detection } from '../../base/domain.ts';
import { area, clip, containment, iou } from '../../base/geometry.ts';

/** Points on each side of the grid by which coverage is measured. */
const GRID = 5;

/** Share of a box's visible part, 0 to 1, that lies in any of the boxes looked at. 0 for a box out of the frame. */
export function covered(box: Box, looked: readonly Box[]): number {
  const seen = clip(box);
  if (area(seen) === 0) return 0;
  let hits = 0;
  for (let i = 0; i < GRID; i++) {
    for (let j = 0; j < GRID; j++) {
      const x = seen.x + ((i + 0.5) / GRID) * seen.w;
      const y = seen.y + ((j + 0.5) / GRID) * seen.h;
      if (looked.some((l) => x >= l.x && x <= l.x + l.w && y >= l.y && y <= l.y + l.h)) hits++;
    }
  }
  return hits / GRID ** 2;
}

/** Share of a box, 0 to 1, that lies in the frame. */
export function visible(box: Box): number {
  return area(box) > 0 ? area(clip(box)) / area(box) : 0;
}

/** Boxes that share so much of both together are one. */
const SAME_IOU = 0.6;
/**
 * A box of which so much lies in another one of its kind is a part of that animal: a detector boxes a belly with the legs under it too,
 * which the box of the whole bird cuts off. Of two birds of a size it boxes none that hide each other that far.
 */
const PART = 0.75;

/**
 * True if two boxes of one frame look like one animal seen twice: nearly the same box, or, of one kind, a part inside
 * the whole. A bird on a buffalo's back lies in its box as well, but is of another kind and much smaller.
 */
export function doubles(a: Pick<Detection, 'box' | 'kind'>, b: Pick<Detection, 'box' | 'kind'>): boolean {
  return iou(a.box, b.box) >= SAME_IOU || (a.kind === b.kind && containment(a.box, b.box) >= PART);
}
