import { type Box, type Detection, isAnimal } from '../../base/domain.ts';
import { containment, intersection, iou } from '../../base/geometry.ts';

/** What was found in one region of a frame; boxes in fractions of the frame. */
export interface RegionResult {
  readonly region: Box;
  readonly detections: readonly Detection[];
}

/** Boxes of two regions that overlap by this much show the same thing; looser than within a region, as crops differ. */
const SAME_IOU = 0.45;
/** The smaller of two boxes lies in the larger by this much: a part beside its whole, where one of them was cut. */
const PART_OF = 0.7;
/** A box that ends this close to an edge of its region, as a share of the region's side, was cut by it. */
const NEAR_EDGE = 0.03;

interface Candidate extends Detection {
  readonly region: number;
  /** True where an edge of the region, not of the frame, cuts the box. */
  readonly cut: boolean;
}

/**
 * Merges what overlapping regions of one frame found. Whole boxes go first, then cut ones, each best first; a box is
 * dropped if a better one is the same thing. A cut box is the same thing also where it lies mostly in the better one:
 * half a bird overlaps the whole bird little by IoU. Boxes of the same region have been suppressed and stay apart.
 * @returns detections, best score first
 */
export function merge(results: readonly RegionResult[]): Detection[] {
  const candidates = results.flatMap(({ region, detections }, index) =>
    detections.map((detection): Candidate => ({ ...detection, region: index, cut: isCut(detection.box, region) })),
  );
  candidates.sort(
    (a, b) => Number(a.cut) - Number(b.cut) || b.score - a.score || a.box.x - b.box.x || a.box.y - b.box.y,
  );
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    if (!kept.some((better) => isSame(better, candidate))) kept.push(candidate);
  }
  return kept
    .map(({ box, kind, score }) => ({ box, kind, score }))
    .sort((a, b) => b.score - a.score || a.box.x - b.box.x || a.box.y - b.box.y);
}

function isSame(better: Candidate, worse: Candidate): boolean {
  if (better.region === worse.region) return false;
  if (better.kind !== worse.kind && !(isAnimal(better.kind) && isAnimal(worse.kind))) return false;
  if (intersection(better.box, worse.box) === 0) return false;
  return iou(better.box, worse.box) > SAME_IOU || (worse.cut && containment(better.box, worse.box) > PART_OF);
}

/** True if the box touches an edge of its region that is not an edge of the frame. */
function isCut(box: Box, region: Box): boolean {
  const dx = region.w * NEAR_EDGE;
  const dy = region.h * NEAR_EDGE;
  return (
    (region.x > dx && box.x - region.x < dx) ||
    (region.y > dy && box.y - region.y < dy) ||
    (region.x + region.w < 1 - dx && region.x + region.w - (box.x + box.w) < dx) ||
    (region.y + region.h < 1 - dy && region.y + region.h - (box.y + box.h) < dy)
  );
}
