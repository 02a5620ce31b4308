import { type Detection, isAnimal, type Kind } from '../../base/domain.ts';
import { assign } from './assignment.ts';
import { type Place, toPlace } from './course.ts';
import type { Outlook, Reach } from './hypotheses.ts';

/** What association asks of a track. */
export interface Seeker {
  readonly kind: Kind;
  readonly confirmed: boolean;
  /** True if its place was looked at in this frame, so that not finding it is news. */
  readonly looked: boolean;
  readonly outlook: Outlook;
}

/** A track found again in a detection; indices into what was handed in. */
export interface Match {
  readonly seeker: number;
  readonly detection: number;
}

/** Surprise at a known track that is looked at and not found: detectors miss a fifth. */
const MISS = -2 * Math.log(0.2);
/** A detector takes a bird for a mammal now and then, and an animal for a person or vehicle rarely. */
const OTHER_ANIMAL = 3;
const OTHER_KIND = 12;

/**
 * Surprise at a detection that belongs to no track: how many such a frame has, spread evenly over its area (frame
 * heights²) and over log sizes (a span of e³ each way).
 * @param density new animals and false detections a frame and frame height²
 */
export function surpriseOfNew(density: number): number {
  return -2 * Math.log(density / 9);
}

/**
 * The likeliest one-to-one matches of tracks and detections: each pair costs its surprise less that of the other
 * explanation, "the track was missed and the detection is new"; a pair that explains worse is not matched. Pairs so
 * compete for the whole frame at once, and no distance has to be chosen as a gate.
 * @param nothing surprise of a detection that belongs to no track; see {@link surpriseOfNew}
 */
export function associate(
  seekers: readonly Seeker[],
  detections: readonly Detection[],
  aspect: number,
  nothing: number,
  reach: Reach,
): Match[] {
  const places: Place[] = detections.map((d) => toPlace(d.box, aspect));
  const costs = seekers.map((seeker) => {
    const other = nothing + (seeker.confirmed && seeker.looked ? MISS : 0);
    return detections.map((detection, j) => {
      const surprise = seeker.outlook.surprise(places[j]!, reach) + kindPenalty(seeker.kind, detection.kind);
      return Math.min(0, surprise - other);
    });
  });
  const matches: Match[] = [];
  for (const [seeker, detection] of assign(costs).entries()) {
    if (detection >= 0 && costs[seeker]![detection]! < 0) matches.push({ seeker, detection });
  }
  return matches;
}

function kindPenalty(a: Kind, b: Kind): number {
  if (a === b) return 0;
  return isAnimal(a) && isAnimal(b) ? OTHER_ANIMAL : OTHER_KIND;
}
