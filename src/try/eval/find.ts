import { type Box, type Detection, type Frame, isAnimal } from '../../base/domain.ts';
import { iou } from '../../base/geometry.ts';
import type { Detector } from '../../see/inference/detector.ts';

/** An animal in a picture counts from this score on: what a tracker would take for one at first sight. */
const FOUND = 0.25;
/** Room around what was found for the second, closer look, in its own sizes on each side. */
const ROOM = 0.5;
const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 };

/**
 * The animal that a picture shows best: looked for in the whole picture, then once more in a square around it, as a
 * box's looks at motion and tracks would see it.
 * @returns undefined where there is none
 */
export async function findAnimal(
  detector: Detector,
  frame: Frame,
  signal?: AbortSignal,
): Promise<Detection | undefined> {
  const first = best(await detector.detect(frame, [{ box: WHOLE, reason: 'sweep' }], signal));
  if (!first) return undefined;
  const closer = await detector.detect(frame, [{ box: around(first.box, frame), reason: 'track' }], signal);
  const same = closer.filter((found) => isAnimal(found.kind) && iou(found.box, first.box) > 0.3);
  const surest = [first, ...same].reduce((a, b) => (b.score > a.score ? b : a));
  return surest.score >= FOUND ? surest : undefined;
}

/** The surest animal, weak ones too: the closer look decides. */
function best(detections: readonly Detection[]): Detection | undefined {
  return detections.filter(({ kind }) => isAnimal(kind))[0];
}

/** The square around a box, with room, inside the frame where that is large enough. */
function around(box: Box, { width, height }: Frame): Box {
  const side = Math.max(box.w * width, box.h * height) * (1 + 2 * ROOM);
  const w = Math.min(1, side / width);
  const h = Math.min(1, side / height);
  const x = Math.min(1 - w, Math.max(0, box.x + box.w / 2 - w / 2));
  const y = Math.min(1 - h, Math.max(0, box.y + box.h / 2 - h / 2));
  return { x, y, w, h };
}
