import { type Box, type Detection, isAnimal } from '../../base/domain.ts';
import { containment, iou } from '../../base/geometry.ts';
import { STARTS_FROM } from '../../see/track/tracker.ts';

/** What two detectors found of the animals in one picture. */
export interface Finds {
  /** One animal that both found, each with its box. */
  readonly both: readonly { readonly present: Detection; readonly candidate: Detection }[];
  readonly presentOnly: readonly Detection[];
  readonly candidateOnly: readonly Detection[];
  /** Further boxes of one side around an animal that the other side has one box around. */
  readonly doubled: { readonly present: readonly Detection[]; readonly candidate: readonly Detection[] };
}

/** Overlap (intersection over union) from which two boxes are of one animal; detectors draw them differently. */
const SAME = 0.3;
/** From here on a box lies in another one: a part of an animal, boxed again. */
const PART = 0.7;

/**
 * Holds against each other what two detectors found in one picture: animals alone, from the score on from which a track may begin. Each box
 * is of one animal, those that overlap most first. Pure.
 */
export function findsOf(present: readonly Detection[], candidate: readonly Detection[]): Finds {
  const [left, right] = [animals(present), animals(candidate)];
  const pairs = left
    .flatMap((one) => right.map((other) => ({ present: one, candidate: other, overlap: iou(one.box, other.box) })))
    .filter(({ overlap }) => overlap >= SAME)
    .sort((a, b) => b.overlap - a.overlap);
  const both: { present: Detection; candidate: Detection }[] = [];
  const paired = new Set<Detection>();
  for (const { present, candidate } of pairs) {
    if (paired.has(present) || paired.has(candidate)) continue;
    both.push({ present, candidate });
    paired.add(present).add(candidate);
  }
  const rest = (of: readonly Detection[], others: readonly Detection[]) => {
    const alone = of.filter((one) => !paired.has(one));
    const around = (one: Detection) => others.some((other) => paired.has(other) && isOne(one.box, other.box));
    return { only: alone.filter((one) => !around(one)), doubled: alone.filter(around) };
  };
  const [of, by] = [rest(left, right), rest(right, left)];
  return {
    ...{ both, presentOnly: of.only, candidateOnly: by.only },
    doubled: { present: of.doubled, candidate: by.doubled },
  };
}

/** Whether a detector found the animal in a box. */
export function isFound(box: Box, found: readonly Detection[]): boolean {
  return animals(found).some((one) => isOne(one.box, box));
}

function animals(found: readonly Detection[]): Detection[] {
  return found.filter(({ kind, score }) => isAnimal(kind) && score >= STARTS_FROM);
}

function isOne(a: Box, b: Box): boolean {
  return iou(a, b) >= SAME || containment(a, b) >= PART;
}
