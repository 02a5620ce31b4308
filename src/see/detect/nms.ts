import { isAnimal } from '../../base/domain.ts';
import type { RawBox } from './head.ts';

/** From which overlap two boxes show the same thing. */
export interface Suppression {
  /** Intersection over union, 0 to 1. */
  readonly same: number;
  /** Share of a weaker box that lies in a better one, 0 to 1: a part of it, as a wing, a head, the half behind a stalk. */
  readonly part: number;
}

/** What YOLOX was published with, and a part that suits its boxes. */
const DEFAULT: Suppression = { same: 0.45, part: 0.8 };

/**
 * Greedy non-maximum suppression: of boxes that overlap, or lie in one another, the one with the higher score stays. Bird and mammal compete,
 * because a box of both is one animal that the model is unsure of; person and vehicle each only with their own kind, as
 * a rider overlaps the bicycle.
 * @returns what stays, best first
 */
export function suppress(boxes: readonly RawBox[], by = DEFAULT): RawBox[] {
  const kept: RawBox[] = [];
  for (const box of [...boxes].sort(byScore)) {
    if (!kept.some((better) => compete(better, box) && isSame(better, box, by))) kept.push(box);
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

function isSame(better: RawBox, box: RawBox, { same, part }: Suppression): boolean {
  const w = Math.min(better.x2, box.x2) - Math.max(better.x1, box.x1);
  const h = Math.min(better.y2, box.y2) - Math.max(better.y1, box.y1);
  if (w <= 0 || h <= 0) return false;
  const shared = w * h;
  const own = area(box);
  return shared > same * (area(better) + own - shared) || shared > part * own;
}

function area(box: RawBox): number {
  return (box.x2 - box.x1) * (box.y2 - box.y1);
}
