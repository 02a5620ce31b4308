import { z } from 'zod';
import { type Detection, KINDS, type Kind } from '../../../base/domain.ts';
import { iou } from '../../../base/geometry.ts';

/** What a classifier gives for a golden crop: its raw output. */
export const goldenScores = z.array(z.number()).min(1);

const fraction = z.number().min(0).max(1);
/** What a detector gives for a golden crop: its boxes from a score of 0.1 on, as fractions of the crop. */
export const goldenDetections = z.array(
  z.strictObject({
    box: z.strictObject({ x: fraction, y: fraction, w: fraction, h: fraction }),
    kind: z.enum(KINDS as [Kind, ...Kind[]]),
    score: fraction,
  }),
);

/** Boxes that are weaker than this may come and go between machines; no track begins with one. */
const WEAK = 0.25;
/** How much of a box must be where it must be (intersection over union). */
const SAME = 0.9;

/**
 * Whether a classifier's output is what it must be: each number within `tolerance` times the larger of 1 and the largest of the
 * expected output, so that machines with other arithmetic pass.
 * @returns where it is off, in words; undefined where it is not
 */
export function scoresDiffer(
  given: ArrayLike<number>,
  expected: readonly number[],
  tolerance: number,
): string | undefined {
  if (given.length !== expected.length) return `${given.length} numbers instead of ${expected.length}`;
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  let worst = -1;
  let most = tolerance * largest;
  for (const [i, value] of expected.entries()) {
    const off = Math.abs(given[i]! - value);
    // What is no number is no more right than a wrong one.
    if (off <= most) continue;
    worst = i;
    most = Number.isNaN(off) ? Number.POSITIVE_INFINITY : off;
  }
  return worst < 0 ? undefined : `output ${worst} is ${given[worst]!} instead of ${expected[worst]!}`;
}

/**
 * Whether a detector's boxes are what they must be: each that is no weak one stands in the other list with the same kind, in
 * the same place, with a score that is at most `tolerance` plus a twentieth off.
 * @returns what is off, in words; undefined where nothing is
 */
export function detectionsDiffer(
  given: readonly Detection[],
  expected: readonly Detection[],
  tolerance: number,
): string | undefined {
  const lost = expected.find((box) => box.score >= WEAK && !hasLike(given, box, tolerance));
  if (lost) return `no ${describe(lost)}`;
  const more = given.find((box) => box.score >= WEAK + tolerance && !hasLike(expected, box, tolerance));
  return more && `a ${describe(more)} that is not expected`;
}

function hasLike(boxes: readonly Detection[], { box, kind, score }: Detection, tolerance: number): boolean {
  return boxes.some(
    (other) => other.kind === kind && iou(other.box, box) >= SAME && Math.abs(other.score - score) <= tolerance + 0.05,
  );
}

function describe({ box, kind, score }: Detection): string {
  const [x, y] = [box.x + box.w / 2, box.y + box.h / 2].map((at) => at.toFixed(2));
  return `${kind} of ${score.toFixed(2)} around ${x}, ${y}`;
}
