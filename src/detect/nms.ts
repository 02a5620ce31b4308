import { isAnimal } from '../domain.ts';
import type { RawBox } from './head.ts';

/** Boxes of one kind that overlap by this much are the same thing; the value YOLOX was published with. */
const SAME = 0.45;

/**
 * Greedy non-maximum suppression: of boxes that overlap, the one with the higher score stays. Bird and mammal compete,
 * because a box of both is one animal that the model is unsure of; person and vehicle each only with their own kind, as
 * a rider overlaps the bicycle.
 * @returns what stays, best first
 */
export function suppress(boxes: readonly RawBox[], limit = SAME): RawBox[] {
  const kept: RawBox[] = [];
  for (const box of [...boxes].sort(byScore)) {
    if (!kept.some((better) => compete(better, box) && overlap(better, box) > limit)) kept.push(box);
  }
  return kept;
}

/** Best first; ties by place, so that the answer does not depend on the order of the input. */
function byScore(a: RawBox, b: RawBox): number {
  return b.score - a.score || a.x1 - b.x1 || a.y1 - b.y1;
}

function compete(a: RawBox, b: RawBox): boolean {
  return a.kind === b.kind || (isAnimal(a.kind) && isAnimal(b.kind));
}

function overlap(a: RawBox, b: RawBox): number {
  const w = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const h = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  if (w <= 0 || h <= 0) return 0;
  const shared = w * h;
  return shared / ((a.x2 - a.x1) * (a.y2 - a.y1) + (b.x2 - b.x1) * (b.y2 - b.y1) - shared);
}
